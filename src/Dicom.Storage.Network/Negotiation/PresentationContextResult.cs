namespace Dicom.Storage.Network;

/// <summary>The result of one presentation context (PS3.8 9.3.3.2).</summary>
public enum PresentationContextResult : byte
{
    /// <summary>Accepted.</summary>
    Acceptance = 0,

    /// <summary>Refused by the user.</summary>
    UserRejection = 1,

    /// <summary>Refused by the provider without a reason.</summary>
    NoReason = 2,

    /// <summary>The abstract syntax is not supported.</summary>
    AbstractSyntaxNotSupported = 3,

    /// <summary>None of the transfer syntaxes is supported.</summary>
    TransferSyntaxesNotSupported = 4,
}
