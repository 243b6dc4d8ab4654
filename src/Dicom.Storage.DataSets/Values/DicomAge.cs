using System.Globalization;

namespace Dicom.Storage.DataSets;

/// <summary>A value of VR AS: three digits and D, W, M or Y (PS3.5 6.2).</summary>
public readonly record struct DicomAge : ITextValue<DicomAge>
{
    private const string Letters = "DWMY";

    /// <summary>Makes an age.</summary>
    /// <param name="number">0 to 999.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number does not fit three digits, or the unit is none.</exception>
    public DicomAge(int number, DicomAgeUnit unit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 999);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((int)unit, (int)DicomAgeUnit.Years, nameof(unit));
        Number = number;
        Unit = unit;
    }

    /// <summary>Gets how many days, weeks, months or years, 0 to 999.</summary>
    public int Number { get; }

    /// <summary>Gets what is counted.</summary>
    public DicomAgeUnit Unit { get; }

    static string ITextValue<DicomAge>.Expectation => "An age is three digits and D, W, M or Y (PS3.5 6.2, AS).";

    /// <summary>Reads an age. Padding is ignored; one or two digits and small letters, which devices send, are read too.</summary>
    /// <returns>False when the text is no age.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DicomAge value)
    {
        text = TextValue.Unpad(text);
        value = default;
        if (text.Length is < 2 or > 4 || !TextValue.TryDigits(text[..^1], out int number))
            return false;

        int unit = Letters.IndexOf(char.ToUpperInvariant(text[^1]), StringComparison.Ordinal);
        if (unit < 0)
            return false;

        value = new DicomAge(number, (DicomAgeUnit)unit);
        return true;
    }

    /// <summary>Reads an age as it stands in a data set.</summary>
    /// <returns>False when the bytes are no age.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out DicomAge result) => TextValue.TryParse(value, out result);

    /// <summary>Reads an age.</summary>
    /// <exception cref="FormatException">The text is no age.</exception>
    public static DicomAge Parse(ReadOnlySpan<char> text) => TextValue.Parse<DicomAge>(text);

    /// <summary>Gets the age as AS has it, such as <c>018M</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number:D3}{Letters[(int)Unit]}");
}
