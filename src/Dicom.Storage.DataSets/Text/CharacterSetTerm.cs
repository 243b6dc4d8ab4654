using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>One value of Specific Character Set (0008,0005): a defined term of PS3.3 C.12.1.1.2, or what a device wrote for one.</summary>
/// <param name="Number">The ISO registration; 0 for GB18030 and GBK.</param>
/// <param name="Upper">What bytes from 128 up are; null for none, or when <paramref name="Set"/> lies in the lower half.</param>
/// <param name="Set">What an escape sequence designates; null for the default repertoire and encodings without code extensions.</param>
internal sealed record CharacterSetTerm(int Number, CharacterSetKind Kind, CodedCharacterSet? Upper, CodedCharacterSet? Set)
{
    private const int MaxLength = 32;

    /// <summary>The default repertoire, ISO-IR 6.</summary>
    public static CharacterSetTerm Default { get; } = new(6, CharacterSetKind.CodeExtensions, null, null);

    public static CharacterSetTerm Utf8 { get; } = new(192, CharacterSetKind.Utf8, null, null);

    private static readonly CharacterSetTerm s_gb18030 = new(0, CharacterSetKind.Gb18030, null, null);
    private static readonly CharacterSetTerm s_gbk = new(0, CharacterSetKind.Gbk, null, null);

    private static readonly CharacterSetTerm[] s_registered =
    [
        Default, Utf8,
        Half(13, CodedCharacterSets.Katakana), Half(100, CodedCharacterSets.Latin1), Half(101, CodedCharacterSets.Latin2),
        Half(109, CodedCharacterSets.Latin3), Half(110, CodedCharacterSets.Latin4), Half(144, CodedCharacterSets.Cyrillic),
        Half(127, CodedCharacterSets.Arabic), Half(126, CodedCharacterSets.Greek), Half(138, CodedCharacterSets.Hebrew),
        Half(148, CodedCharacterSets.Latin5), Half(203, CodedCharacterSets.Latin9), Half(166, CodedCharacterSets.Thai),
        Half(149, CodedCharacterSets.KsX1001), Half(58, CodedCharacterSets.Gb2312),
        new(87, CharacterSetKind.CodeExtensions, null, CodedCharacterSets.JisX0208), new(159, CharacterSetKind.CodeExtensions, null, CodedCharacterSets.JisX0212),
    ];

    // ISO 8859 parts, named so by devices and by programmers.
    private static readonly (int Part, int Number)[] s_parts =
        [(1, 100), (2, 101), (3, 109), (4, 110), (5, 144), (6, 127), (7, 126), (8, 138), (9, 148), (11, 166), (15, 203)];

    /// <summary>Gets whether the term may stand first: a set of one byte a character, or an encoding.</summary>
    public bool CanStandFirst => Set is null or SingleByteSet;

    /// <summary>Gets the defined term; <c>ISO 2022 IR 100</c> with code extensions, <c>ISO_IR 100</c> without.</summary>
    public string ToTerm(bool extensions) => Kind switch
    {
        CharacterSetKind.Gb18030 => "GB18030",
        CharacterSetKind.Gbk => "GBK",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(extensions ? "ISO 2022 IR " : "ISO_IR ")}{Number}"),
    };

    /// <summary>Reads a term. Case, spaces, underscores and hyphens do not matter: <c>ISO-IR 100</c>, <c>iso_ir_100</c>, <c>UTF8</c>, <c>ISO-8859-1</c>.</summary>
    /// <returns>Null when the term means nothing.</returns>
    public static CharacterSetTerm? Parse(ReadOnlySpan<byte> term)
    {
        Span<char> text = stackalloc char[MaxLength];
        int length = 0;
        foreach (byte b in term)
        {
            if (b is (byte)' ' or (byte)'_' or (byte)'-' or 0)
                continue;
            if (length == text.Length)
                return null;
            text[length++] = char.ToUpperInvariant((char)b);
        }

        return OfName(text[..length]);
    }

    private static CharacterSetTerm? OfName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty)
            return Default;
        if (name is "GB18030")
            return s_gb18030;
        if (name is "GBK" or "GB2312" or "EUCCN")
            return s_gbk;
        if (name is "UTF8" or "ISO10646" or "UNICODE")
            return Utf8;
        if (name.StartsWith("ISO8859"))
            return int.TryParse(name["ISO8859".Length..], System.Globalization.CultureInfo.InvariantCulture, out int part) ? OfNumber(Array.Find(s_parts, p => p.Part == part).Number) : null;

        ReadOnlySpan<char> number = name[(name.LastIndexOfAnyExceptInRange('0', '9') + 1)..];
        bool registered = name.StartsWith("ISO") || name.StartsWith("IR");
        return registered && number.Length is > 0 and < 5 ? OfNumber(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)) : null;
    }

    private static CharacterSetTerm? OfNumber(int number) => Array.Find(s_registered, t => t.Number == number);

    private static CharacterSetTerm Half(int number, CodedCharacterSet upper) => new(number, CharacterSetKind.CodeExtensions, upper, upper);
}
