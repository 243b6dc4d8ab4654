namespace Dicom.Storage.Network;

/// <summary>Why the service provider aborted an association (PS3.8 9.3.8).</summary>
public enum AbortReason : byte
{
    /// <summary>Not told.</summary>
    NotSpecified = 0,

    /// <summary>A PDU of an unknown type.</summary>
    UnrecognizedPdu = 1,

    /// <summary>A PDU that does not belong there.</summary>
    UnexpectedPdu = 2,

    /// <summary>A PDU parameter that is not known.</summary>
    UnrecognizedPduParameter = 4,

    /// <summary>A PDU parameter that does not belong there.</summary>
    UnexpectedPduParameter = 5,

    /// <summary>A PDU parameter with a value it cannot have.</summary>
    InvalidPduParameterValue = 6,
}
