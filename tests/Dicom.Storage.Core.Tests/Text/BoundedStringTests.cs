using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Core.Tests;

public sealed class BoundedStringTests
{
    [Fact]
    public void Text_is_taken_when_it_is_well_formed_and_has_no_more_runes_than_the_limit() => TextGenerators.Any.Sample(text =>
    {
        bool fits = TextGenerators.IsWellFormed(text) && TextGenerators.Runes(text) <= 16;

        Assert.Equal(fits, BoundedString<Max16>.TryCreate(text, out BoundedString<Max16> taken));
        Assert.Equal(fits ? text : string.Empty, taken.Value);
        Assert.Equal(fits, BoundedString<Max16>.TryParse(text.AsSpan(), provider: null, out BoundedString<Max16> parsed));
        Assert.Equal(taken, parsed);
        if (TextGenerators.IsWellFormed(text))
        {
            Assert.Equal(fits, BoundedString<Max16>.TryParse(Encoding.UTF8.GetBytes(text), provider: null, out parsed));
            Assert.Equal(taken, parsed);
        }
    });

    [Fact]
    public void Truncate_keeps_whole_graphemes_from_the_start_and_as_many_as_fit() => TextGenerators.WellFormed.Sample(text =>
    {
        string cut = BoundedString<Max8>.Truncate(text, out bool changed).Value;

        Assert.StartsWith(cut, text, StringComparison.Ordinal);
        Assert.Equal(cut != text, changed);
        Assert.True(TextGenerators.Runes(cut) <= 8, "more than the limit");
        int[] borders = [.. StringInfo.ParseCombiningCharacters(text), text.Length];
        Assert.Contains(cut.Length, borders);
        int next = borders.FirstOrDefault(b => b > cut.Length, text.Length);
        Assert.True(cut == text || TextGenerators.Runes(text[..next]) > 8, "another grapheme would have fitted");
    });

    [Fact]
    public void Truncate_replaces_lone_surrogates_and_gives_text_that_fits() => TextGenerators.Any.Sample(text =>
    {
        BoundedString<Max16> cut = BoundedString<Max16>.Truncate(text, out bool changed);

        Assert.True(TextGenerators.IsWellFormed(cut.Value), "a surrogate stands alone");
        Assert.True(BoundedString<Max16>.TryCreate(cut.Value, out _), "does not fit");
        Assert.Equal(cut.Value != text, changed);
    });

    [Fact]
    public void A_first_grapheme_longer_than_the_limit_leaves_nothing()
    {
        BoundedString<Max8> cut = BoundedString<Max8>.Truncate("a" + new string('\u0301', 8), out bool changed);
        Assert.True(cut.IsEmpty, "half a grapheme was kept");
        Assert.True(changed, "the loss is not told");
    }

    [Fact]
    public void The_limit_counts_runes_not_code_units()
    {
        string sixteen = string.Concat(Enumerable.Repeat("𠮷", 16));
        Assert.Equal(32, BoundedString<Max16>.Parse(sixteen).Value.Length);
        Assert.False(BoundedString<Max16>.TryCreate(sixteen + "a", out _), "17 runes fit 16");
    }

    [Fact]
    public void Text_that_fits_is_neither_copied_nor_costs_anything()
    {
        const string Name = "𠮷田^太郎";
        Assert.Same(Name, BoundedString<Max16>.Parse(Name).Value);
        Assert.Same(Name, BoundedString<Max16>.Truncate(Name).Value);

        Assert.Equal(0, Allocation.Least(() => _ = BoundedString<Max16>.TryCreate(Name, out _)));
    }

    [Fact]
    public void Default_is_the_empty_text()
    {
        BoundedString<Max16> empty = default;
        Assert.Equal(string.Empty, empty.Value);
        Assert.Equal(BoundedString<Max16>.Parse(string.Empty), empty);
        Assert.Equal(BoundedString<Max16>.Parse(string.Empty).GetHashCode(), empty.GetHashCode());
    }

    [Fact]
    public void A_refusal_says_the_limit_and_not_the_text()
    {
        FormatException tooLong = Assert.Throws<FormatException>(() => BoundedString<Max16>.Parse("Doe^John^With^A^Long^Name"));
        Assert.Equal("The text has 25 characters; the limit is 16.", tooLong.Message);
        Assert.Equal("A surrogate stands alone in the text.", Assert.Throws<FormatException>(() => BoundedString<Max16>.Parse("\uD842")).Message);
    }

    [Fact]
    public void Order_and_equality_are_ordinal()
    {
        BoundedString<Max16> upper = BoundedString<Max16>.Parse("B"), lower = BoundedString<Max16>.Parse("a");
        Assert.True(upper < lower && lower > upper && upper <= lower && lower >= upper, "not ordinal");
        Assert.NotEqual(BoundedString<Max16>.Parse("e\u0301"), BoundedString<Max16>.Parse("é"));
        Assert.NotEqual(BoundedString<Max16>.Parse("a "), BoundedString<Max16>.Parse("a"));
    }

    [Fact]
    public void In_json_it_is_a_plain_string() => TextGenerators.WellFormed.Where(t => TextGenerators.Runes(t) <= 64).Sample(text =>
    {
        string json = JsonSerializer.Serialize(BoundedString<Max64>.Parse(text));
        Assert.Equal(text, JsonSerializer.Deserialize<string>(json));
        Assert.Equal(text, JsonSerializer.Deserialize<BoundedString<Max64>>(json).Value);
    });

    [Theory]
    [InlineData("\"12345678901234567\"")]
    [InlineData("12")]
    [InlineData("{}")]
    [InlineData("\"\\ud842\"")]
    public void Json_that_does_not_fit_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<BoundedString<Max16>>(json));

    [Fact]
    public void A_limit_of_ones_own_works_in_json()
    {
        Assert.Equal("\"abc\"", JsonSerializer.Serialize(BoundedString<Three>.Parse("abc")));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<BoundedString<Three>>("\"abcd\""));
        Dictionary<BoundedString<Three>, int> keyed = new() { [BoundedString<Three>.Parse("k")] = 1 };
        Assert.Equal("{\"k\":1}", JsonSerializer.Serialize(keyed));
    }

    private readonly struct Three : IStringLimit
    {
        public static int MaxRunes => 3;
    }
}
