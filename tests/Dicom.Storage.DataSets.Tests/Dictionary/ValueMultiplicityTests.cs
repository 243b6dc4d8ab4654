namespace Dicom.Storage.DataSets.Tests;

public sealed class ValueMultiplicityTests
{
    [Theory]
    [InlineData("1", "0 1", "2")]
    [InlineData("1-3", "0 1 2 3", "4")]
    [InlineData("1-n", "0 1 2 700", "")]
    [InlineData("2-n", "0 2 3", "1")]
    [InlineData("2-2n", "0 2 4 6", "1 3 5")]
    [InlineData("3-3n", "0 3 6 9", "1 2 4")]
    [InlineData("16", "0 16", "15 17")]
    public void A_multiplicity_allows_what_the_dictionary_writes(string text, string allowed, string refused)
    {
        var multiplicity = ValueMultiplicity.Parse(text);

        Assert.All(Numbers(allowed), count => Assert.True(multiplicity.Allows(count)));
        Assert.All(Numbers(refused), count => Assert.False(multiplicity.Allows(count)));
    }

    [Fact]
    public void Every_multiplicity_of_the_dictionary_is_understood() =>
        Assert.All(DicomDictionary.Entries, entry => Assert.True(ValueMultiplicity.Parse(entry.ValueMultiplicity).Minimum >= 1));

    private static IEnumerable<int> Numbers(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);
}
