using Dicom.Storage.Core;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.MongoDb;

/// <summary>The key of a study.</summary>
internal readonly record struct StudyKey(TenantId TenantId, DicomUid StudyUid)
{
    public string Id => MongoNames.KeyOf(TenantId, StudyUid);

    public static StudyKey Of(SeriesKey series) => new(series.TenantId, series.StudyUid);
}
