namespace Dicom.Storage.Core;

/// <summary>An event and what it asks of the index.</summary>
/// <param name="Store">The receipt.</param>
/// <param name="Metas">The rows to save; null when the journal shows that an earlier delivery has saved them.</param>
/// <param name="IsVersion">Whether the object is kept beside another with its UIDs.</param>
internal sealed record IndexItem(DicomStoreMeta Store, InstanceMetas? Metas, bool IsVersion)
{
    public InstanceKey Key => new(Store.TenantId, Store.StudyUid, Store.SeriesUid, Store.SopUid);
}
