namespace Dicom.Storage.DataSets;

/// <summary>The file meta information of a Part 10 file (PS3.10 7.1): what the data set that follows is, and how it came here.</summary>
public sealed record DicomFileMeta
{
    /// <summary>The Implementation Class UID that files written here carry (0002,0012).</summary>
    public static DicomUid ImplementationClass { get; } = DicomUid.Parse("2.25.58429344518905668499772028374362776105");

    /// <summary>The Implementation Version Name that files written here carry (0002,0013).</summary>
    public const string ImplementationVersion = "DICOM_STORAGE_01";

    /// <summary>Gets Media Storage SOP Class UID (0002,0002); default when the file has none.</summary>
    public DicomUid MediaStorageSopClassUid { get; init; }

    /// <summary>Gets Media Storage SOP Instance UID (0002,0003); default when the file has none.</summary>
    public DicomUid MediaStorageSopInstanceUid { get; init; }

    /// <summary>Gets Transfer Syntax UID (0002,0010) of the data set.</summary>
    public required DicomUid TransferSyntaxUid { get; init; }

    /// <summary>Gets Implementation Class UID (0002,0012). This library's by default.</summary>
    public DicomUid ImplementationClassUid { get; init; } = ImplementationClass;

    /// <summary>Gets Implementation Version Name (0002,0013), at most 16 characters. This library's by default.</summary>
    public string? ImplementationVersionName { get; init; } = ImplementationVersion;

    /// <summary>Gets Source Application Entity Title (0002,0016): who wrote the content.</summary>
    public AeTitle SourceAe { get; init; }

    /// <summary>Gets Sending Application Entity Title (0002,0017): who sent it over the network.</summary>
    public AeTitle SendingAe { get; init; }

    /// <summary>Gets Receiving Application Entity Title (0002,0018): who received it.</summary>
    public AeTitle ReceivingAe { get; init; }

    /// <summary>Gets Source Presentation Address (0002,0026), a URI such as <c>dicom://host:port</c>.</summary>
    public string? SourcePresentationAddress { get; init; }

    /// <summary>Gets Sending Presentation Address (0002,0027).</summary>
    public string? SendingPresentationAddress { get; init; }

    /// <summary>Gets Receiving Presentation Address (0002,0028).</summary>
    public string? ReceivingPresentationAddress { get; init; }

    /// <summary>Gets the elements of group 0002 that have no property here, for example private information (0002,0102); null when there are none.</summary>
    public DicomDataset? Others { get; init; }

    /// <summary>Gets whether the file has meta information; false when the transfer syntax was taken from the first bytes of a bare data set.</summary>
    public bool HasMetaInformation { get; init; } = true;

    /// <summary>Gets what is wrong with the meta information without being ambiguous: <see cref="DataSetAnomalies.FileMeta"/> and what its elements break.</summary>
    public DataSetAnomalies Anomalies { get; init; }

    /// <summary>Gets the transfer syntax, null when it is not one of the standard.</summary>
    public DicomTransferSyntax? TransferSyntax => DicomTransferSyntax.TryGet(TransferSyntaxUid, out DicomTransferSyntax? syntax) ? syntax : null;
}
