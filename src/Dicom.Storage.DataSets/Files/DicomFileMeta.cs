namespace Dicom.Storage.DataSets;

/// <summary>The file meta information of a DICOM file (PS3.10 7.1), group 0002, and where the data set begins.</summary>
public sealed record DicomFileMeta
{
    /// <summary>The UID of this implementation, written as (0002,0012).</summary>
    public static readonly DicomUid DefaultImplementationClassUid = DicomUid.WellKnown("2.25.119871780120071164043253637829257449020");

    /// <summary>The name of this implementation, written as (0002,0013).</summary>
    public const string DefaultImplementationVersionName = "DICOMSTORAGE_0.1";

    /// <summary>Gets the SOP class of the object in the file, (0002,0002).</summary>
    public DicomUid MediaStorageSopClassUid { get; init; }

    /// <summary>Gets the SOP instance in the file, (0002,0003).</summary>
    public DicomUid MediaStorageSopInstanceUid { get; init; }

    /// <summary>Gets the transfer syntax of the data set, (0002,0010); of a file without meta information the one its first bytes show.</summary>
    public required DicomUid TransferSyntaxUid { get; init; }

    /// <summary>Gets the UID of who wrote the file, (0002,0012).</summary>
    public DicomUid ImplementationClassUid { get; init; } = DefaultImplementationClassUid;

    /// <summary>Gets the name of who wrote the file, (0002,0013); up to 16 characters of ASCII, empty for none.</summary>
    public string ImplementationVersionName { get; init; } = DefaultImplementationVersionName;

    /// <summary>Gets the AE that made the content, (0002,0016).</summary>
    public AeTitle SourceApplicationEntityTitle { get; init; }

    /// <summary>Gets the AE that sent the object, (0002,0017).</summary>
    public AeTitle SendingApplicationEntityTitle { get; init; }

    /// <summary>Gets the AE that received the object, (0002,0018).</summary>
    public AeTitle ReceivingApplicationEntityTitle { get; init; }

    /// <summary>Gets the presentation address of the maker as a URI, (0002,0026); null for none.</summary>
    public string? SourcePresentationAddress { get; init; }

    /// <summary>Gets the presentation address of the sender as a URI, (0002,0027); null for none.</summary>
    public string? SendingPresentationAddress { get; init; }

    /// <summary>Gets the presentation address of the receiver as a URI, (0002,0028); null for none.</summary>
    public string? ReceivingPresentationAddress { get; init; }

    /// <summary>Gets the transfer syntax, null when it is not one of the standard.</summary>
    public DicomTransferSyntax? TransferSyntax => DicomTransferSyntax.TryGet(TransferSyntaxUid, out DicomTransferSyntax? syntax) ? syntax : null;

    /// <summary>Gets the file's byte where the data set begins; only for what was read from a file.</summary>
    public long DataSetOffset { get; init; }

    /// <summary>Gets whether the file had the preamble and <c>DICM</c>.</summary>
    public bool HasPreamble { get; init; } = true;

    /// <summary>Gets whether the file had meta information at all.</summary>
    public bool HasMetaInformation { get; init; } = true;
}
