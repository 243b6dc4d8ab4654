using System.Globalization;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>PS3.5 table 6.2-1, DA, TM and DT; their examples and limits.</summary>
public sealed class DateTests
{
    [Theory]
    [InlineData("19930822", 1993, 8, 22)] // the example of PS3.5 6.2, DA
    [InlineData("1993.08.22", 1993, 8, 22)] // ACR-NEMA
    [InlineData("20240229 ", 2024, 2, 29)]
    [InlineData("00010101", 1, 1, 1)]
    [InlineData("99991231\0", 9999, 12, 31)]
    public void A_date_is_read(string text, int year, int month, int day)
    {
        Assert.True(DicomDate.TryParse(text, out DateOnly date));
        Assert.Equal(new DateOnly(year, month, day), date);
        Assert.True(DicomDate.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out DateOnly fromBytes));
        Assert.Equal(date, fromBytes);
        Assert.Equal($"{year:D4}{month:D2}{day:D2}", DicomDate.Format(date));
    }

    [Theory]
    [InlineData("")]
    [InlineData("99999999")]
    [InlineData("00000000")]
    [InlineData("20230229")]
    [InlineData("20231301")]
    [InlineData("2023")]
    [InlineData("2023010")]
    [InlineData("202301011")]
    [InlineData("2023-01-01")]
    [InlineData("+2023010")]
    [InlineData("２０２３０１０１")] // full width digits
    [InlineData("2023 101")]
    [InlineData("1993.08,22")]
    public void What_is_no_day_of_the_calendar_is_refused_without_an_exception(string text)
    {
        Assert.False(DicomDate.TryParse(text, out DateOnly date));
        Assert.Equal(default, date);
    }

    [Theory]
    [InlineData("070907.0705", 7, 9, 7, 70_500, DicomTimePrecision.Second, 4)] // the examples of PS3.5 6.2, TM
    [InlineData("1010", 10, 10, 0, 0, DicomTimePrecision.Minute, 0)]
    [InlineData("021 ", -1, 0, 0, 0, DicomTimePrecision.Hour, 0)] // an invalid one
    [InlineData("23", 23, 0, 0, 0, DicomTimePrecision.Hour, 0)]
    [InlineData("235959.999999", 23, 59, 59, 999_999, DicomTimePrecision.Second, 6)]
    [InlineData("235959.1", 23, 59, 59, 100_000, DicomTimePrecision.Second, 1)]
    [InlineData("10:20:30.5", 10, 20, 30, 500_000, DicomTimePrecision.Second, 1)]
    [InlineData("10:20", 10, 20, 0, 0, DicomTimePrecision.Minute, 0)]
    [InlineData("10:20:30", 10, 20, 30, 0, DicomTimePrecision.Second, 0)]
    public void A_time_is_read_with_its_precision(string text, int hour, int minute, int second, int microsecond, DicomTimePrecision precision, int digits)
    {
        Assert.Equal(hour >= 0, DicomTime.TryParse(text, out DicomTime time));
        if (hour < 0)
            return;

        Assert.Equal(new TimeOnly(hour, minute, second).Add(TimeSpan.FromMicroseconds(microsecond)), time.Time);
        Assert.Equal(precision, time.Precision);
        Assert.Equal(digits, time.FractionDigits);
        Assert.Equal(text.Replace(":", "", StringComparison.Ordinal), time.ToString());
        Assert.Equal(time, DicomTime.Parse(time.ToString()));
    }

    [Fact]
    public void A_leap_second_is_told_and_kept()
    {
        DicomTime time = DicomTime.Parse("235960.25");

        Assert.True(time.IsLeapSecond);
        Assert.Equal(new TimeOnly(23, 59, 59, 250), time.Time);
        Assert.Equal("235960.25", time.ToString());
        Assert.True(time > DicomTime.Parse("235959.25"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("24")]
    [InlineData("1260")]
    [InlineData("120061")]
    [InlineData("12.5")]
    [InlineData("120000.")]
    [InlineData("120000.1234567")]
    [InlineData("120000,5")]
    [InlineData("12:0:00")]
    [InlineData("12:00:")]
    [InlineData("1:00")]
    [InlineData("-12")]
    public void What_is_no_time_is_refused_without_an_exception(string text)
    {
        Assert.False(DicomTime.TryParse(text, out _));
        Assert.Throws<FormatException>(() => DicomTime.Parse(text));
    }

    [Theory]
    [InlineData("19530827111300.0", "1953-08-27T11:13:00", null, DicomTimePrecision.Second)] // the examples of PS3.5 6.2, DT
    [InlineData("2007-0500", "2007-01-01T00:00:00", -300, DicomTimePrecision.Year)]
    [InlineData("200702-0500", "2007-02-01T00:00:00", -300, DicomTimePrecision.Month)]
    [InlineData("20070228", "2007-02-28T00:00:00", null, DicomTimePrecision.Day)]
    [InlineData("2007022813", "2007-02-28T13:00:00", null, DicomTimePrecision.Hour)]
    [InlineData("200702281314+1400", "2007-02-28T13:14:00", 840, DicomTimePrecision.Minute)]
    [InlineData("20070228131415.123456-1200", "2007-02-28T13:14:15.123456", -720, DicomTimePrecision.Second)]
    public void A_date_and_time_is_read_with_precision_and_offset(string text, string moment, int? offsetMinutes, DicomTimePrecision precision)
    {
        Assert.True(DicomDateTime.TryParse(text, out DicomDateTime value));
        Assert.Equal(DateTime.Parse(moment, CultureInfo.InvariantCulture), value.DateTime);
        Assert.Equal(offsetMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null, value.Offset);
        Assert.Equal(precision, value.Precision);
        Assert.Equal(text, value.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("200")]
    [InlineData("20071")]
    [InlineData("200713")]
    [InlineData("2007022")]
    [InlineData("200702281")]
    [InlineData("20070228.5")]
    [InlineData("20070228131415.1234567")]
    [InlineData("2007+1401")]
    [InlineData("2007-1201")]
    [InlineData("2007+0060")]
    [InlineData("2007+5")]
    [InlineData("99999999999999")]
    public void What_is_no_moment_is_refused_without_an_exception(string text) => Assert.False(DicomDateTime.TryParse(text, out _));

    [Fact]
    public void A_moment_before_the_first_year_in_UTC_has_no_DateTimeOffset()
    {
        Assert.False(DicomDateTime.Parse("0001+1400").TryGetDateTimeOffset(TimeSpan.Zero, out _));
        Assert.False(DicomDateTime.Parse("99991231235959-1200").TryGetDateTimeOffset(TimeSpan.Zero, out _));
        Assert.True(DicomDateTime.Parse("20200101").TryGetDateTimeOffset(TimeSpan.FromHours(2), out DateTimeOffset value));
        Assert.Equal(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.FromHours(2)), value);
    }

    [Fact]
    public void Moments_made_from_NET_types_keep_microseconds()
    {
        var moment = new DateTimeOffset(2020, 2, 3, 4, 5, 6, TimeSpan.FromMinutes(-570));

        Assert.Equal("20200203040506-0930", new DicomDateTime(moment).ToString());
        Assert.Equal("20200203040506.000001", new DicomDateTime(moment.DateTime.AddTicks(19)).ToString());
        Assert.Equal("040506", new DicomTime(new TimeOnly(4, 5, 6)).ToString());
        Assert.Equal("000000.500000", new DicomTime(new TimeOnly(0, 0, 0, 500)).ToString());
    }

    [Theory]
    [InlineData("2020", "2020-12-31T23:59:59.999999")]
    [InlineData("202002", "2020-02-29T23:59:59.999999")]
    [InlineData("9999", "9999-12-31T23:59:59.999999")]
    [InlineData("20200203", "2020-02-03T23:59:59.999999")]
    [InlineData("2020020304", "2020-02-03T04:59:59.999999")]
    [InlineData("20200203040506", "2020-02-03T04:05:06.999999")]
    [InlineData("20200203040506.12", "2020-02-03T04:05:06.129999")]
    [InlineData("20200203040506.123456", "2020-02-03T04:05:06.123456")]
    public void The_last_moment_that_a_text_means_is_known(string text, string latest) =>
        Assert.Equal(DateTime.Parse(latest, CultureInfo.InvariantCulture), DicomDateTime.Parse(text).Latest);
}
