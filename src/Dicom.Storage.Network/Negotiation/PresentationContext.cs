using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>A negotiated presentation context (PS3.8 7.1.1.13).</summary>
/// <param name="Id">The identifier: odd, 1 to 255.</param>
/// <param name="AbstractSyntax">What may be sent: the SOP class.</param>
/// <param name="TransferSyntaxUid">How it is encoded; of no meaning unless accepted.</param>
/// <param name="Result">Whether the context can be used.</param>
public sealed record PresentationContext(byte Id, DicomUid AbstractSyntax, DicomUid TransferSyntaxUid, PresentationContextResult Result)
{
    /// <summary>Gets whether messages may be sent on it.</summary>
    public bool IsAccepted => Result == PresentationContextResult.Acceptance;

    /// <summary>Gets whether the requestor may act as service class user (PS3.7 D.3.3.4). True by default.</summary>
    public bool RequestorIsScu { get; init; } = true;

    /// <summary>Gets whether the requestor may act as service class provider (PS3.7 D.3.3.4). False by default.</summary>
    public bool RequestorIsScp { get; init; }
}
