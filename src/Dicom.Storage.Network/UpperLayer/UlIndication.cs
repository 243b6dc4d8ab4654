namespace Dicom.Storage.Network;

/// <summary>One thing received.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Action">For a PDU: the action of the state table. AA-1 and AA-8 ask for the abort in <paramref name="Abort"/> to be sent.</param>
/// <param name="Data">The PDU's payload or the piece of the fragment; valid until the next call.</param>
/// <param name="IsEnd">The piece is the PDV's last.</param>
/// <param name="Abort">What to send for AA-1 and AA-8; what came for AA-2 and AA-3.</param>
internal readonly record struct UlIndication(
    UlIndicationKind Kind, UlAction Action = UlAction.None, ReadOnlyMemory<byte> Data = default, bool IsEnd = false, AssociationAbort Abort = default);
