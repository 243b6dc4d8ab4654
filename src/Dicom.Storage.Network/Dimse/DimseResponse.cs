namespace Dicom.Storage.Network;

/// <summary>What an operation answers.</summary>
/// <param name="Status">The status (0000,0900).</param>
/// <param name="ErrorComment">
/// A sentence for the sender's log, sent as Error Comment (0000,0902) when the status is not success: cut to 64 characters, what is not
/// printable ASCII is sent as '?'. It must not hold patient data.
/// </param>
public readonly record struct DimseResponse(DimseStatus Status, string? ErrorComment = null);
