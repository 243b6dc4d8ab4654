namespace Dicom.Storage.Core;

/// <summary>What the pipeline saves for the objects it has placed: one durable transaction.</summary>
/// <param name="Stores">Rows of the receive journal.</param>
/// <param name="States">Series; several rows of one series may stand in one batch, the last one wins.</param>
/// <param name="Images">Objects.</param>
public sealed record IngestBatch(
    IReadOnlyList<DicomStoreMeta> Stores,
    IReadOnlyList<DicomStateMeta> States,
    IReadOnlyList<DicomImageMeta> Images);
