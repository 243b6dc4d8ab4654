using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>The two-byte characters of a code page: what stands for a pair of bytes, U+FFFD where nothing does. Made from the runtime's tables at first use.</summary>
internal sealed class DoubleByteTable
{
    public const char Undefined = '\uFFFD';

    private const int FirstLead = 0x81;
    private const int FirstTrail = 0x21;
    private const int Last = 0xFE;
    private const int Trails = Last - FirstTrail + 1;

    private static readonly Lazy<DoubleByteTable> s_jis = new(() => new DoubleByteTable(20932, keepPrivateUse: false)
    {
        // JIS X 0212: two characters that the code page leaves out.
        [0xA2, 0x37] = '\uFF5E',
        [0xA2, 0x71] = '\u2116',
    });

    private static readonly Lazy<DoubleByteTable> s_shiftJis = new(() => new DoubleByteTable(932, keepPrivateUse: false)
    {
        // Where the code page has a look-alike, the character that JIS X 0208 has under its own escape sequence.
        [0x81, 0x60] = '\u301C',
        [0x81, 0x61] = '\u2016',
        [0x81, 0x7C] = '\u2212',
        [0x81, 0x91] = '\u00A2',
        [0x81, 0x92] = '\u00A3',
        [0x81, 0xCA] = '\u00AC',
    });

    private static readonly Lazy<DoubleByteTable> s_korean = new(() => new DoubleByteTable(949, keepPrivateUse: false));
    private static readonly Lazy<DoubleByteTable> s_gbk = new(() => new DoubleByteTable(936, keepPrivateUse: false));
    private static readonly Lazy<DoubleByteTable> s_gb18030 = new(() => new DoubleByteTable(54936, keepPrivateUse: true));

    private readonly char[] _characters = new char[(Last - FirstLead + 1) * Trails];

    private DoubleByteTable(int codePage, bool keepPrivateUse)
    {
        Encoding encoding = CodePage(codePage);
        Span<byte> pair = stackalloc byte[2];
        Span<char> characters = stackalloc char[8];
        for (int i = 0; i < _characters.Length; i++)
        {
            pair[0] = (byte)(FirstLead + (i / Trails));
            pair[1] = (byte)(FirstTrail + (i % Trails));
            int count = encoding.GetChars(pair, characters);

            // Two characters are a lead byte that means something alone; a character below 128 would be taken for a delimiter.
            bool isCharacter = count == 1 && characters[0] >= 0x80 && (keepPrivateUse || characters[0] is < '\uE000' or > '\uF8FF');
            _characters[i] = isCharacter ? characters[0] : Undefined;
        }
    }

    /// <summary>JIS X 0208 where both bytes have the high bit, JIS X 0212 where the first has (PS3.3 table C.12-4).</summary>
    public static DoubleByteTable Jis => s_jis.Value;

    /// <summary>The double bytes of Shift JIS, in places that JIS X 0201 leaves empty.</summary>
    public static DoubleByteTable ShiftJis => s_shiftJis.Value;

    /// <summary>KS X 1001, and what code page 949 adds outside it.</summary>
    public static DoubleByteTable Korean => s_korean.Value;

    /// <summary>GBK, GB 2312 within it.</summary>
    public static DoubleByteTable Gbk => s_gbk.Value;

    /// <summary>The double bytes of GB 18030.</summary>
    public static DoubleByteTable Gb18030 => s_gb18030.Value;

    /// <summary>A code page of the runtime; what it does not have is U+FFFD, not the middle dot or question mark of its own.</summary>
    public static Encoding CodePage(int number) =>
        CodePagesEncodingProvider.Instance.GetEncoding(number, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))!;

    public char this[int lead, int trail]
    {
        get => lead is >= FirstLead and <= Last && trail is >= FirstTrail and <= Last ? _characters[((lead - FirstLead) * Trails) + trail - FirstTrail] : Undefined;
        private init => _characters[((lead - FirstLead) * Trails) + trail - FirstTrail] = value;
    }
}
