namespace Dicom.Storage.DataSets.Tests;

/// <summary>PS3.5 6.2.1, VR PN, with its examples.</summary>
public sealed class PersonNameTests
{
    [Fact]
    public void The_five_components_of_the_standards_example_are_told_apart()
    {
        var name = new DicomPersonName("Adams^John Robert Quincy^^Rev.^B.A. M.Div.");

        Assert.Equal("Adams", name.Alphabetic.FamilyName);
        Assert.Equal("John Robert Quincy", name.Alphabetic.GivenName);
        Assert.Equal("", name.Alphabetic.MiddleName);
        Assert.Equal("Rev.", name.Alphabetic.Prefix);
        Assert.Equal("B.A. M.Div.", name.Alphabetic.Suffix);
        Assert.True(name.Ideographic.IsEmpty && name.Phonetic.IsEmpty);
    }

    [Fact]
    public void The_three_groups_of_a_Japanese_name_are_told_apart()
    {
        var name = new DicomPersonName("Yamada^Tarou=山田^太郎=やまだ^たろう");

        Assert.Equal("Yamada^Tarou", name.Alphabetic.Value);
        Assert.Equal("山田", name.Ideographic.FamilyName);
        Assert.Equal("たろう", name.Phonetic.GivenName);
    }

    [Theory]
    [InlineData("Doe^John", "Doe^John^^^")]
    [InlineData("Doe^John", "Doe^John==")]
    [InlineData("Doe^John", " Doe ^John ")]
    [InlineData("Doe^John=ドウ", "Doe^John=ドウ^=^^")]
    [InlineData("", "^^^^==")]
    public void Delimiters_at_the_end_and_spaces_carry_no_meaning(string left, string right)
    {
        Assert.Equal(new DicomPersonName(left), new DicomPersonName(right));
        Assert.Equal(new DicomPersonName(left).GetHashCode(), new DicomPersonName(right).GetHashCode());
        Assert.Equal(left, new DicomPersonName(right).ToString());
        Assert.Equal(right, new DicomPersonName(right).Value);
    }

    [Theory]
    [InlineData("Doe^John", "Doe^^John")]
    [InlineData("Doe^John", "doe^John")]
    [InlineData("Doe^John", "=Doe^John")]
    [InlineData("Doe", "Doe=ドウ")]
    public void Other_components_make_another_name(string left, string right) => Assert.True(new DicomPersonName(left) != new DicomPersonName(right));

    [Fact]
    public void What_is_beyond_the_fifth_component_and_third_group_stays_in_the_text_only()
    {
        var name = new DicomPersonName("a^b^c^d^e^f=1=2=3");

        Assert.Equal("e", name.Alphabetic.Suffix);
        Assert.Equal("2", name.Phonetic.FamilyName);
        Assert.Equal("a^b^c^d^e^f=1=2=3", name.Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => name.Alphabetic.GetComponent(5).Length);
    }

    [Fact]
    public void A_name_is_made_of_its_components()
    {
        DicomPersonName name = DicomPersonName.FromGroups(
            DicomPersonName.CreateGroup("Yamada", "Tarou"), DicomPersonName.CreateGroup("山田", "太郎"));

        Assert.Equal("Yamada^Tarou=山田^太郎", name.Value);
        Assert.Equal("Doe^^^Dr.", DicomPersonName.CreateGroup("Doe", prefix: "Dr.").Value);
        Assert.Equal("==やまだ", DicomPersonName.FromGroups(default, default, DicomPersonName.CreateGroup("やまだ")).Value);
    }

    [Theory]
    [InlineData("a^b")]
    [InlineData("a=b")]
    [InlineData(@"a\b")]
    [InlineData("a\nb")]
    public void A_component_with_a_delimiter_is_refused(string component) =>
        Assert.Throws<ArgumentException>(() => DicomPersonName.CreateGroup(component));

    [Fact]
    public void Ten_megabytes_and_a_million_components_are_a_name_like_any_other()
    {
        var name = new DicomPersonName(new string('^', 1_000_000) + new string('=', 1_000_000) + new string('a', 10_000_000));

        Assert.True(name.IsEmpty);
        Assert.Equal("", name.ToString());
        Assert.Equal(default, name);
    }
}
