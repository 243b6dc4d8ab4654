namespace Dicom.Storage.Network;

/// <summary>What <see cref="PduTokenizer"/> found.</summary>
internal enum PduTokenKind
{
    /// <summary>The input ends inside a header: keep its bytes (at most 5) and bring more.</summary>
    NeedMore,

    /// <summary>A PDU header; says by its check whether the PDU is acceptable.</summary>
    PduHeader,

    /// <summary>A piece of the payload of a PDU that is not P-DATA-TF.</summary>
    Payload,

    /// <summary>A PDV header.</summary>
    PdvHeader,

    /// <summary>A piece of a PDV's fragment; may be empty for an empty fragment.</summary>
    PdvData,

    /// <summary>A PDV whose length does not fit its PDU.</summary>
    InvalidPdv,
}
