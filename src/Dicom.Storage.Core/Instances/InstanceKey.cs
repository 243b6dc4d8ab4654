using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>Identifies an object and holds what its location is made of; every part is a validated type.</summary>
/// <param name="Tenant">Whose object it is.</param>
/// <param name="StudyDate">Study Date, or default when the object has none that is valid.</param>
/// <param name="StudyUid">Study Instance UID.</param>
/// <param name="SeriesUid">Series Instance UID.</param>
/// <param name="SopUid">SOP Instance UID.</param>
public sealed record InstanceKey(TenantId Tenant, DicomDateString StudyDate, DicomUid StudyUid, DicomUid SeriesUid, DicomUid SopUid);
