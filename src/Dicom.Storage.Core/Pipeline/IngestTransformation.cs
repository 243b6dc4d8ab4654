using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>What an <see cref="IIngestTransform"/> did.</summary>
/// <param name="Status">
/// <see cref="TransferStatus.Success"/>: the file at the output path is to be stored. <see cref="TransferStatus.Failed"/>: the object is stored as it
/// came, and the receive journal says so.
/// </param>
/// <param name="TargetTransferSyntaxUid">The transfer syntax that was wanted; of a success the one that the result has.</param>
public sealed record IngestTransformation(TransferStatus Status, DicomUid TargetTransferSyntaxUid)
{
    /// <summary>
    /// Gets whether the object as it came is stored too. Where the result has its UIDs, it lies beside the result (<see cref="IInstanceStore.OriginalOf"/>) and the
    /// index names the result; where the result is an instance of its own, both are in the index. Default: no.
    /// </summary>
    public bool KeepsOriginal { get; init; }
}
