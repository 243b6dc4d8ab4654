using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>A study of a tenant. Attributes of patient and study are those of its series saved last (ties: the greatest series UID).</summary>
public sealed record StudySummary
{
    /// <summary>Gets the owner.</summary>
    public required TenantId TenantId { get; init; }

    /// <summary>Gets Study Instance UID (0020,000D).</summary>
    public required DicomUid StudyUid { get; init; }

    /// <summary>Gets Patient ID (0010,0020); empty when missing.</summary>
    public required BoundedString<Max64> PatientId { get; init; }

    /// <summary>Gets Patient's Name (0010,0010).</summary>
    public BoundedString<Max64>? PatientName { get; init; }

    /// <summary>Gets Patient's Sex (0010,0040).</summary>
    public BoundedString<Max1>? PatientSex { get; init; }

    /// <summary>Gets Patient's Birth Date (0010,0030).</summary>
    public DateOnly? PatientBirthDate { get; init; }

    /// <summary>Gets the text of Study Date (0008,0020), also where it is partial or no date.</summary>
    public BoundedString<Max8> StudyDateOrigin { get; init; }

    /// <summary>Gets Study Date (0008,0020).</summary>
    public DateOnly? StudyDate { get; init; }

    /// <summary>Gets Study Time (0008,0030).</summary>
    public TimeOnly? StudyTime { get; init; }

    /// <summary>Gets Accession Number (0008,0050).</summary>
    public BoundedString<Max16>? AccessionNumber { get; init; }

    /// <summary>Gets Study ID (0020,0010).</summary>
    public BoundedString<Max16>? StudyId { get; init; }

    /// <summary>Gets Study Description (0008,1030).</summary>
    public BoundedString<Max64>? StudyDescription { get; init; }

    /// <summary>Gets the modalities of the study's series, each once, in ordinal order.</summary>
    public required IReadOnlyList<string> ModalitiesInStudy { get; init; }

    /// <summary>Gets the number of the study's series.</summary>
    public required int NumberOfSeries { get; init; }

    /// <summary>Gets the number of the study's objects.</summary>
    public required long NumberOfInstances { get; init; }

    /// <summary>Gets when a series of the study last changed, UTC.</summary>
    public required DateTimeOffset UpdatedTime { get; init; }
}
