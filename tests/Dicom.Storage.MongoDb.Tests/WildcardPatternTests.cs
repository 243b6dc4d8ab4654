using System.Text.RegularExpressions;
using MongoDB.Bson;

namespace Dicom.Storage.MongoDb.Tests;

public sealed class WildcardPatternTests
{
    [Theory]
    [InlineData("DOE*", "DOE^JOHN", true)]
    [InlineData("DOE*", "DOE", true)]
    [InlineData("DOE*", "XDOE", false)]
    [InlineData("*CT*", "a\nCT\nb", true)]
    [InlineData("A", "A\n", false)]
    [InlineData("A*A", "A\n", false)]
    [InlineData("?", "", false)]
    [InlineData("a.c*", "abc", false)]
    [InlineData("a.c*", "a.cd", true)]
    [InlineData("(a+)+$*", "aaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("(a+)+$*", "(a+)+$", true)]
    [InlineData("\\Q*", "\\Q.", true)]
    [InlineData("[a-z]?|{2}#-/~&*", "[a-z]x|{2}#-/~&", true)]
    [InlineData("ü*", "über", true)]
    [InlineData("**********x", "y", false)]
    public void Only_star_and_question_mark_are_wild_and_the_whole_text_has_to_match(string pattern, string text, bool matches)
    {
        BsonValue condition = WildcardPattern.Compare(pattern)!;
        bool actual = condition is BsonRegularExpression expression
            ? new Regex(expression.Pattern, RegexOptions.Singleline | RegexOptions.CultureInvariant).IsMatch(text)
            : condition.AsString == text;
        Assert.Equal(matches, actual);
    }

    [Fact]
    public void A_pattern_without_wildcards_is_a_plain_value() => Assert.IsType<BsonString>(WildcardPattern.Compare("^$.*[]".Replace("*", string.Empty, StringComparison.Ordinal)));

    [Fact]
    public void A_pattern_longer_than_any_stored_text_matches_nothing_and_is_not_sent()
    {
        Assert.Null(WildcardPattern.Compare(new string('a', 100_000) + "*"));
        Assert.NotNull(WildcardPattern.Compare(new string('*', 100_000)));
        Assert.Equal("^.*\\z", WildcardPattern.Compare(new string('*', 100_000))!.AsBsonRegularExpression.Pattern);
    }
}
