namespace Dicom.Storage.Core;

/// <summary>What the header of a received object says: where it belongs and what the index will hold.</summary>
/// <param name="Key">Whose object it is, and its UIDs.</param>
/// <param name="Metas">Its rows.</param>
public sealed record InstanceDescription(InstanceKey Key, InstanceMetas Metas)
{
    /// <summary>Makes the description that rows imply.</summary>
    public static InstanceDescription Of(InstanceMetas metas)
    {
        ArgumentNullException.ThrowIfNull(metas);
        DicomStoreMeta store = metas.Store;
        return new InstanceDescription(new InstanceKey(store.TenantId, store.StudyUid, store.SeriesUid, store.SopUid), metas);
    }

    internal DateOnly? StudyDate => Metas.Store.StudyDate;
}
