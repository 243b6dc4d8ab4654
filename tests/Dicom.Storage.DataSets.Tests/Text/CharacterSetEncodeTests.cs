using System.Buffers;
using System.Text;
using CsCheck;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>From text to bytes: PS3.5 6.1.2.5 and the examples of its annexes H to K.</summary>
public sealed class CharacterSetEncodeTests
{
    private static readonly string[] s_declarations =
    [
        "", "ISO_IR 100", "ISO_IR 101", "ISO_IR 109", "ISO_IR 110", "ISO_IR 144", "ISO_IR 127", "ISO_IR 126", "ISO_IR 138", "ISO_IR 148", "ISO_IR 203", "ISO_IR 166", "ISO_IR 13",
        "ISO_IR 192", "GB18030", "GBK", @"\ISO 2022 IR 87", @"ISO 2022 IR 13\ISO 2022 IR 87", @"\ISO 2022 IR 87\ISO 2022 IR 159", @"\ISO 2022 IR 149", @"\ISO 2022 IR 58",
        @"ISO 2022 IR 100\ISO 2022 IR 144\ISO 2022 IR 126", @"ISO 2022 IR 100\ISO 2022 IR 87\ISO 2022 IR 149\ISO 2022 IR 58",
        @"\ISO 2022 IR 101\ISO 2022 IR 109\ISO 2022 IR 110\ISO 2022 IR 127\ISO 2022 IR 138\ISO 2022 IR 148\ISO 2022 IR 203\ISO 2022 IR 166\ISO 2022 IR 13",
    ];

    [Theory] // bytes as the standard prints them
    [InlineData(@"\ISO 2022 IR 87", "59616D6164615E5461726F753D1B24423B3345441B28425E1B244242404F3A1B28423D1B24422464245E24401B28425E1B2442243F246D24261B2842", "Yamada^Tarou=山田^太郎=やまだ^たろう")]
    [InlineData(@"ISO 2022 IR 13\ISO 2022 IR 87", "D4CFC0DE5EC0DBB33D1B24423B3345441B284A5E1B244242404F3A1B284A3D1B24422464245E24401B284A5E1B2442243F246D24261B284A", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう")]
    [InlineData(@"\ISO 2022 IR 149", "486F6E675E47696C646F6E673D1B242943FBF35E1B242943D1CED4D73D1B242943C8AB5E1B242943B1E6B5BF", "Hong^Gildong=洪^吉洞=홍^길동")]
    [InlineData("ISO_IR 192", "57616E675E5869616F446F6E673DE78E8B5EE5B08FE69DB1", "Wang^XiaoDong=王^小東")]
    [InlineData("GB18030", "57616E675E5869616F446F6E673DCDF55ED0A1B6AB", "Wang^XiaoDong=王^小东")]
    [InlineData(@"\ISO 2022 IR 58", "5A68616E675E5869616F446F6E673D1B242941D5C55E1B242941D0A1B6AB", "Zhang^XiaoDong=张^小东")]
    public void Person_names_are_encoded_as_the_standard_shows_them(string characterSet, string hex, string text)
    {
        DicomCharacterSets sets = DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(characterSet));

        Assert.Equal(hex, Convert.ToHexString(sets.Encode(text, isPersonName: true)));
        Assert.True(sets.IsConformant);
        Assert.True(sets.IsWellEncoded(Convert.FromHexString(hex), isPersonName: true));
    }

    [Theory] // each line of a text begins anew (PS3.5 6.1.2.5.3, and K.3 for Chinese)
    [InlineData(@"\ISO 2022 IR 58", "张\r\n小", "1B242941D5C50D0A1B242941D0A1")]
    [InlineData(@"\ISO 2022 IR 87", "山\t山", "1B24423B331B2842091B24423B331B2842")]
    [InlineData(@"ISO 2022 IR 100\ISO 2022 IR 144", "щ\\éщ", "1B2D4CE91B2D415CE91B2D4CE91B2D41")]
    [InlineData(@"\ISO 2022 IR 87", "a山b", "611B24423B331B284262")]
    [InlineData(@"ISO 2022 IR 100\ISO 2022 IR 87", "é山é", "E91B24423B331B28421B2D41E9")] // never two sets at once
    [InlineData(@"ISO 2022 IR 13\ISO 2022 IR 87", "ﾔ山ﾔ", "D41B24423B331B284AD4")]
    public void The_first_sets_are_brought_back_before_control_characters_delimiters_and_the_end(string characterSet, string text, string hex) =>
        Assert.Equal(hex, Convert.ToHexString(DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(characterSet)).Encode(text, isPersonName: false)));

