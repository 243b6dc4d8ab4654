namespace Dicom.Storage.DataSets.Tests;

/// <summary>PS3.4 C.2.2.2.5, range matching.</summary>
public sealed class RangeTests
{
    [Theory]
    [InlineData("20200101-20200131", "20200101", "20200131")]
    [InlineData("20200101 - 20200131 ", "20200101", "20200131")]
    [InlineData("-20200101", null, "20200101")]
    [InlineData("20200101-", "20200101", null)]
    [InlineData("20200101", "20200101", "20200101")]
    [InlineData("2020.01.01-2020.01.31", "20200101", "20200131")]
    public void A_range_of_dates_is_read(string text, string? minimum, string? maximum)
    {
        Assert.True(DicomDateRange.TryParse(text, out DicomDateRange range));
        Assert.Equal(minimum, range.Minimum is { } first ? DicomDate.Format(first) : null);
        Assert.Equal(maximum, range.Maximum is { } last ? DicomDate.Format(last) : null);
        Assert.Equal(range, DicomDateRange.Parse(range.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("20200102-20200101")]
    [InlineData("20200101-20200102-20200103")]
    [InlineData("20200101-99999999")]
    [InlineData("--20200101")]
    public void What_is_no_range_of_dates_is_refused(string text) => Assert.False(DicomDateRange.TryParse(text, out _));

    [Fact]
    public void Both_ends_of_a_range_of_dates_belong_to_it()
    {
        DicomDateRange range = DicomDateRange.Parse("20200101-20200131");

        Assert.True(range.Contains(new DateOnly(2020, 1, 1)) && range.Contains(new DateOnly(2020, 1, 31)));
        Assert.False(range.Contains(new DateOnly(2019, 12, 31)) || range.Contains(new DateOnly(2020, 2, 1)));
        Assert.True(DicomDateRange.Parse("-20200131").Contains(DateOnly.MinValue));
        Assert.True(DicomDateRange.Parse("20200131-").Contains(DateOnly.MaxValue));
        Assert.True(default(DicomDateRange).Contains(DateOnly.MinValue));
    }

    [Theory] // an end given to the hour or minute means all of it
    [InlineData("10-12", "10:00:00", "12:59:59.9999999")]
    [InlineData("1000-1200", "10:00:00", "12:00:59.9999999")]
    [InlineData("-1230", "00:00:00", "12:30:59.9999999")]
    [InlineData("1230-", "12:30:00", "23:59:59.9999999")]
    [InlineData("123000.5", "12:30:00.5", "12:30:00.5999999")]
    [InlineData("12-1230", "12:00:00", "12:30:59.9999999")]
    public void A_range_of_times_reaches_to_the_end_of_what_was_given(string text, string first, string last)
    {
        DicomTimeRange range = DicomTimeRange.Parse(text);
        TimeOnly from = TimeOnly.Parse(first, System.Globalization.CultureInfo.InvariantCulture);
        TimeOnly to = TimeOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture);

        Assert.True(range.Contains(from) && range.Contains(to));
        Assert.True(from == TimeOnly.MinValue || !range.Contains(new TimeOnly(from.Ticks - 1)));
        Assert.True(to == TimeOnly.MaxValue || !range.Contains(new TimeOnly(to.Ticks + 1)));
        Assert.Equal(range, DicomTimeRange.Parse(range.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("23-01")] // no range crosses midnight (PS3.4 C.2.2.2.5.2)
    [InlineData("10-25")]
    public void What_is_no_range_of_times_is_refused(string text) => Assert.False(DicomTimeRange.TryParse(text, out _));

    [Theory]
    [InlineData("2020-2021", "2020", "2021")]
    [InlineData("2020-0500", "2020-0500", "2020-0500")] // an offset
    [InlineData("2020-0500-2021-0500", "2020-0500", "2021-0500")]
    [InlineData("20200101120000+0100-20200102", "20200101120000+0100", "20200102")]
    [InlineData("-2020-0500", null, "2020-0500")]
    [InlineData("2020-0500-", "2020-0500", null)]
    [InlineData("-2020", null, "2020")]
    [InlineData("-1000", null, "1000")] // nothing before it that could have an offset: the year 1000
    [InlineData("-1000-0500", null, "1000-0500")]
    [InlineData("20200101-1999", null, null)] // not an offset, and the years stand in the wrong order
    [InlineData("20200101-1205-", null, null)] // not an offset, and two hyphens
    public void A_hyphen_is_an_offset_where_it_can_be_one(string text, string? minimum, string? maximum)
    {
        bool valid = minimum is not null || maximum is not null;
        Assert.Equal(valid, DicomDateTimeRange.TryParse(text, out DicomDateTimeRange range));
        if (!valid)
            return;
        Assert.Equal(minimum, range.Minimum?.ToString());
        Assert.Equal(maximum, range.Maximum?.ToString());
    }

    [Fact]
    public void Offsets_count_in_a_range_of_moments()
    {
        DicomDateTimeRange range = DicomDateTimeRange.Parse("2020010112+0200-2020010112+0200");

        Assert.True(range.Contains(new DateTimeOffset(2020, 1, 1, 10, 59, 59, TimeSpan.Zero), TimeSpan.Zero));
        Assert.False(range.Contains(new DateTimeOffset(2020, 1, 1, 12, 0, 0, TimeSpan.Zero), TimeSpan.Zero));
        Assert.True(DicomDateTimeRange.Parse("2020010112").Contains(new DateTimeOffset(2020, 1, 1, 10, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(2)));
        Assert.True(DicomDateTimeRange.Parse("2020").Contains(new DateTimeOffset(2020, 12, 31, 23, 59, 59, 999, TimeSpan.Zero).AddTicks(9_999), TimeSpan.Zero));
    }
}
