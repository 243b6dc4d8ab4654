using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>One series with its study and patient: a row of <c>dicom_state_meta</c> and the message of the state topic.</summary>
/// <remarks>The order of the properties is the order of the names in JSON (<see cref="DicomMetaJson"/>).</remarks>
public sealed record DicomStateMeta
{
    /// <summary>Gets the owner: first part of the key.</summary>
    public required TenantId TenantId { get; init; }

    /// <summary>Gets Patient ID (0010,0020); empty when the object has none, which Type 2 allows.</summary>
    public required BoundedString<Max64> PatientId { get; init; }

    /// <summary>Gets Study Instance UID (0020,000D): part of the key.</summary>
    public required DicomUid StudyUid { get; init; }

    /// <summary>Gets Series Instance UID (0020,000E): part of the key.</summary>
    public required DicomUid SeriesUid { get; init; }

    /// <summary>Gets <see cref="UidHash"/> of the study.</summary>
    public required BoundedString<Max20> StudyUidHash { get; init; }

    /// <summary>Gets <see cref="UidHash"/> of the series.</summary>
    public required BoundedString<Max20> SeriesUidHash { get; init; }

    /// <summary>Gets the text of Study Date (0008,0020), also where it is partial or no date; empty when missing.</summary>
    public BoundedString<Max8> StudyDateOrigin { get; init; }

    /// <summary>Gets Patient's Name (0010,0010).</summary>
    public BoundedString<Max64>? PatientName { get; init; }

    /// <summary>Gets Patient's Sex (0010,0040).</summary>
    public BoundedString<Max1>? PatientSex { get; init; }

    /// <summary>Gets Patient's Birth Date (0010,0030).</summary>
    public DateOnly? PatientBirthDate { get; init; }

    /// <summary>Gets Patient's Birth Time (0010,0032).</summary>
    public TimeOnly? PatientBirthTime { get; init; }

    /// <summary>Gets Patient's Age (0010,1010).</summary>
    public BoundedString<Max16>? PatientAge { get; init; }

    /// <summary>Gets Patient's Size (0010,1020), in metres.</summary>
    public double? PatientSize { get; init; }

    /// <summary>Gets Patient's Weight (0010,1030), in kilograms.</summary>
    public double? PatientWeight { get; init; }

    /// <summary>Gets Study Date (0008,0020); null when missing, partial or no date.</summary>
    public DateOnly? StudyDate { get; init; }

    /// <summary>Gets Study Time (0008,0030).</summary>
    public TimeOnly? StudyTime { get; init; }

    /// <summary>Gets Accession Number (0008,0050).</summary>
    public BoundedString<Max16>? AccessionNumber { get; init; }

    /// <summary>Gets Study ID (0020,0010).</summary>
    public BoundedString<Max16>? StudyId { get; init; }

    /// <summary>Gets Study Description (0008,1030).</summary>
    public BoundedString<Max64>? StudyDescription { get; init; }

    /// <summary>Gets Modality (0008,0060).</summary>
    public BoundedString<Max16>? Modality { get; init; }

    /// <summary>Gets Series Number (0020,0011).</summary>
    public int? SeriesNumber { get; init; }

    /// <summary>Gets Series Date (0008,0021).</summary>
    public DateOnly? SeriesDate { get; init; }

    /// <summary>Gets Series Time (0008,0031).</summary>
    public TimeOnly? SeriesTime { get; init; }

    /// <summary>Gets Series Description (0008,103E).</summary>
    public BoundedString<Max256>? SeriesDescription { get; init; }

    /// <summary>Gets Body Part Examined (0018,0015).</summary>
    public BoundedString<Max64>? BodyPartExamined { get; init; }

    /// <summary>Gets Protocol Name (0018,1030).</summary>
    public BoundedString<Max64>? ProtocolName { get; init; }

    /// <summary>Gets the number of objects of the series. Computed by the database on every save: what a saved record says is not looked at.</summary>
    public int? SeriesRelatedInstances { get; init; }

    /// <summary>Gets when the series was first saved, UTC; kept by later saves.</summary>
    public required DateTimeOffset CreatedTime { get; init; }

    /// <summary>Gets when the series last changed, UTC; moves forward with every change, never back.</summary>
    public required DateTimeOffset UpdatedTime { get; init; }
}
