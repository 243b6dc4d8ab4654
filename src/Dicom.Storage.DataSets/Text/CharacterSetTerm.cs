using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>What the first term of (0008,0005) makes active at the start of a value: two halves, or one encoding without code extensions.</summary>
internal sealed class CharacterSetTerm
{
    private readonly Encoding _encoding;

    private CharacterSetTerm(Encoding encoding, CodedCharacterSet g0, CodedCharacterSet? g1, bool isWhole)
    {
        _encoding = encoding;
        G0 = g0;
        G1 = g1;
        IsWhole = isWhole;
    }

    public static CharacterSetTerm Ascii { get; } = new(Encoding.Latin1, CodedCharacterSet.Ascii, g1: null, isWhole: false);

    /// <summary>Gets what bytes below 128 are.</summary>
    public CodedCharacterSet G0 { get; }

    /// <summary>Gets what the other bytes are; null when nothing was designated.</summary>
    public CodedCharacterSet? G1 { get; }

    /// <summary>Gets whether the term rules all bytes and forbids code extensions: UTF-8, GB 18030, GBK (PS3.3 C.12.1.1.2).</summary>
    public bool IsWhole { get; }

    public bool IsAscii => ReferenceEquals(this, Ascii);

    public static CharacterSetTerm Whole(Encoding encoding) => new(encoding, CodedCharacterSet.Ascii, g1: null, isWhole: true);

    /// <summary>Reads a term. Devices write "ISO-IR 100", "ISO_IR_100", "ISO IR 100": only the last number is looked at.</summary>
    public static CharacterSetTerm Parse(ReadOnlySpan<byte> term)
    {
        Span<char> text = stackalloc char[32];
        term = term.Trim(" \0"u8);
        if (term.Length > text.Length)
            return Ascii;

        text = text[..Encoding.Latin1.GetChars(term, text)];
        if (text.Equals("GB18030", StringComparison.OrdinalIgnoreCase))
            return Whole(CodedCharacterSet.Get(54936));
        if (text.Equals("GBK", StringComparison.OrdinalIgnoreCase))
            return Whole(CodedCharacterSet.Get(936));
        return text.StartsWith("ISO", StringComparison.OrdinalIgnoreCase) ? OfNumber(text[(text.LastIndexOfAnyExceptInRange('0', '9') + 1)..]) : Ascii;
    }

    public string Decode(ReadOnlySpan<byte> value) => _encoding.GetString(value);

    private static CharacterSetTerm OfNumber(ReadOnlySpan<char> number) => number switch
    {
        "192" => Whole(Encoding.UTF8),
        "100" => Half(CodedCharacterSet.Latin1),
        "101" => Half(CodedCharacterSet.Latin2),
        "109" => Half(CodedCharacterSet.Latin3),
        "110" => Half(CodedCharacterSet.Latin4),
        "144" => Half(CodedCharacterSet.Cyrillic),
        "127" => Half(CodedCharacterSet.Arabic),
        "126" => Half(CodedCharacterSet.Greek),
        "138" => Half(CodedCharacterSet.Hebrew),
        "148" => Half(CodedCharacterSet.Latin5),
        "203" => Half(CodedCharacterSet.Latin9),
        "166" => Half(CodedCharacterSet.Thai),
        "13" => new CharacterSetTerm(CodedCharacterSet.JisX0201.Encoding, CodedCharacterSet.JisX0201, CodedCharacterSet.JisX0201, isWhole: false),

        // Not allowed as the first term, yet sent so; the upper half can mean nothing else.
        "149" => Half(CodedCharacterSet.KsX1001),
        "58" => Half(CodedCharacterSet.Gb2312),
        _ => Ascii,
    };

    private static CharacterSetTerm Half(CodedCharacterSet upper) => new(upper.Encoding, CodedCharacterSet.Ascii, upper, isWhole: false);
}
