namespace Dicom.Storage.Network;

/// <summary>What <see cref="UlConnection"/> has for its user.</summary>
internal enum UlIndicationKind
{
    /// <summary>A PDU other than P-DATA-TF; the action says which.</summary>
    Pdu,

    /// <summary>The head of a PDV.</summary>
    PdvHeader,

    /// <summary>A piece of a PDV's fragment.</summary>
    PdvData,
}
