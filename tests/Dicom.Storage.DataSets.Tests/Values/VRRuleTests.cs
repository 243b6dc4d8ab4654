using System.Text;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>PS3.5 table 6.2-1, row by row: the longest that fits, one more, what the repertoire has and what it lacks.</summary>
public sealed class VRRuleTests
{
    private const DicomValueFlaws Fine = DicomValueFlaws.None;

    [Theory]
    [InlineData("AE", 16, 'A')]
    [InlineData("CS", 16, 'A')]
    [InlineData("DS", 16, '1')]
    [InlineData("LO", 64, 'é')]
    [InlineData("LT", 10_240, 'é')]
    [InlineData("PN", 64, 'é')]
    [InlineData("SH", 16, 'é')]
    [InlineData("ST", 1_024, 'é')]
    [InlineData("UI", 64, '1')]
    public void A_value_is_as_long_as_the_table_says_and_no_longer(string vr, int length, char character)
    {
        Assert.Equal(length, DicomVRRules.GetMaxLength(VR(vr)));
        Assert.Equal(Fine, DicomVRRules.Check(VR(vr), new string(character, length)));
        Assert.Equal(DicomValueFlaws.TooLong, DicomVRRules.Check(VR(vr), new string(character, length + 1)) & DicomValueFlaws.TooLong);
        Assert.Equal(Fine, DicomVRRules.Check(VR(vr), new string(character, length) + " "));
    }

    [Theory]
    [InlineData("LO", 64)]
    [InlineData("SH", 16)]
    [InlineData("ST", 1_024)]
    public void Characters_are_counted_and_not_bytes_or_halves(string vr, int length)
    {
        string text = string.Concat(Enumerable.Repeat("𠮷", length));

        Assert.Equal(Fine, DicomVRRules.Check(VR(vr), text));
        Assert.Equal(DicomValueFlaws.TooLong, DicomVRRules.Check(VR(vr), text + "𠮷"));
        Assert.Equal(Fine, DicomVRRules.Check(VR(vr), Encoding.UTF8.GetBytes(text), DicomCharacterSets.Utf8));
    }

    [Theory]
    [InlineData("AE", "STORE SCP-1", Fine)]
    [InlineData("AE", "  ", DicomValueFlaws.Format)] // spaces alone
    [InlineData("AE", "A\tB", DicomValueFlaws.Repertoire)]
    [InlineData("AE", "ÄE", DicomValueFlaws.Repertoire)]
    [InlineData("AS", "018M", Fine)]
    [InlineData("AS", "18M", DicomValueFlaws.Format)]
    [InlineData("AS", "018m", DicomValueFlaws.Repertoire)]
    [InlineData("AS", "0018M", DicomValueFlaws.TooLong | DicomValueFlaws.Format)]
    [InlineData("CS", "DERIVED_1 2", Fine)]
    [InlineData("CS", "Derived", DicomValueFlaws.Repertoire)]
    [InlineData("CS", "A-B", DicomValueFlaws.Repertoire)]
    [InlineData("DA", "20240229", Fine)]
    [InlineData("DA", "20230229", DicomValueFlaws.Format)]
    [InlineData("DA", "99999999", DicomValueFlaws.Format)]
    [InlineData("DA", "2024.02.29", DicomValueFlaws.Repertoire | DicomValueFlaws.TooLong | DicomValueFlaws.Format)]
    [InlineData("DS", " -1.5E+3", Fine)]
    [InlineData("DS", "1,5", DicomValueFlaws.Repertoire | DicomValueFlaws.Format)]
    [InlineData("DS", "NaN", DicomValueFlaws.Repertoire | DicomValueFlaws.Format)]
    [InlineData("DS", "1e999", DicomValueFlaws.Range)]
    [InlineData("DS", "1 5", DicomValueFlaws.Format)]
    [InlineData("DS", "1e", DicomValueFlaws.Format)]
    [InlineData("DS", "1.2.3", DicomValueFlaws.Format)]
    [InlineData("DT", "20240229120000.123456-0500", Fine)]
    [InlineData("DT", "2024", Fine)]
    [InlineData("DT", "20240229-0000", DicomValueFlaws.Format)] // PS3.5 6.2: -0000 shall not be used
    [InlineData("DT", "2024T12", DicomValueFlaws.Repertoire | DicomValueFlaws.Format)]
    [InlineData("IS", "-2147483648", Fine)]
    [InlineData("IS", "2147483648", DicomValueFlaws.Range)]
    [InlineData("IS", "+00000000001", Fine)]
    [InlineData("IS", "+000000000001", DicomValueFlaws.TooLong)]
    [InlineData("IS", "1.0", DicomValueFlaws.Repertoire | DicomValueFlaws.Format)]
    [InlineData("LO", "any^=text", Fine)]
    [InlineData("LO", "two\nlines", DicomValueFlaws.Repertoire)]
    [InlineData("LT", "two\r\n\tlines\f and a \\", Fine)]
    [InlineData("LT", "bell\a", DicomValueFlaws.Repertoire)]
    [InlineData("PN", "a^b^c^d^e=f=g", Fine)]
    [InlineData("PN", "a^b^c^d^e^f", DicomValueFlaws.Format)]
    [InlineData("PN", "a=b=c=d", DicomValueFlaws.Format)]
    [InlineData("SH", "ok", Fine)]
    [InlineData("SH", "\u0085", DicomValueFlaws.Repertoire)]
    [InlineData("TM", "235960.123456", Fine)]
    [InlineData("TM", "2400", DicomValueFlaws.Format)]
    [InlineData("TM", "12:00:00", DicomValueFlaws.Repertoire | DicomValueFlaws.Format)]
    [InlineData("TM", " 12", DicomValueFlaws.Format)]
    [InlineData("UC", "any text", Fine)]
    [InlineData("UC", "a\nb", DicomValueFlaws.Repertoire)]
    [InlineData("UI", "1.2.840.10008.1.1", Fine)]
    [InlineData("UI", "1..2", DicomValueFlaws.Format)]
    [InlineData("UI", "1.02", DicomValueFlaws.Format)]
    [InlineData("UI", "1.2a", DicomValueFlaws.Repertoire | DicomValueFlaws.Format)]
    [InlineData("UR", "https://host/a?b=%20#c", Fine)]
    [InlineData("UR", " https://host", DicomValueFlaws.Repertoire)]
    [InlineData("UR", "https://höst", DicomValueFlaws.Repertoire)]
    [InlineData("UT", "a\\b\r\n", Fine)]
    public void A_value_of_text_is_judged_by_its_row(string vr, string text, DicomValueFlaws flaws) => Assert.Equal(flaws, DicomVRRules.Check(VR(vr), text));

