using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>A set of one byte a character: the default repertoire below 128, a table of the 128 codes above it for the others.</summary>
internal sealed class SingleByteSet : CodedCharacterSet
{
    private readonly Lazy<Tables> _tables;

    /// <param name="readOnlyCodes">Codes that a later edition added: read where they are met, not written.</param>
    /// <param name="corrections">Pairs of code and character that replace the code page's.</param>
    public SingleByteSet(string escape, int codePage, string readOnlyCodes = "", params (byte Code, char Character)[] corrections)
        : base(escape, isUpper: true) => _tables = new(() => Create(codePage, readOnlyCodes, corrections));

    /// <summary>A set of the lower half; both of these are read as ASCII, since 5C and 7E of JIS X 0201 are DICOM's delimiter and a tilde.</summary>
    public SingleByteSet(string escape)
        : base(escape, isUpper: false) => _tables = new(() => new Tables([], [], new ReverseTable()));

    public override bool IsDoubleByte => false;

    /// <summary>Gets the characters of the bytes from 128 up.</summary>
    public ReadOnlySpan<char> Upper => _tables.Value.Decode;

    /// <summary>Gets whether the standard's set has these characters; the others are read, but not written.</summary>
    public ReadOnlySpan<bool> IsStandard => _tables.Value.IsStandard;

    public override ushort Encode(char character) => _tables.Value.Encode[character];

    private static Tables Create(int codePage, string readOnlyCodes, (byte Code, char Character)[] corrections)
    {
        Encoding encoding = codePage == 28591 ? Encoding.Latin1 : DoubleByteTable.CodePage(codePage);
        var decode = new char[128];
        Span<byte> code = stackalloc byte[1];
        for (int i = 0; i < decode.Length; i++)
        {
            code[0] = (byte)(128 + i);
            bool isOne = encoding.GetChars(code, decode.AsSpan(i)) == 1;

            // 80 to 9F are control characters in all of these (ISO/IEC 6429); code pages put letters there.
            decode[i] = i < 32 ? (char)code[0] : !isOne || decode[i] is >= '\uE000' and <= '\uF8FF' ? DoubleByteTable.Undefined : decode[i];
        }

        foreach ((byte place, char character) in corrections)
            decode[place - 128] = character;

        var encode = new ReverseTable();
        var isStandard = new bool[128];
        for (int i = 32; i < decode.Length; i++)
        {
            isStandard[i] = decode[i] != DoubleByteTable.Undefined && !readOnlyCodes.Contains((char)(128 + i), StringComparison.Ordinal);
            if (isStandard[i])
                encode.Add(decode[i], 128 + i);
        }

        return new Tables(decode, isStandard, encode);
    }

    private sealed record Tables(char[] Decode, bool[] IsStandard, ReverseTable Encode);
}
