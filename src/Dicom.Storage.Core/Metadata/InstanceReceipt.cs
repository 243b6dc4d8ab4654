using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>How an object came here: what its data set does not say.</summary>
public sealed record InstanceReceipt
{
    /// <summary>The <see cref="WorkerNodeId"/> of what came by C-STORE.</summary>
    public const string StoreScpNode = "DICOM_STORE_SCP";

    /// <summary>Gets the name of the receipt.</summary>
    public required TraceId TraceId { get; init; }

    /// <summary>Gets the owner.</summary>
    public required TenantId TenantId { get; init; }

    /// <summary>Gets when it was received, UTC.</summary>
    public required DateTimeOffset ReceivedTime { get; init; }

    /// <summary>Gets the size of the Part 10 file, in bytes.</summary>
    public required long FileSize { get; init; }

    /// <summary>Gets the transfer syntax of the association or of the file meta information.</summary>
    public required DicomUid TransferSyntaxUid { get; init; }

    /// <summary>Gets the SOP class of the command or of the file meta information; stands in where the data set names none.</summary>
    public required DicomUid SopClassUid { get; init; }

    /// <summary>Gets who received it. <see cref="StoreScpNode"/> by default.</summary>
    public string WorkerNodeId { get; init; } = StoreScpNode;

    /// <summary>Gets the sender's address; empty when the transport has none.</summary>
    public string SourceIp { get; init; } = string.Empty;

    /// <summary>Gets the sender's title.</summary>
    public string SourceAe { get; init; } = string.Empty;
}