    [Fact]
    public void Each_value_is_judged_and_empty_ones_break_nothing()
    {
        Assert.Equal(Fine, DicomVRRules.Check(DicomVR.DS, @"1\\2"));
        Assert.Equal(DicomValueFlaws.Format | DicomValueFlaws.Range, DicomVRRules.Check(DicomVR.DS, @"1\1e999\."));
        Assert.Equal(Fine, DicomVRRules.Check(DicomVR.CS, string.Join('\\', Enumerable.Repeat(new string('A', 16), 1_000))));
        Assert.Equal(Fine, DicomVRRules.Check(DicomVR.PN, $"{new string('a', 64)}={new string('b', 64)}={new string('c', 64)}"));
        Assert.Equal(DicomValueFlaws.Repertoire, DicomVRRules.Check(DicomVR.LO, "a\uD800"));
    }

    [Theory]
    [InlineData("US", 2)]
    [InlineData("SS", 2)]
    [InlineData("AT", 4)]
    [InlineData("UL", 4)]
    [InlineData("SL", 4)]
    [InlineData("FL", 4)]
    [InlineData("FD", 8)]
    [InlineData("SV", 8)]
    [InlineData("UV", 8)]
    [InlineData("OW", 2)]
    [InlineData("OF", 4)]
    [InlineData("OL", 4)]
    [InlineData("OD", 8)]
    [InlineData("OV", 8)]
    public void A_binary_value_is_a_multiple_of_its_size(string vr, int size)
    {
        Assert.Equal(Fine, DicomVRRules.Check(VR(vr), new byte[size * 3], DicomCharacterSets.Default));
        Assert.True(DicomVRRules.Check(VR(vr), new byte[(size * 3) - 1], DicomCharacterSets.Default).HasFlag(DicomValueFlaws.Size));
        Assert.Equal(Fine, DicomVRRules.Check(VR(vr), [], DicomCharacterSets.Default));
    }

    [Fact]
    public void Every_VR_of_the_table_has_its_answer()
    {
        foreach (string name in "AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV".Split(' '))
        {
            Assert.True(VR(name).IsKnown);
            Assert.Equal(Fine, DicomVRRules.Check(VR(name), [], DicomCharacterSets.Default));
            Assert.Equal(VR(name).IsText, DicomVRRules.Check(VR(name), "\u0001") != Fine);
            Assert.Equal(DicomValueFlaws.OddLength, DicomVRRules.Check(VR(name), new byte[1], DicomCharacterSets.Default) & DicomValueFlaws.OddLength);
        }
    }

    [Theory]
    [InlineData("UI", "1.2\0", Fine)]
    [InlineData("UI", "1.2.3 ", DicomValueFlaws.Padding)]
    [InlineData("UI", "1.2.34\0\0", DicomValueFlaws.Padding)]
    [InlineData("LO", "abc ", Fine)]
    [InlineData("LO", "abc\0", DicomValueFlaws.Padding)]
    [InlineData("LO", "abc", DicomValueFlaws.OddLength)]
    [InlineData("LO", "a\0bc", DicomValueFlaws.Repertoire)]
    [InlineData("DS", "1.5\0", DicomValueFlaws.Padding)]
    public void Padding_and_odd_lengths_are_seen_in_the_bytes(string vr, string value, DicomValueFlaws flaws) =>
        Assert.Equal(flaws, DicomVRRules.Check(VR(vr), Encoding.ASCII.GetBytes(value), DicomCharacterSets.Default));

    [Fact]
    public void Bytes_that_are_no_characters_of_the_declared_set_are_told()
    {
        byte[] latin = [(byte)'J', 0xE9, (byte)'r', (byte)' '];

        Assert.Equal(Fine, DicomVRRules.Check(DicomVR.LO, latin, DicomCharacterSets.FromTerms("ISO_IR 100")));
        Assert.Equal(DicomValueFlaws.CharacterSet, DicomVRRules.Check(DicomVR.LO, latin, DicomCharacterSets.Utf8));
        Assert.Equal(DicomValueFlaws.CharacterSet, DicomVRRules.Check(DicomVR.LO, latin, DicomCharacterSets.Default));
        Assert.Equal(DicomValueFlaws.CharacterSet | DicomValueFlaws.Repertoire, DicomVRRules.Check(DicomVR.AE, latin, DicomCharacterSets.FromTerms("ISO_IR 100")));
    }

    private static DicomVR VR(string name) => DicomVR.TryRead((byte)name[0], (byte)name[1], out DicomVR vr) ? vr : throw new ArgumentException(name);
}
