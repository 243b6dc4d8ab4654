using System.Buffers.Binary;

namespace Dicom.Storage.Network;

/// <summary>The head of a presentation data value item: length, context id, message control header (PS3.8 9.3.5.1, E.2).</summary>
/// <param name="DataLength">The bytes of the fragment, without context id and control header.</param>
/// <param name="ContextId">The presentation context.</param>
/// <param name="Control">The control header: bit 0 command, bit 1 last; the others are reserved and not looked at.</param>
internal readonly record struct PdvHeader(uint DataLength, byte ContextId, byte Control)
{
    /// <summary>Length (UInt32, big endian), context id, control header.</summary>
    public const int Size = 6;

    /// <summary>The part of the header that the item's length counts: context id and control header.</summary>
    public const int CountedSize = 2;

    public const byte CommandFlag = 0x01;
    public const byte LastFlag = 0x02;

    public bool IsCommand => (Control & CommandFlag) != 0;

    public bool IsLast => (Control & LastFlag) != 0;

    /// <summary>Reads the header; false when the item's length does not fit between its own two bytes and the rest of the PDU.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, uint pduRemaining, out PdvHeader header)
    {
        uint length = BinaryPrimitives.ReadUInt32BigEndian(source);
        bool fits = length >= CountedSize && length <= pduRemaining - sizeof(uint);
        header = fits ? new PdvHeader(length - CountedSize, source[4], source[5]) : default;
        return fits;
    }
}
