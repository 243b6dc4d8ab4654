using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>The key of an object: owner first, then study, series and instance.</summary>
public readonly record struct InstanceKey(TenantId TenantId, DicomUid StudyUid, DicomUid SeriesUid, DicomUid SopUid)
{
    /// <summary>Gets the key of the object's series.</summary>
    public SeriesKey Series => new(TenantId, StudyUid, SeriesUid);
}
