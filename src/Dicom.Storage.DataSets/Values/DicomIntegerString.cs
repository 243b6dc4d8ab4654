using System.Globalization;

namespace Dicom.Storage.DataSets;

/// <summary>Values of VR IS: a decimal integer of at most 12 characters, from -2^31 to 2^31-1 (PS3.5 6.2).</summary>
public static class DicomIntegerString
{
    /// <summary>Reads a value within the range of IS. Padding is ignored; so is a fraction of zeros, which devices write.</summary>
    /// <returns>False when the text is no integer or not within 32 bits.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out int number)
    {
        bool valid = TryParse(text, out long wide) && wide is >= int.MinValue and <= int.MaxValue;
        number = valid ? (int)wide : 0;
        return valid;
    }

    /// <summary>Reads a value within 64 bits: wider than IS allows, for what devices send nevertheless.</summary>
    /// <returns>False when the text is no integer or not within 64 bits.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out long number)
    {
        text = TextValue.Unpad(text);
        int dot = text.IndexOf('.');
        if (dot > 0 && !text[(dot + 1)..].ContainsAnyExcept('0'))
            text = text[..dot];

        number = 0;
        return text.Length <= TextValue.MaxLength && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Reads a value as it stands in a data set, within the range of IS.</summary>
    /// <returns>False when the bytes are no integer or not within 32 bits.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out int number) =>
        TryParse(TextValue.Widen(value, stackalloc char[TextValue.MaxLength]), out number);

    /// <summary>Reads a value as it stands in a data set, within 64 bits.</summary>
    /// <returns>False when the bytes are no integer or not within 64 bits.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out long number) =>
        TryParse(TextValue.Widen(value, stackalloc char[TextValue.MaxLength]), out number);

    /// <summary>Writes a value; it takes at most 11 characters.</summary>
    public static string Format(int number) => number.ToString(CultureInfo.InvariantCulture);
}
