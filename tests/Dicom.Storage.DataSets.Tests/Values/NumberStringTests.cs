using System.Globalization;
using CsCheck;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>PS3.5 table 6.2-1, DS, IS and AS.</summary>
public sealed class NumberStringTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData(" -1.5 ", -1.5)]
    [InlineData("+1.5E+2", 150)]
    [InlineData("1e-3\0", 0.001)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("0.12345678901234567890", 0.12345678901234567890)] // longer than DS allows
    public void A_decimal_is_read(string text, double expected)
    {
        Assert.True(DicomDecimalString.TryParse(text, out double number));
        Assert.Equal(expected, number);
        Assert.True(DicomDecimalString.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out double fromBytes));
        Assert.Equal(expected, fromBytes);
        Assert.True(DicomDecimalString.TryParse(text, out decimal exact));
        Assert.Equal(expected, (double)exact);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("1,5")]
    [InlineData("1.000.000")]
    [InlineData("1 5")]
    [InlineData("0x10")]
    [InlineData("--1")]
    [InlineData("e5")]
    [InlineData("１２")]
    [InlineData("1_000")]
    public void What_is_no_decimal_is_refused_without_an_exception(string text)
    {
        Assert.False(DicomDecimalString.TryParse(text, out double number));
        Assert.Equal(0, number);
        Assert.False(DicomDecimalString.TryParse(text, out decimal _));
    }

    [Fact]
    public void Four_hundred_digits_are_refused_without_an_exception()
    {
        string digits = new('1', 400);

        Assert.False(DicomDecimalString.TryParse(digits, out double _));
        Assert.False(DicomDecimalString.TryParse("0." + digits, out double _));
        Assert.False(DicomIntegerString.TryParse(digits, out long _));
        Assert.False(DicomIntegerString.TryParse(System.Text.Encoding.ASCII.GetBytes(digits), out int _));
    }

    [Theory]
    [InlineData(0d, "0")]
    [InlineData(1.5, "1.5")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(100, "100")]
    [InlineData(1e15, "1000000000000000")]
    [InlineData(1e16, "1E16")]
    [InlineData(0.1, "0.1")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(1d / 3, "0.33333333333333")]
    [InlineData(-1d / 3, "-0.3333333333333")]
    [InlineData(Math.PI, "3.14159265358979")]
    [InlineData(-Math.PI, "-3.1415926535898")]
    [InlineData(1e-20, "1E-20")]
    [InlineData(double.MaxValue, "179769313486E297")]
    [InlineData(-double.MaxValue, "-17976931348E298")]
    [InlineData(5e-324, "5E-324")]
    [InlineData(999999999999999.9, "1000000000000000")]
    [InlineData(123456789012345678d, "12345678901235E4")]
    public void A_number_is_written_in_sixteen_characters_as_exactly_as_they_allow(double number, string expected)
    {
        string text = DicomDecimalString.Format(number);

        Assert.Equal(expected, text);
        Assert.True(text.Length <= 16);
        Assert.Equal(number, double.Parse(text, CultureInfo.InvariantCulture), Math.Abs(number) * 1e-8);
    }

    [Fact]
    public void Numbers_that_DS_cannot_hold_are_refused_with_what_to_do()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DicomDecimalString.Format(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => DicomDecimalString.Format(double.NegativeInfinity));
    }

    [Fact]
    public void Any_finite_number_fits_and_no_shorter_rounding_would_be_nearer()
    {
        Gen.Double.Where(double.IsFinite).Sample(
            number =>
            {
                string text = DicomDecimalString.Format(number);
                double read = double.Parse(text, CultureInfo.InvariantCulture);

                // Against what a plain "G" gives in the same room.
                double error = Math.Abs(read - number);
                for (int digits = 17; digits > 0; digits--)
                {
                    string plain = number.ToString($"G{digits}", CultureInfo.InvariantCulture);
                    if (plain.Length <= 16)
                        return text.Length <= 16 && double.IsFinite(read) && error <= Math.Abs(double.Parse(plain, CultureInfo.InvariantCulture) - number);
                }

                return text.Length <= 16;
            },
            iter: 100_000);
    }

    [Theory]
    [InlineData("1.50", "1.5")]
    [InlineData("100", "100")]
    [InlineData("-79228162514264337593543950335", "-792281625143E17")]
    [InlineData("0.1234567890123456789", "0.12345678901235")]
    public void A_decimal_number_is_written_likewise(string number, string expected) =>
        Assert.Equal(expected, DicomDecimalString.Format(decimal.Parse(number, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-2147483648", int.MinValue)]
    [InlineData("+2147483647 ", int.MaxValue)]
    [InlineData("007", 7)]
    [InlineData("12.00", 12)]
    public void An_integer_is_read(string text, int expected)
    {
        Assert.True(DicomIntegerString.TryParse(text, out int number));
        Assert.Equal(expected, number);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("2147483648", true)]
    [InlineData("-9223372036854775808", true)]
    [InlineData("9223372036854775808", false)]
    [InlineData("1.5", false)]
    [InlineData(".0", false)]
    [InlineData("1e3", false)]
    [InlineData("1,000", false)]
    [InlineData("(1)", false)]
    public void What_is_beyond_IS_is_refused_or_read_as_a_long(string text, bool isLong)
    {
        Assert.False(DicomIntegerString.TryParse(text, out int _));
        Assert.Equal(isLong, DicomIntegerString.TryParse(text, out long _));
    }

    [Theory]
    [InlineData("018M", 18, DicomAgeUnit.Months, "018M")] // the example of PS3.5 6.2, AS
    [InlineData("999Y", 999, DicomAgeUnit.Years, "999Y")]
    [InlineData("000D", 0, DicomAgeUnit.Days, "000D")]
    [InlineData("3w ", 3, DicomAgeUnit.Weeks, "003W")] // as devices write it
    public void An_age_is_read(string text, int number, DicomAgeUnit unit, string canonical)
    {
        Assert.True(DicomAge.TryParse(text, out DicomAge age));
        Assert.Equal(new DicomAge(number, unit), age);
        Assert.Equal(canonical, age.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Y")]
    [InlineData("018")]
    [InlineData("1000Y")]
    [InlineData("-18Y")]
    [InlineData("018X")]
    [InlineData("018ı")]
    public void What_is_no_age_is_refused(string text) => Assert.False(DicomAge.TryParse(text, out _));

    [Fact]
    public void No_culture_changes_what_is_read_or_written()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            // A culture with a comma, another minus and other digit groups, made here: the runtime of the tests has the invariant one only.
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = ",";
            culture.NumberFormat.NumberGroupSeparator = ".";
            culture.NumberFormat.NegativeSign = "−";
            culture.DateTimeFormat.DateSeparator = "-";
            CultureInfo.CurrentCulture = culture;

            Assert.True(DicomDecimalString.TryParse("-1.5", out double number));
            Assert.Equal(-1.5, number);
            Assert.False(DicomDecimalString.TryParse("1,5", out double _));
            Assert.Equal("-1.5", DicomDecimalString.Format(-1.5));
            Assert.Equal("-0.3333333333333", DicomDecimalString.Format(-1d / 3));
            Assert.Equal("-1.5", DicomDecimalString.Format(-1.50m));
            Assert.Equal("-7", DicomIntegerString.Format(-7));
            Assert.True(DicomIntegerString.TryParse("-7", out int integer) && integer == -7);
            Assert.Equal("20200203", DicomDate.Format(new DateOnly(2020, 2, 3)));
            Assert.Equal("007D", new DicomAge(7, DicomAgeUnit.Days).ToString());
            Assert.Equal("20200203040506.5-0930", DicomDateTime.Parse("20200203040506.5-0930").ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
