namespace Dicom.Storage.DataSets;

/// <summary>What the value types have in common: read from text without exceptions; <see cref="ISpanParsable{TSelf}"/> made of that.</summary>
internal interface ITextValue<TSelf> : ISpanParsable<TSelf>
    where TSelf : struct, ITextValue<TSelf>
{
    /// <summary>What a text must look like; the message of the exception.</summary>
    static abstract string Expectation { get; }

    static abstract bool TryParse(ReadOnlySpan<char> text, out TSelf value);

    static TSelf IParsable<TSelf>.Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return TextValue.Parse<TSelf>(s);
    }

    static bool IParsable<TSelf>.TryParse(string? s, IFormatProvider? provider, out TSelf result) => TSelf.TryParse(s.AsSpan(), out result);

    static TSelf ISpanParsable<TSelf>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => TextValue.Parse<TSelf>(s);

    static bool ISpanParsable<TSelf>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out TSelf result) => TSelf.TryParse(s, out result);
}
