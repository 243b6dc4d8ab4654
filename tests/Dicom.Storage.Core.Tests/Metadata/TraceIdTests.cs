using Microsoft.Extensions.Time.Testing;

namespace Dicom.Storage.Core.Tests;

public sealed class TraceIdTests
{
    [Fact]
    public void A_new_one_is_a_version_7_uuid_of_the_time_given()
    {
        FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeMilliseconds(0x018F_4A3E_1234));
        string value = TraceId.New(time).Value;

        Assert.Equal(TraceId.Length, value.Length);
        Assert.StartsWith("018f4a3e-1234-7", value, StringComparison.Ordinal);
        Assert.Contains(value[19], "89ab");
    }

    [Fact]
    public void Their_order_is_the_order_of_making()
    {
        FakeTimeProvider time = new();
        TraceId first = TraceId.New(time);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(first < TraceId.New(time), "later is not greater");
    }

    [Fact]
    public void Those_of_one_moment_and_of_a_clock_that_was_set_back_are_ordered_too()
    {
        FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeMilliseconds(0x018F_4A3E_1234));
        List<TraceId> made = [.. Enumerable.Range(0, 10_000).Select(_ => TraceId.New(time))]; // more than the 4,096 of one millisecond
        time.AdjustTime(time.GetUtcNow().AddYears(-1));
        made.Add(TraceId.New(time));

        Assert.Equal(made.Order(), made);
        Assert.Equal(made.Count, made.Distinct().Count());
        Assert.All(made, id => Assert.Equal('7', id.Value[14]));
    }

    [Theory]
    [InlineData("018F4A3E-1234-7000-8000-0123456789AB", true)]
    [InlineData("018f4a3e-1234-7000-8000-0123456789ab", true)]
    [InlineData("018f4a3e1234700080000123456789ab", false)]
    [InlineData("{018f4a3e-1234-7000-8000-0123456789a}", false)]
    [InlineData("018f4a3e-1234-7000-8000-0123456789a/", false)]
    [InlineData("../../../../../../../../../etc/passwd", false)]
    [InlineData("", false)]
    public void Only_the_form_of_36_characters_is_read_and_written_in_lower_case(string text, bool valid)
    {
        Assert.Equal(valid, TraceId.TryParse(text, out TraceId id));
        Assert.Equal(valid ? "018f4a3e-1234-7000-8000-0123456789ab" : string.Empty, id.Value);
    }
}
