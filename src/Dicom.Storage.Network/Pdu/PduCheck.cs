namespace Dicom.Storage.Network;

/// <summary>What a PDU header says about the PDU before its payload is awaited.</summary>
internal enum PduCheck
{
    Valid,

    /// <summary>No PDU of PS3.8 has this type.</summary>
    UnrecognizedType,

    /// <summary>The length is not one that a PDU of this type may have here.</summary>
    InvalidLength,
}
