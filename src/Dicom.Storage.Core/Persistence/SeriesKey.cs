using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>The key of a series: owner first, then study and series.</summary>
public readonly record struct SeriesKey(TenantId TenantId, DicomUid StudyUid, DicomUid SeriesUid);
