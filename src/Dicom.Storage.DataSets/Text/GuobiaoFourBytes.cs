using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>
/// The four-byte characters of GB 18030: bytes of 126, 10, 126 and 10 values count through what the two-byte ones leave out of the basic
/// plane, and from 90 30 81 30 on through the other planes.
/// </summary>
internal static class GuobiaoFourBytes
{
    private const int BasicCount = 39_420;
    private const int FirstSupplementary = 189_000;

    private static readonly Lazy<char[]> s_basic = new(CreateBasic);
    private static readonly Lazy<ReverseTable> s_reverse = new(CreateReverse);

    public static bool TryDecode(ReadOnlySpan<byte> four, out Rune character)
    {
        character = new Rune(DoubleByteTable.Undefined);
        if (four[0] is < 0x81 or > 0xFE || four[1] is < 0x30 or > 0x39 || four[2] is < 0x81 or > 0xFE || four[3] is < 0x30 or > 0x39)
            return false;

        int index = ((((((four[0] - 0x81) * 10) + four[1] - 0x30) * 126) + four[2] - 0x81) * 10) + four[3] - 0x30;
        if (index < BasicCount)
            return Rune.TryCreate(s_basic.Value[index], out character);
        return index >= FirstSupplementary && Rune.TryCreate(index - FirstSupplementary + 0x10000, out character);
    }

    /// <summary>Writes the four bytes of a character that has no two.</summary>
    /// <returns>False when it has none.</returns>
    public static bool TryEncode(Rune character, Span<byte> four)
    {
        int index = character.IsBmp ? s_reverse.Value[(char)character.Value] - 1 : character.Value - 0x10000 + FirstSupplementary;
        if (index < 0)
            return false;

        Write(index, four);
        return true;
    }

    private static void Write(int index, Span<byte> four)
    {
        four[3] = (byte)(0x30 + (index % 10));
        four[2] = (byte)(0x81 + (index / 10 % 126));
        four[1] = (byte)(0x30 + (index / 1_260 % 10));
        four[0] = (byte)(0x81 + (index / 12_600));
    }

    private static char[] CreateBasic()
    {
        var bytes = new byte[BasicCount * 4];
        for (int i = 0; i < BasicCount; i++)
            Write(i, bytes.AsSpan(i * 4));

        char[] characters = DoubleByteTable.CodePage(54936).GetChars(bytes);
        return characters.Length == BasicCount ? characters : throw new InvalidOperationException("The runtime's GB18030 is not the one this table is made from.");
    }

    private static ReverseTable CreateReverse()
    {
        var reverse = new ReverseTable();
        char[] basic = s_basic.Value;
        for (int i = 0; i < basic.Length; i++)
            reverse.Add(basic[i], i + 1);
        return reverse;
    }
}
