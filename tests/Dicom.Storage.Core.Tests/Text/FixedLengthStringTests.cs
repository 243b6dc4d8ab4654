using System.Text;
using System.Text.Json;
using CsCheck;

namespace Dicom.Storage.Core.Tests;

public sealed class FixedLengthStringTests
{
    [Fact]
    public void Only_text_of_exactly_the_length_is_taken() => TextGenerators.Any.Sample(text =>
    {
        bool fits = TextGenerators.IsWellFormed(text) && TextGenerators.Runes(text) == 8;

        Assert.Equal(fits, FixedLengthString<Max8>.TryCreate(text, out FixedLengthString<Max8> taken));
        Assert.Equal(fits ? text : string.Empty, taken.Value);
        if (TextGenerators.IsWellFormed(text))
            Assert.Equal(fits, FixedLengthString<Max8>.TryParse(Encoding.UTF8.GetBytes(text), provider: null, out _));
    });

    [Fact]
    public void A_refusal_says_the_length() => Assert.Equal(
        "The text has 3 characters; exactly 8 are expected.",
        Assert.Throws<FormatException>(() => FixedLengthString<Max8>.Parse("abc")).Message);

    [Fact]
    public void In_json_it_is_a_plain_string_and_no_text_stays_no_text()
    {
        Assert.Equal("\"12345678\"", JsonSerializer.Serialize(FixedLengthString<Max8>.Parse("12345678")));
        Assert.Equal("\"\"", JsonSerializer.Serialize(default(FixedLengthString<Max8>)));
        Assert.True(JsonSerializer.Deserialize<FixedLengthString<Max8>>("\"\"").IsEmpty, "empty became something");
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<FixedLengthString<Max8>>("\"1234567\""));
    }
}
