namespace Dicom.Storage.DataSets;

/// <summary>The sets of PS3.3 tables C.12-2 to C.12-4, by their ISO registration.</summary>
internal static class CodedCharacterSets
{
    /// <summary>ISO-IR 6.</summary>
    public static SingleByteSet Ascii { get; } = new("(B");

    /// <summary>ISO-IR 14, the Roman letters of JIS X 0201.</summary>
    public static SingleByteSet Roman { get; } = new("(J");

    /// <summary>ISO-IR 13, the katakana of JIS X 0201; the single bytes of Shift JIS.</summary>
    public static SingleByteSet Katakana { get; } = new(")I", 932);

    /// <summary>ISO-IR 100.</summary>
    public static SingleByteSet Latin1 { get; } = new("-A", 28591);

    /// <summary>ISO-IR 101.</summary>
    public static SingleByteSet Latin2 { get; } = new("-B", 28592);

    /// <summary>ISO-IR 109.</summary>
    public static SingleByteSet Latin3 { get; } = new("-C", 28593);

    /// <summary>ISO-IR 110.</summary>
    public static SingleByteSet Latin4 { get; } = new("-D", 28594);

    /// <summary>ISO-IR 144.</summary>
    public static SingleByteSet Cyrillic { get; } = new("-L", 28595);

    /// <summary>ISO-IR 127.</summary>
    public static SingleByteSet Arabic { get; } = new("-G", 28596);

    /// <summary>ISO-IR 126: ISO 8859-7 of 1987. The edition of 2003 added euro, drachma and a subscript iota; the quotes are as that edition maps them.</summary>
    public static SingleByteSet Greek { get; } =
        new("-F", 28597, "\u00A4\u00A5\u00AA", (0xA1, '\u2018'), (0xA2, '\u2019'), (0xA4, '\u20AC'), (0xA5, '\u20AF'), (0xAA, '\u037A'));

    /// <summary>ISO-IR 138: ISO 8859-8 of 1988. The edition of 1999 added the two direction marks.</summary>
    public static SingleByteSet Hebrew { get; } = new("-H", 28598, "\u00FD\u00FE", (0xAF, '\u00AF'), (0xFD, '\u200E'), (0xFE, '\u200F'));

    /// <summary>ISO-IR 148.</summary>
    public static SingleByteSet Latin5 { get; } = new("-M", 28599);

    /// <summary>ISO-IR 203.</summary>
    public static SingleByteSet Latin9 { get; } = new("-b", 28605);

    /// <summary>ISO-IR 166: TIS 620-2533, without the space that ISO 8859-11 has at A0.</summary>
    public static SingleByteSet Thai { get; } = new("-T", 874, "\u00A0");

    /// <summary>ISO-IR 87, JIS X 0208; row 13 is a maker's addition.</summary>
    public static DoubleByteSet JisX0208 { get; } =
        new("$B", isUpper: false, () => DoubleByteTable.Jis, 0x80, 0x80, static (row, _) => row is <= 8 or (>= 16 and <= 84));

    /// <summary>ISO-IR 159, JIS X 0212; rows 83 and 84 are a maker's addition.</summary>
    public static DoubleByteSet JisX0212 { get; } =
        new("$(D", isUpper: false, () => DoubleByteTable.Jis, 0x80, 0, static (row, _) => row is <= 11 or (>= 16 and <= 77));

    /// <summary>ISO-IR 149, KS X 1001.</summary>
    public static DoubleByteSet KsX1001 { get; } = new("$)C", isUpper: true, () => DoubleByteTable.Korean, 0, 0, static (_, _) => true);

    /// <summary>ISO-IR 58, GB 2312; GBK put more into rows 2, 6 and 8.</summary>
    public static DoubleByteSet Gb2312 { get; } =
        new("$)A", isUpper: true, () => DoubleByteTable.Gbk, 0, 0, static (row, cell) => row switch
        {
            2 => cell > 16,
            6 => cell <= 56,
            8 => cell is <= 26 or > 36,
            _ => row <= 9 || row is >= 16 and <= 87,
        });

    /// <summary>Finds the set that an escape sequence designates.</summary>
    /// <param name="sequence">What follows ESC, and more.</param>
    /// <param name="length">How many of these bytes belong to it.</param>
    /// <returns>Null when the standard has no such sequence.</returns>
    public static CodedCharacterSet? Find(ReadOnlySpan<byte> sequence, out int length)
    {
        CodedCharacterSet? set = sequence.Length < 2 ? null : (sequence[0], sequence[1]) switch
        {
            ((byte)'(', (byte)'B') => Ascii,
            ((byte)'(', (byte)'J') => Roman,
            ((byte)')', (byte)'I') => Katakana,
            ((byte)'-', byte final) => FindPart(final),
            ((byte)'$', (byte)'(' or (byte)')') => FindDoubleByte(sequence[1..]),

            // ESC $ @ designates the edition of 1978, before JIS X 0208 had that name.
            ((byte)'$', (byte)'B' or (byte)'@') => JisX0208,
            _ => null,
        };
        length = set?.Escape.Length ?? 0;
        return set;
    }

    // The parts of ISO 8859, and TIS 620.
    private static SingleByteSet? FindPart(byte final) => (char)final switch
    {
        'A' => Latin1,
        'B' => Latin2,
        'C' => Latin3,
        'D' => Latin4,
        'L' => Cyrillic,
        'G' => Arabic,
        'F' => Greek,
        'H' => Hebrew,
        'M' => Latin5,
        'b' => Latin9,
        'T' => Thai,
        _ => null,
    };

    private static DoubleByteSet? FindDoubleByte(ReadOnlySpan<byte> rest) => rest.Length < 2 ? null : ((char)rest[0], (char)rest[1]) switch
    {
        ('(', 'D') => JisX0212,
        (')', 'C') => KsX1001,
        (')', 'A') => Gb2312,
        _ => null,
    };
}
