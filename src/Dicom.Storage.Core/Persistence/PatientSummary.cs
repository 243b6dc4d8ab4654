namespace Dicom.Storage.Core;

/// <summary>A patient of a tenant, by Patient ID. Name, sex and birth date are those of the series saved last (ties: the greatest study, then series UID).</summary>
public sealed record PatientSummary
{
    /// <summary>Gets the owner.</summary>
    public required TenantId TenantId { get; init; }

    /// <summary>Gets Patient ID (0010,0020); empty stands for all objects without one.</summary>
    public required BoundedString<Max64> PatientId { get; init; }

    /// <summary>Gets Patient's Name (0010,0010).</summary>
    public BoundedString<Max64>? PatientName { get; init; }

    /// <summary>Gets Patient's Sex (0010,0040).</summary>
    public BoundedString<Max1>? PatientSex { get; init; }

    /// <summary>Gets Patient's Birth Date (0010,0030).</summary>
    public DateOnly? PatientBirthDate { get; init; }

    /// <summary>Gets the number of the patient's studies.</summary>
    public required int NumberOfStudies { get; init; }

    /// <summary>Gets the number of the patient's series.</summary>
    public required int NumberOfSeries { get; init; }

    /// <summary>Gets the number of the patient's objects.</summary>
    public required long NumberOfInstances { get; init; }
}
