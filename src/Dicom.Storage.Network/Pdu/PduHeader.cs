namespace Dicom.Storage.Network;

/// <summary>Type and length of a PDU (PS3.8 9.3.1): what is known before its payload has come.</summary>
internal readonly record struct PduHeader(PduType Type, uint Length)
{
    /// <summary>Type, reserved, length (UInt32, big endian).</summary>
    public const int Size = 6;
}
