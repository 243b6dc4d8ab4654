using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace Dicom.Storage.Core.Tests;

public sealed class DicomDateStringTests
{
    [Fact]
    public void Every_day_of_the_calendar_and_nothing_else_of_eight_digits_is_taken() => Gen.Int[0, 99_999_999].Sample(number =>
    {
        string text = number.ToString("D8", CultureInfo.InvariantCulture);
        bool isDay = DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day);

        Assert.Equal(isDay, DicomDateString.TryCreate(text, out DicomDateString taken));
        Assert.Equal(isDay, DicomDateString.TryParse(Encoding.ASCII.GetBytes(text), provider: null, out _));
        if (isDay)
        {
            Assert.Equal(day, taken.ToDateOnly());
            Assert.Equal(taken, DicomDateString.FromDate(day));
        }
    });

    [Theory]
    [InlineData("20240229")]
    [InlineData("00010101")]
    [InlineData("99991231")]
    public void Days_at_the_ends_are_taken(string text) => Assert.Equal(text, DicomDateString.Parse(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("2024")]
    [InlineData("202401")]
    [InlineData("20230229")]
    [InlineData("20241301")]
    [InlineData("20240100")]
    [InlineData("00000000")]
    [InlineData("2024.1.1")]
    [InlineData("2024010a")]
    [InlineData(" 2024010")]
    [InlineData("20240101 ")]
    [InlineData("+2024010")]
    [InlineData("２０２４０１０１")]
    [InlineData("20240101-20240102")]
    public void What_is_no_day_is_refused(string text)
    {
        Assert.False(DicomDateString.TryCreate(text, out _), "was taken");
        Assert.Throws<FormatException>(() => DicomDateString.Parse(text));
    }

    [Fact]
    public void Default_is_no_date()
    {
        Assert.Equal(string.Empty, default(DicomDateString).Value);
        Assert.Throws<InvalidOperationException>(() => default(DicomDateString).ToDateOnly());
        Assert.True(default(DicomDateString) < DicomDateString.Parse("00010101"), "no date is first");
    }

    [Fact]
    public void In_json_it_is_a_plain_string()
    {
        Assert.Equal("\"20240506\"", JsonSerializer.Serialize(DicomDateString.Parse("20240506")));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<DicomDateString>("\"20240532\""));
    }
}
