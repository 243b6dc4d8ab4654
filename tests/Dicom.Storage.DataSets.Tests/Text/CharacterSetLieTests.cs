using System.Text;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>What devices declare and do not mean; the table of docs, section "Text". Nothing here fails, and the bytes stay as they are.</summary>
public sealed class CharacterSetLieTests
{
    [Theory]
    [InlineData("ISO-IR 100", "ISO_IR 100")]
    [InlineData("ISO IR 100", "ISO_IR 100")]
    [InlineData("ISO_IR_100", "ISO_IR 100")]
    [InlineData("iso_ir 100", "ISO_IR 100")]
    [InlineData("ISO 2022 IR 100", "ISO_IR 100")] // alone it needs no code extension
    [InlineData("ISO2022IR100", "ISO_IR 100")]
    [InlineData("ISO_IR100", "ISO_IR 100")]
    [InlineData(" ISO_IR 100", "ISO_IR 100")]
    [InlineData("ISO 8859-1", "ISO_IR 100")]
    [InlineData("ISO-8859-15", "ISO_IR 203")]
    [InlineData("UTF8", "ISO_IR 192")]
    [InlineData("utf-8", "ISO_IR 192")]
    [InlineData("ISO-IR-192", "ISO_IR 192")]
    [InlineData("gb18030", "GB18030")]
    [InlineData("GB 18030", "GB18030")]
    [InlineData("GB2312", "GBK")]
    [InlineData("ISO 2022 IR 87", @"ISO 2022 IR 6\ISO 2022 IR 87")] // cannot stand first
    [InlineData("ISO 2022 IR 149", @"ISO 2022 IR 6\ISO 2022 IR 149")]
    [InlineData(@"ISO_IR 100\ISO_IR 144", @"ISO 2022 IR 100\ISO 2022 IR 144")]
    [InlineData(@"ISO_IR 192\ISO_IR 100", "ISO_IR 192")]
    [InlineData(@"\ISO_IR 192", "ISO_IR 192")]
    [InlineData(@"ISO 2022 IR 6\GB18030", "GB18030")]
    [InlineData(@"ISO_IR 100\ISO_IR 192", "ISO_IR 100")]
    [InlineData(@"ISO_IR 100\", "ISO_IR 100", false)]
    [InlineData("KLINGON", "")]
    [InlineData("ISO_IR 999", "")]
    [InlineData("ISO_IR", "")]
    [InlineData("ISO_IR 99999999999999999999", "")]
    [InlineData("ISO_IR 6", "")]
    [InlineData(@"KLINGON\ISO 2022 IR 87", @"ISO 2022 IR 6\ISO 2022 IR 87")]
    public void A_term_that_is_written_wrongly_is_read_as_what_it_can_only_mean(string written, string understood, bool isLie = true)
    {
        DicomCharacterSets sets = DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(written));

        Assert.Equal(Canonical(understood), Canonical(sets.ToString()));
        Assert.False(isLie && sets.IsConformant);
        Assert.True(DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(sets.ToString())).IsConformant);
    }

