namespace Dicom.Storage.Network;

/// <summary>One step of <see cref="PduTokenizer"/>.</summary>
/// <param name="Kind">What was found.</param>
/// <param name="Consumed">How many bytes of the input it took.</param>
/// <param name="IsEnd">For <see cref="PduTokenKind.Payload"/> and <see cref="PduTokenKind.PdvData"/>: the piece is the last of its PDU or PDV.</param>
internal readonly record struct PduToken(PduTokenKind Kind, int Consumed, bool IsEnd = false);