    [Theory]
    [InlineData("", "aé", 1)]
    [InlineData("ISO_IR 100", "Łódź", 0)]
    [InlineData("ISO_IR 126", "€", 0)] // ISO-IR 126 has no euro, whatever later editions of ISO 8859-7 do
    [InlineData("ISO_IR 13", "ﾔ¥", 1)] // 5C is the delimiter
    [InlineData("GBK", "ab😀", 2)]
    [InlineData(@"\ISO 2022 IR 87", "山😀", 1)]
    [InlineData(@"\ISO 2022 IR 87", "①", 0)] // a maker's addition to JIS X 0208
    [InlineData(@"\ISO 2022 IR 87", "a\u001B$B", 1)] // an escape sequence in disguise
    public void A_character_that_no_declared_set_has_is_an_error_with_its_place_or_replaced(string characterSet, string text, int index)
    {
        DicomCharacterSets sets = DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(characterSet));

        DicomTextEncodingException error = Assert.Throws<DicomTextEncodingException>(() => sets.Encode(text, isPersonName: false));
        Assert.Equal(index, error.Index);
        Assert.DoesNotContain(text, error.Message, StringComparison.Ordinal);
        Assert.False(sets.CanEncode(text));
        Assert.Contains('?', sets.Decode(sets.Encode(text, isPersonName: false, replacement: '?'), isPersonName: false));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_in_no_set()
    {
        foreach (string declaration in s_declarations)
        {
            DicomCharacterSets sets = DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(declaration));

            Assert.False(sets.CanEncode("a\uD800b"));
            Assert.Equal(1, Assert.Throws<DicomTextEncodingException>(() => sets.Encode("a\uD800b", isPersonName: false)).Index);
            Assert.Equal("a?b?", Encoding.ASCII.GetString(sets.Encode("a\uDC00b\uD800", isPersonName: false, '?')));
        }
    }

    [Fact]
    public void A_replacement_is_one_character_of_the_default_repertoire_for_each_that_is_missing()
    {
        Assert.Equal("a?b??", DicomCharacterSets.Default.Decode(DicomCharacterSets.Default.Encode("a😀béé", isPersonName: false, '?'), isPersonName: false));
        Assert.Throws<ArgumentException>(() => DicomCharacterSets.Default.Encode("é", isPersonName: false, 'é'));
        Assert.Throws<ArgumentException>(() => DicomCharacterSets.Default.Encode("é", isPersonName: false, '\u001B'));
    }

    [Fact]
    public void Defined_terms_make_character_sets_and_others_are_refused()
    {
        // An empty first value and ISO 2022 IR 6 mean the same.
        Assert.Equal(@"\ISO 2022 IR 87", DicomCharacterSets.FromTerms("ISO 2022 IR 6", "ISO 2022 IR 87").ToString());
        Assert.Equal(["", "ISO 2022 IR 87"], DicomCharacterSets.FromTerms("", "ISO 2022 IR 87").Terms);
        Assert.Same(DicomCharacterSets.Default, DicomCharacterSets.FromTerms());
        foreach (string[] terms in new string[][] { ["UTF8"], ["ISO_IR 100", "ISO_IR 101"], ["ISO 2022 IR 87"], ["ISO 2022 IR 100"], ["ISO_IR 192", "ISO_IR 100"], ["KLINGON"], ["", "ISO 2022 IR 87", "ISO 2022 IR 87"] })
            Assert.Throws<ArgumentException>(() => DicomCharacterSets.FromTerms(terms));
    }

    [Fact]
    public void Any_text_of_the_declared_sets_comes_back_equal()
    {
        foreach (string declaration in s_declarations)
        {
            DicomCharacterSets sets = DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(declaration));
            Assert.Equal(declaration, sets.ToString());
            string repertoire = Repertoire(sets);
            Gen<char> character = Gen.OneOf(Gen.Int[0, repertoire.Length - 1].Select(i => repertoire[i]), Gen.Int[0, 12].Select(i => "ab \\^=\r\n\t\f~-."[i]));
            Gen.Select(character.Array[0, 40], Gen.Bool).Sample(
                (characters, isName) =>
                {
                    string text = new(characters);
                    byte[] bytes = sets.Encode(text, isName);
                    return sets.CanEncode(text) && sets.Decode(bytes, isName) == text && sets.IsWellEncoded(bytes, isName);
                },
                iter: 2_000);
        }
    }

    [Fact]
    public void Any_text_at_all_comes_back_equal_or_is_refused()
    {
        Gen.Select(Gen.Int[0, s_declarations.Length - 1], Gen.Char.Array[0, 20], Gen.Bool).Sample(
            (declaration, characters, isName) =>
            {
                DicomCharacterSets sets = DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(s_declarations[declaration]));
                string text = new(characters);
                if (sets.CanEncode(text))
                    return sets.Decode(sets.Encode(text, isName), isName) == text;
                string replaced = sets.Decode(sets.Encode(text, isName, '?'), isName);
                return Assert.Throws<DicomTextEncodingException>(() => sets.Encode(text, isName)).Index < text.Length && replaced.Contains('?', StringComparison.Ordinal);
            },
            iter: 20_000);
    }

    [Fact]
    public void Pydicom_reads_what_is_encoded_and_what_pydicom_encodes_is_read()
    {
        // pydicom 3.0.2 reads the term of Latin-9, which is younger, as Latin-1.
        string[] declarations = [.. s_declarations.Where(d => d.Length > 0 && !d.Contains("203", StringComparison.Ordinal))];
        var random = new Random(20_240_613);
        List<(string Declaration, string Text, byte[] Bytes)> cases = [];
        foreach (string declaration in declarations)
        {
            DicomCharacterSets sets = DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(declaration));
            string repertoire = string.Concat(Repertoire(sets).Where(c => IsCommon(c) && c >= 0xA0));
            for (int i = 0; i < 30; i++)
            {
                string text = string.Concat(Enumerable.Range(0, 8).Select(_ => random.Next(3) == 0 ? (char)random.Next('a', 'z') : repertoire[random.Next(repertoire.Length)]));
                cases.Add((declaration, text, sets.Encode(text, isPersonName: false)));
            }
        }

        string[] answers = Python.RunPydicom(
            """
            import warnings; warnings.simplefilter('ignore')
            from pydicom.charset import decode_bytes, encode_string, convert_encodings
            hexed = lambda s: s.encode('utf-16-be').hex().upper()
            for line in open(sys.argv[2], encoding='ascii'):
                terms, text, data = line.rstrip('\n').split('\t')
                encodings = convert_encodings(terms.split('\\'))
                text = bytes.fromhex(text).decode('utf-16-be')
                print(hexed(decode_bytes(bytes.fromhex(data), encodings, {'\\'})), encode_string(text, encodings).hex().upper())
            """,
            cases.Select(c => $"{c.Declaration}\t{Python.Hex(c.Text)}\t{Convert.ToHexString(c.Bytes)}"));

        Assert.Equal(cases.Count, answers.Length);
        List<string> wrong = [];
        for (int i = 0; i < cases.Count; i++)
        {
            string[] answer = answers[i].Split(' ');
            DicomCharacterSets sets = DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(cases[i].Declaration));

            // pydicom leaves the escape sequence of GB 2312 in the text, and writes none beside other sets.
            bool isChinese = cases[i].Declaration.EndsWith("58", StringComparison.Ordinal);
            if (Python.Text(answer[0]).Replace("\u001B$)A", "", StringComparison.Ordinal) != cases[i].Text)
                wrong.Add($"{cases[i].Declaration}: {Convert.ToHexString(cases[i].Bytes)} is '{cases[i].Text}', pydicom reads '{Python.Text(answer[0])}'");
            string read = sets.Decode(Convert.FromHexString(answer[1]), isPersonName: false);

            // It writes question marks for the katakana of JIS X 0201 alone.
            if (read != cases[i].Text && cases[i].Declaration != "ISO_IR 13" && !isChinese)
                wrong.Add($"{cases[i].Declaration}: pydicom writes '{cases[i].Text}' as {answer[1]}, read '{read}'");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
    }

    // Python maps these otherwise, see CharacterSetOracleTests.
    private static bool IsCommon(char c) => c is not ('·' or '—' or '\u30FB' or '\u2015' or '\u3164' or '\uFF5E') && !char.IsSurrogate(c) && c is < '\uE000' or > '\uF8FF';

    private static string Repertoire(DicomCharacterSets sets) =>
        string.Concat(Enumerable.Range(0, 0x10000).Where(c => c is not (0x1B or (>= 0xD800 and < 0xE000))).Select(c => (char)c).Where(c => sets.CanEncode([c])));
}