    [Theory]
    [InlineData("ISO_IR 100   ")]
    [InlineData("ISO_IR 100\0")]
    [InlineData(@"\ISO 2022 IR 87")]
    [InlineData("")]
    [InlineData("  ")]
    public void Padding_and_an_empty_first_value_are_no_lie(string written) =>
        Assert.True(DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(written)).IsConformant);

    [Fact]
    public void A_hundred_fold_term_is_read_once()
    {
        DicomCharacterSets sets = DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(string.Join('\\', Enumerable.Repeat("ISO 2022 IR 100", 100))));

        Assert.Equal("ISO_IR 100", sets.ToString());
        Assert.False(sets.IsConformant);
        Assert.Equal("é", sets.Decode([0xE9], isPersonName: false));
    }

    [Theory] // declaration, bytes, what is read
    [InlineData("", "4AC3A972", "Jér")] // UTF-8 without a term
    [InlineData("", "4AE972", "Jér")] // Latin-1 without a term
    [InlineData("", "CDF5", "Íõ")] // GB 18030 without a term: nothing tells it from Latin-1
    [InlineData("ISO_IR 100", "4AC3A972", "JÃ©r")] // UTF-8 under Latin-1: every byte means something, so it is what was declared
    [InlineData("ISO_IR 100", "93", "\u0093")] // Windows 1252 under Latin-1: a control character, as declared
    [InlineData("ISO_IR 192", "4AE972", "J\uFFFDr")] // Latin-1 under UTF-8
    [InlineData("KLINGON", "4AC3A972", "Jér")] // an unknown term is none
    [InlineData("", "1B24423B3345441B2842", "山田")] // escape sequences without a term say what they are
    [InlineData("ISO_IR 100", "1B24423B3345441B2842E9", "山田é")]
    [InlineData(@"\ISO 2022 IR 149", "FBF3", "洪")] // Korean without its escape sequence
    [InlineData(@"\ISO 2022 IR 58", "D5C5", "张")]
    [InlineData(@"\ISO 2022 IR 149", "1B2429438C63", "똠")] // code page 949 beyond KS X 1001
    [InlineData(@"\ISO 2022 IR 58", "1B2429418A89", "妷")] // GBK beyond GB 2312
    [InlineData("ISO_IR 13", "8E52936383", "山田\uFFFD")] // Shift JIS, and one byte too many
    [InlineData("ISO_IR 13", "945C", "能")] // its second byte is the backslash's
    [InlineData(@"\ISO 2022 IR 87", "1B24402D211B2842", "①")] // the escape sequence of 1978, and a maker's addition
    [InlineData("GBK", "80", "€")]
    [InlineData("GBK", "9439FC36", "😀")] // a character of GB 18030 under GBK
    [InlineData("ISO_IR 126", "A4", "€")] // ISO 8859-7 of 2003
    public void Bytes_that_the_declaration_does_not_cover_are_read_as_they_can_only_be_meant(string declaration, string hex, string expected)
    {
        byte[] value = Convert.FromHexString(hex);
        DicomCharacterSets sets = DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(declaration));

        Assert.Equal(expected, sets.Decode(value, isPersonName: false));
        if (expected != "JÃ©r")
            Assert.False(sets.IsWellEncoded(value, isPersonName: false));
    }

    [Theory] // a lead byte without its second must not swallow the delimiter
    [InlineData(@"\ISO 2022 IR 149", "1B242943FBF3B05C41", "洪\uFFFD\\A")]
    [InlineData(@"\ISO 2022 IR 58", "1B242941D5C5D55C41", "张\uFFFD\\A")]
    [InlineData("GB18030", "8130305C41", "\uFFFD00\\A")]
    [InlineData(@"\ISO 2022 IR 87", "1B24423B335C1B284241", "山\\A")] // nobody left the double byte set
    public void A_broken_character_does_not_hide_the_delimiter_behind_it(string declaration, string hex, string expected) =>
        Assert.Equal(expected, DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(declaration)).Decode(Convert.FromHexString(hex), isPersonName: false));

    [Theory] // 81 5C, 95 5C and 8D 5C: the second byte is the backslash's
    [InlineData("GB18030", "815C5C815C", new[] { "乗", "乗" })]
    [InlineData("GBK", "815C5C41", new[] { "乗", "A" })]
    [InlineData("ISO_IR 13", "955C5CB1", new[] { "表", "ｱ" })]
    [InlineData(@"\ISO 2022 IR 87", "1B2442315C1B28425C41", new[] { "慨", "A" })]
    public void Values_are_divided_by_the_decoded_text(string declaration, string hex, string[] values)
    {
        string text = DicomText.Decode(Convert.FromHexString(hex), DicomVR.LO, DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(declaration)));

        Assert.Equal(values.Length, text.Split('\\').Length);
        if (declaration != @"\ISO 2022 IR 87")
            Assert.Equal(values, text.Split('\\'));
    }

    private static string Canonical(string terms) => terms.Replace("ISO 2022 IR 6\\", "\\", StringComparison.Ordinal);
}
