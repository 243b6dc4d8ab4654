using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>A presentation context to propose (PS3.8 9.3.2.2).</summary>
/// <param name="AbstractSyntax">The SOP class.</param>
/// <param name="TransferSyntaxes">The transfer syntaxes of which the acceptor chooses one; at least one.</param>
public sealed record ContextProposal(DicomUid AbstractSyntax, IReadOnlyList<DicomUid> TransferSyntaxes);
