using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>One received object: a row of the receive journal (<c>dicom_object_meta</c>) and the message of the receiving topics.</summary>
/// <remarks>The order of the properties is the order of the names in JSON (<see cref="DicomMetaJson"/>).</remarks>
public sealed record DicomStoreMeta
{
    /// <summary>Gets the name of the receipt: key of the receive journal.</summary>
    public required TraceId TraceId { get; init; }

    /// <summary>Gets who received it: <c>DICOM_STORE_SCP</c>, <c>STOW-RS</c> or a node's own name.</summary>
    public required BoundedString<Max64> WorkerNodeId { get; init; }

    /// <summary>Gets the owner.</summary>
    public required TenantId TenantId { get; init; }

    /// <summary>Gets Patient ID (0010,0020); empty when the object has none, which Type 2 allows.</summary>
    public required BoundedString<Max64> PatientId { get; init; }

    /// <summary>Gets Study Instance UID (0020,000D).</summary>
    public required DicomUid StudyUid { get; init; }

    /// <summary>Gets Series Instance UID (0020,000E).</summary>
    public required DicomUid SeriesUid { get; init; }

    /// <summary>Gets SOP Instance UID (0008,0018).</summary>
    public required DicomUid SopUid { get; init; }

    /// <summary>Gets the size of the Part 10 file, in bytes.</summary>
    public required long FileSize { get; init; }

    /// <summary>Gets the key under which the instance store keeps the object; empty before it is placed.</summary>
    public BoundedString<Max512> FilePath { get; init; }

    /// <summary>Gets the transfer syntax of the association or of the file meta information, never of the data set.</summary>
    public required DicomUid TransferSyntaxUid { get; init; }

    /// <summary>Gets Number of Frames (0028,0008); 1 when the object does not say.</summary>
    public int NumberOfFrames { get; init; } = 1;

    /// <summary>Gets when it was received, UTC.</summary>
    public required DateTimeOffset CreatedTime { get; init; }

    /// <summary>Gets <see cref="UidHash"/> of the series.</summary>
    public required BoundedString<Max20> SeriesUidHash { get; init; }

    /// <summary>Gets <see cref="UidHash"/> of the study.</summary>
    public required BoundedString<Max20> StudyUidHash { get; init; }

    /// <summary>Gets Accession Number (0008,0050).</summary>
    public BoundedString<Max16>? AccessionNumber { get; init; }

    /// <summary>Gets the transfer syntax in which the object is to be kept.</summary>
    public required DicomUid TargetTs { get; init; }

    /// <summary>Gets Study Date (0008,0020); null when missing, partial or no date.</summary>
    public DateOnly? StudyDate { get; init; }

    /// <summary>Gets the state of the conversion to <see cref="TargetTs"/>.</summary>
    public TransferStatus TransferStatus { get; init; }

    /// <summary>Gets the sender's address; 64 characters, so that IPv6 with a zone fits.</summary>
    public required BoundedString<Max64> SourceIp { get; init; }

    /// <summary>Gets the sender's AE title; <c>STOW-RS-API</c> for HTTP.</summary>
    public required BoundedString<Max64> SourceAe { get; init; }
}
