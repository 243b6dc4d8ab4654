using System.Buffers.Binary;
using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>Writes GB18030 and GBK (PS3.5 J): two bytes where the set has the character so, else four in GB18030.</summary>
internal static class GuobiaoEncoder
{
    private static readonly Lazy<ReverseTable> s_gbk = new(() => Reverse(DoubleByteTable.Gbk));
    private static readonly Lazy<ReverseTable> s_gb18030 = new(() => Reverse(DoubleByteTable.Gb18030));

    /// <param name="destination">4 bytes or more.</param>
    /// <returns>False when the set lacks the character.</returns>
    public static bool TryEncode(Rune character, bool isGbk, Span<byte> destination, out int count)
    {
        ReverseTable pairs = isGbk ? s_gbk.Value : s_gb18030.Value;
        int pair = character.IsBmp ? pairs[(char)character.Value] : 0;
        count = pair != 0 ? 2 : 4;
        if (pair == 0)
            return !isGbk && GuobiaoFourBytes.TryEncode(character, destination);

        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)pair);
        return true;
    }

    private static ReverseTable Reverse(DoubleByteTable table)
    {
        var reverse = new ReverseTable();
        for (int lead = 0x81; lead <= 0xFE; lead++)
        {
            for (int trail = 0x40; trail <= 0xFE; trail++)
            {
                if (table[lead, trail] != DoubleByteTable.Undefined)
                    reverse.Add(table[lead, trail], (lead << 8) | trail);
            }
        }

        return reverse;
    }
}
