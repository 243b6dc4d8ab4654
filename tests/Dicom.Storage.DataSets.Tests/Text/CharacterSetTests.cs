using System.Text;
using CsCheck;

namespace Dicom.Storage.DataSets.Tests;

public sealed class CharacterSetTests
{
    [Theory] // bytes and characters from PS3.5 annexes H, I, J and K
    [InlineData(@"\ISO 2022 IR 87", "59616D6164615E5461726F753D1B24423B3345441B28425E1B244242404F3A1B28423D1B24422464245E24401B28425E1B2442243F246D24261B2842", "Yamada^Tarou=山田^太郎=やまだ^たろう")]
    [InlineData(@"ISO 2022 IR 13\ISO 2022 IR 87", "D4CFC0DE5EC0DBB33D1B24423B3345441B284A5E1B244242404F3A1B284A", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎")]
    [InlineData(@"\ISO 2022 IR 149", "486F6E675E47696C646F6E673D1B242943FBF35E1B242943D1CED4D7", "Hong^Gildong=洪^吉洞")]
    [InlineData("ISO_IR 192", "57616E675E5869616F446F6E673DE78E8B5EE5B08FE69DB1", "Wang^XiaoDong=王^小東")]
    [InlineData("GB18030", "57616E675E5869616F446F6E673DCDF55ED0A1B6AB", "Wang^XiaoDong=王^小东")]
    [InlineData(@"\ISO 2022 IR 58", "5A68616E675E5869616F446F6E673D1B242941D5C55E1B242941D0A1B6AB", "Zhang^XiaoDong=张^小东")]
    [InlineData("ISO_IR 100", "4275635E4AE972F46D65", "Buc^Jérôme")]
    [InlineData("ISO_IR 166", "B7B4CACDBA", "ทดสอบ")]
    [InlineData("ISO-IR 144", "BBEE", "Лю")] // as devices misspell it
    [InlineData("", "4AE972", "Jér")] // no character set declared: Latin-1 is what is sent
    public void Person_names_are_decoded_as_the_standard_shows_them(string characterSet, string hex, string expected) =>
        Assert.Equal(expected, DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(characterSet)).Decode(Convert.FromHexString(hex), isPersonName: true));

    [Fact]
    public void A_backslash_within_a_two_byte_character_divides_nothing()
    {
        // GB 18030: 85 5C is 匼, whose second byte is the backslash's.
        DicomCharacterSets sets = DicomCharacterSets.Parse("GB18030"u8);

        Assert.Equal(@"匼\B", DicomText.Decode([0x85, 0x5C, (byte)'\\', (byte)'B'], DicomVR.LO, sets));
    }

    [Fact]
    public void A_delimiter_brings_back_the_first_character_set()
    {
        DicomCharacterSets sets = DicomCharacterSets.Parse(@"ISO 2022 IR 100\ISO 2022 IR 144"u8);

        // ESC -L designates Cyrillic; E9 is щ there and é in Latin-1.
        Assert.Equal(@"щ\é", sets.Decode([0x1B, (byte)'-', (byte)'L', 0xE9, (byte)'\\', 0xE9], isPersonName: false));
        Assert.Equal("щ^é", sets.Decode([0x1B, (byte)'-', (byte)'L', 0xE9, (byte)'^', 0xE9], isPersonName: true));
        Assert.Equal("щ^щ", sets.Decode([0x1B, (byte)'-', (byte)'L', 0xE9, (byte)'^', 0xE9], isPersonName: false));
    }

    [Theory]
    [InlineData("ISO_IR 192", "41C080ED A08042")] // overlong NUL, lone surrogate
    [InlineData(@"\ISO 2022 IR 87", "1B2442FF41")]
    [InlineData(@"\ISO 2022 IR 87", "411B24")] // an escape sequence that ends early
    [InlineData("GB18030", "81")]
    [InlineData("KLINGON", "4142FF")]
    public void Bytes_that_mean_nothing_become_replacement_characters_or_letters_but_no_exception(string characterSet, string hex)
    {
        string text = DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(characterSet)).Decode(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), isPersonName: true);

        Assert.NotEmpty(text);
        Assert.True(IsWellFormed(text));
    }

    [Fact]
    public void Any_bytes_in_any_character_set_give_well_formed_text()
    {
        string[] terms = ["", "ISO_IR 13", "ISO_IR 192", "GB18030", "GBK", @"\ISO 2022 IR 87\ISO 2022 IR 159", @"\ISO 2022 IR 149", @"ISO 2022 IR 100\ISO 2022 IR 126", "ISO_IR 166"];
        Gen<byte> telling = Gen.Int[0, 9].Select(i => "\u001B$()BCDI-\\"u8[i]);
        Gen.Select(Gen.Int[0, terms.Length - 1], Gen.OneOf(Gen.Byte, telling).Array[0, 60], Gen.Bool).Sample(
            (term, bytes, isName) => IsWellFormed(DicomCharacterSets.Parse(Encoding.ASCII.GetBytes(terms[term])).Decode(bytes, isName)), iter: 20_000);
    }

    private static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return false;
        }

        return true;
    }
}
