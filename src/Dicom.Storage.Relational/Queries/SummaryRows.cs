using Dicom.Storage.Core;

namespace Dicom.Storage.Relational;

/// <summary>Reads the rows of the patient and study searches.</summary>
internal static class SummaryRows
{
    public static PatientSummary Patient(TenantId tenant, IRowReader row) => new()
    {
        TenantId = tenant,
        PatientId = row.Bounded<Max64>(),
        PatientName = row.OptionalBounded<Max64>(),
        PatientSex = row.OptionalBounded<Max1>(),
        PatientBirthDate = row.Date(),
        NumberOfStudies = row.Int32() ?? 0,
        NumberOfSeries = row.Int32() ?? 0,
        NumberOfInstances = row.Int64() ?? 0,
    };

    public static StudySummary Study(TenantId tenant, IRowReader row) => new()
    {
        TenantId = tenant,
        StudyUid = row.Uid(),
        PatientId = row.Bounded<Max64>(),
        PatientName = row.OptionalBounded<Max64>(),
        PatientSex = row.OptionalBounded<Max1>(),
        PatientBirthDate = row.Date(),
        StudyDateOrigin = row.Bounded<Max8>(),
        StudyDate = row.Date(),
        StudyTime = row.Time(),
        AccessionNumber = row.OptionalBounded<Max16>(),
        StudyId = row.OptionalBounded<Max16>(),
        StudyDescription = row.OptionalBounded<Max64>(),
        UpdatedTime = row.Timestamp(),
        NumberOfSeries = row.Int32() ?? 0,
        NumberOfInstances = row.Int64() ?? 0,
        ModalitiesInStudy = [],
    };
}
