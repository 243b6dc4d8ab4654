using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>One object: a row of <c>dicom_image_meta</c> and the message of the image topic.</summary>
/// <remarks>The order of the properties is the order of the names in JSON (<see cref="DicomMetaJson"/>).</remarks>
public sealed record DicomImageMeta
{
    /// <summary>The <see cref="ImageStatus"/> of an object in use.</summary>
    public const string ActiveStatus = "ACTIVE";

    /// <summary>Gets the owner: first part of the key.</summary>
    public required TenantId TenantId { get; init; }

    /// <summary>Gets Patient ID (0010,0020); empty when the object has none, which Type 2 allows.</summary>
    public required BoundedString<Max64> PatientId { get; init; }

    /// <summary>Gets Study Instance UID (0020,000D): part of the key.</summary>
    public required DicomUid StudyUid { get; init; }

    /// <summary>Gets Series Instance UID (0020,000E): part of the key.</summary>
    public required DicomUid SeriesUid { get; init; }

    /// <summary>Gets SOP Instance UID (0008,0018): part of the key.</summary>
    public required DicomUid SopUid { get; init; }

    /// <summary>Gets <see cref="UidHash"/> of the study.</summary>
    public required BoundedString<Max20> StudyUidHash { get; init; }

    /// <summary>Gets <see cref="UidHash"/> of the series.</summary>
    public required BoundedString<Max20> SeriesUidHash { get; init; }

    /// <summary>Gets Instance Number (0020,0013).</summary>
    public int? InstanceNumber { get; init; }

    /// <summary>Gets Content Date (0008,0023).</summary>
    public DateOnly? ContentDate { get; init; }

    /// <summary>Gets Content Time (0008,0033).</summary>
    public TimeOnly? ContentTime { get; init; }

    /// <summary>Gets Image Type (0008,0008), values joined by backslash.</summary>
    public BoundedString<Max128>? ImageType { get; init; }

    /// <summary>Gets Image Orientation (Patient) (0020,0037), values joined by backslash.</summary>
    public BoundedString<Max128>? ImageOrientationPatient { get; init; }

    /// <summary>Gets Image Position (Patient) (0020,0032), values joined by backslash.</summary>
    public BoundedString<Max64>? ImagePositionPatient { get; init; }

    /// <summary>Gets Slice Thickness (0018,0050), in millimetres.</summary>
    public double? SliceThickness { get; init; }

    /// <summary>Gets Spacing Between Slices (0018,0088), in millimetres.</summary>
    public double? SpacingBetweenSlices { get; init; }

    /// <summary>Gets Slice Location (0020,1041), in millimetres.</summary>
    public double? SliceLocation { get; init; }

    /// <summary>Gets Samples per Pixel (0028,0002).</summary>
    public int? SamplesPerPixel { get; init; }

    /// <summary>Gets Photometric Interpretation (0028,0004).</summary>
    public BoundedString<Max32>? PhotometricInterpretation { get; init; }

    /// <summary>Gets Rows (0028,0010): the column is called width in the contract and has always carried the number of rows.</summary>
    public int? Width { get; init; }

    /// <summary>Gets Columns (0028,0011).</summary>
    public int? Columns { get; init; }

    /// <summary>Gets Bits Allocated (0028,0100).</summary>
    public int? BitsAllocated { get; init; }

    /// <summary>Gets Bits Stored (0028,0101).</summary>
    public int? BitsStored { get; init; }

    /// <summary>Gets High Bit (0028,0102).</summary>
    public int? HighBit { get; init; }

    /// <summary>Gets Pixel Representation (0028,0103).</summary>
    public int? PixelRepresentation { get; init; }

    /// <summary>Gets Rescale Intercept (0028,1052).</summary>
    public double? RescaleIntercept { get; init; }

    /// <summary>Gets Rescale Slope (0028,1053).</summary>
    public double? RescaleSlope { get; init; }

    /// <summary>Gets Rescale Type (0028,1054).</summary>
    public BoundedString<Max64>? RescaleType { get; init; }

    /// <summary>Gets Window Center (0028,1050), values joined by backslash.</summary>
    public BoundedString<Max64>? WindowCenter { get; init; }

    /// <summary>Gets Window Width (0028,1051), values joined by backslash.</summary>
    public BoundedString<Max64>? WindowWidth { get; init; }

    /// <summary>Gets the transfer syntax of the association or of the file meta information, never of the data set.</summary>
    public required DicomUid TransferSyntaxUid { get; init; }

    /// <summary>Gets the key under which the instance store keeps the object.</summary>
    public BoundedString<Max512>? PixelDataLocation { get; init; }

    /// <summary>Gets the key of a small rendered image.</summary>
    public BoundedString<Max512>? ThumbnailLocation { get; init; }

    /// <summary>Gets SOP Class UID (0008,0016).</summary>
    public required DicomUid SopClassUid { get; init; }

    /// <summary>Gets the state of the object: <c>ACTIVE</c> (<see cref="ActiveStatus"/>) unless something took it out of use.</summary>
    public BoundedString<Max32>? ImageStatus { get; init; }

    /// <summary>Gets the size of the Part 10 file, in bytes.</summary>
    public long? SpaceSize { get; init; }

    /// <summary>Gets when the object was first saved, UTC; kept by later saves.</summary>
    public required DateTimeOffset CreatedTime { get; init; }

    /// <summary>Gets when the object was last saved, UTC; never moves back.</summary>
    public required DateTimeOffset UpdatedTime { get; init; }
}
