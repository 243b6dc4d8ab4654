using System.Text;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>Every byte of the sets of one byte, every pair of the others, against Python's codecs.</summary>
public sealed class CharacterSetOracleTests
{
    // Each line: what the codec makes of the prefix with every byte, or every pair of bytes, as UTF-16 units; "-" where it refuses.
    private const string Script = """
        import sys
        codec, prefix, count = sys.argv[1], bytes.fromhex(sys.argv[2]), int(sys.argv[3])
        out = []
        for i in range(256 ** count):
            try: out.append((prefix + i.to_bytes(count, 'big')).decode(codec).encode('utf-16-be', 'surrogatepass').hex().upper())
            except UnicodeDecodeError: out.append('-')
        print('\n'.join(out))
        """;

    // Where we differ from Python on purpose: bytes, ours, why.
    private static readonly Dictionary<string, (string Text, string Reason)> s_differences = new(StringComparer.Ordinal)
    {
        ["gb2312 A1A4"] = ("·", "the middle dot of GBK, GB 18030 and iconv, not a katakana one"),
        ["gb2312 A1AA"] = ("—", "the em dash of GBK, GB 18030 and iconv"),
        ["euc_kr A4D4"] = ("\u3164", "the Hangul filler, a character of KS X 1001, which Python takes only within a syllable of four"),
        ["euc_jp A2B7"] = ("\uFF5E", "not the tilde of ASCII: no character of two bytes is one below 128"),
    };

    [Theory]
    [InlineData("ISO_IR 100", "iso8859_1")]
    [InlineData("ISO_IR 101", "iso8859_2")]
    [InlineData("ISO_IR 109", "iso8859_3")]
    [InlineData("ISO_IR 110", "iso8859_4")]
    [InlineData("ISO_IR 144", "iso8859_5")]
    [InlineData("ISO_IR 127", "iso8859_6")]
    [InlineData("ISO_IR 126", "iso8859_7")]
    [InlineData("ISO_IR 138", "iso8859_8")]
    [InlineData("ISO_IR 148", "iso8859_9")]
    [InlineData("ISO_IR 203", "iso8859_15")]
    [InlineData("ISO_IR 166", "tis_620")]
    [InlineData("ISO_IR 13", "shift_jis")]
    public void Every_byte_of_a_set_of_one_byte_is_the_character_of_the_codec(string term, string codec) => Compare(term, codec, "", "", 1);

    [Theory]
    [InlineData("GB18030", "gb18030")]
    [InlineData("GBK", "gbk")]
    [InlineData("ISO_IR 192", "utf_8")]
    [InlineData("ISO_IR 13", "shift_jis")] // the lie: Shift JIS under the term of JIS X 0201
    public void Every_pair_of_bytes_is_what_the_codec_makes_of_it(string term, string codec) => Compare(term, codec, "", "", 2);

    [Theory]
    [InlineData(@"\ISO 2022 IR 149", "euc_kr", "1B242943")]
    [InlineData(@"\ISO 2022 IR 58", "gb2312", "1B242941")]
    public void Every_pair_of_bytes_behind_an_escape_sequence_is_what_the_codec_makes_of_it(string terms, string codec, string escape) =>
        Compare(terms, codec, escape, "", 2);

    [Theory] // the sets of the lower half have 94 rows and cells; EUC has them with high bits
    [InlineData(@"\ISO 2022 IR 87", "1B2442", "")]
    [InlineData(@"\ISO 2022 IR 159", "1B242844", "8F")]
    public void Every_pair_of_the_Japanese_sets_is_what_EUC_has(string terms, string escape, string prefix)
    {
        string[] expected = Python.Run(Script, "euc_jp", prefix, "2");
        DicomCharacterSets sets = DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(terms));
        List<string> wrong = [];
        for (int first = 0x21; first < 0x7F; first++)
        {
            for (int second = 0x21; second < 0x7F; second++)
            {
                byte[] value = [.. Convert.FromHexString(escape), (byte)first, (byte)second, 0x1B, (byte)'(', (byte)'B'];
                int place = ((first | 0x80) << 8) | second | 0x80;
                Judge($"euc_jp {place:X4}", expected[place], sets, value, "", prefix.Length > 0, wrong);
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
    }

    [Fact]
    public void Every_character_of_four_bytes_is_the_codecs_in_both_directions()
    {
        string[] expected = Python.Run("""
            for i in list(range(39420)) + list(range(189000, 189000 + 0x100000, 97)) + [189000 + 0xFFFFF]:
                b = bytes([0x81 + i // 12600, 0x30 + i // 1260 % 10, 0x81 + i // 10 % 126, 0x30 + i % 10])
                print(b.hex().upper(), b.decode('gb18030').encode('utf-16-be').hex().upper())
            """);
        DicomCharacterSets sets = DicomCharacterSets.Parse("GB18030"u8);
        Assert.True(expected.Length > 50_000);
        foreach (string[] pair in expected.Select(l => l.Split(' ')))
        {
            string text = Python.Text(pair[1]);
            Assert.Equal(text, sets.Decode(Convert.FromHexString(pair[0]), isPersonName: false));
            Assert.Equal(pair[0], Convert.ToHexString(sets.Encode(text, isPersonName: false)));
        }
    }

    private static void Compare(string terms, string codec, string escape, string prefix, int count)
    {
        string[] expected = Python.Run(Script, codec, prefix, $"{count}");
        DicomCharacterSets sets = DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(terms));
        Assert.Equal((int)Math.Pow(256, count), expected.Length);
        List<string> wrong = [];
        for (int i = 0; i < expected.Length; i++)
        {
            byte[] code = count == 1 ? [(byte)i] : [(byte)(i >> 8), (byte)i];
            if (!code.Contains((byte)0x1B))
                Judge($"{codec} {Convert.ToHexString(code)}", expected[i], sets, [.. Convert.FromHexString(escape), .. code], escape, false, wrong);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
    }

    // What the codec reads, we read the same; what it refuses, we read as U+FFFD or as a guess that we own up to.
    private static void Judge(string place, string expected, DicomCharacterSets sets, byte[] value, string escape, bool supplementary, List<string> wrong)
    {
        string text = sets.Decode(value, isPersonName: false);
        if (s_differences.TryGetValue(place, out (string Text, string Reason) difference) && (place != "euc_jp A2B7" || supplementary))
            expected = Python.Hex(difference.Text);
        bool right = expected == "-"
            ? text.Contains('\uFFFD', StringComparison.Ordinal) || !sets.IsWellEncoded(value, isPersonName: false)
            : Python.Hex(text) == expected;
        if (!right)
            wrong.Add($"{place} behind '{escape}': expected {expected}, read {Python.Hex(text)}");
    }
}
