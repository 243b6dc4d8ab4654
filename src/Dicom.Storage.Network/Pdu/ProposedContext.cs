using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>A presentation context as proposed (PS3.8 9.3.2.2).</summary>
/// <param name="Id">As sent: may be even, zero or repeated.</param>
/// <param name="AbstractSyntax">Empty when it is no UID.</param>
/// <param name="AbstractSyntaxCount">One in a legal proposal.</param>
/// <param name="TransferSyntaxes">Those that are UIDs.</param>
/// <param name="TransferSyntaxCount">All of them.</param>
internal sealed record ProposedContext(byte Id, DicomUid AbstractSyntax, int AbstractSyntaxCount, IReadOnlyList<DicomUid> TransferSyntaxes, int TransferSyntaxCount);
