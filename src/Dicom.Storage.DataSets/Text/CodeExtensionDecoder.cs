using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>Decodes values with escape sequences (PS3.5 6.1.2.5, ISO/IEC 2022).</summary>
internal ref struct CodeExtensionDecoder
{
    private const byte Escape = 0x1B;

    private readonly CharacterSetTerm _initial;
    private readonly StringBuilder _text;
    private ReadOnlySpan<byte> _rest;
    private CodedCharacterSet _g0;
    private CodedCharacterSet? _g1;

    private CodeExtensionDecoder(ReadOnlySpan<byte> value, CharacterSetTerm initial)
    {
        _rest = value;
        _initial = initial;
        _text = new StringBuilder(value.Length);
        _g0 = initial.G0;
        _g1 = initial.G1;
    }

    public static string Decode(ReadOnlySpan<byte> value, CharacterSetTerm initial, bool isPersonName)
    {
        var decoder = new CodeExtensionDecoder(value, initial);
        while (!decoder._rest.IsEmpty)
            decoder.Step(isPersonName);
        return decoder._text.ToString();
    }

    private void Step(bool isPersonName)
    {
        byte next = _rest[0];
        if (next == Escape)
            Designate();
        else if (EndsExtension(next, isPersonName))
            TakeDelimiter();
        else if (next < 0x80)
            TakeRun(_g0, upper: false, isPersonName);
        else
            TakeRun(_g1 ?? CodedCharacterSet.Latin1, upper: true, isPersonName);
    }

    private void Designate()
    {
        foreach ((byte[] sequence, bool isG1, CodedCharacterSet set) in s_designations)
        {
            if (!_rest[1..].StartsWith(sequence))
                continue;

            if (isG1)
                _g1 = set;
            else
                _g0 = set;
            _rest = _rest[(1 + sequence.Length)..];
            return;
        }

        _text.Append('\uFFFD');
        _rest = _rest[1..];
    }

    // Control characters and delimiters bring back the first term's sets (PS3.5 6.1.2.5.3). Within a double byte set in G0 the
    // delimiters' codes are halves of characters.
    private readonly bool EndsExtension(byte value, bool isPersonName) =>
        value < 0x20 || (!_g0.IsDoubleByte && (value == '\\' || (isPersonName && value is (byte)'^' or (byte)'=')));

    private void TakeDelimiter()
    {
        _text.Append((char)_rest[0]);
        _rest = _rest[1..];
        _g0 = _initial.G0;
        _g1 = _initial.G1;
    }

    private void TakeRun(CodedCharacterSet set, bool upper, bool isPersonName)
    {
        int length = 0;
        while (length < _rest.Length && _rest[length] != Escape && _rest[length] >= 0x80 == upper && !EndsExtension(_rest[length], isPersonName))
            length++;

        ReadOnlySpan<byte> run = _rest[..length];
        _rest = _rest[length..];
        if (set.FirstMask == 0)
            _text.Append(set.Encoding.GetString(run));
        else
            AppendPairs(set, run);
    }

    private readonly void AppendPairs(CodedCharacterSet set, ReadOnlySpan<byte> run)
    {
        Span<byte> pair = stackalloc byte[2];
        while (!run.IsEmpty)
        {
            if (run[0] == ' ' || run.Length == 1)
            {
                _text.Append(run[0] == ' ' ? ' ' : '\uFFFD');
                run = run[1..];
                continue;
            }

            pair[0] = (byte)(run[0] | set.FirstMask);
            pair[1] = (byte)(run[1] | set.SecondMask);
            _text.Append(set.Encoding.GetString(pair));
            run = run[2..];
        }
    }

    // PS3.3 tables C.12-3 and C.12-4: what follows ESC.
    private static readonly (byte[] Sequence, bool IsG1, CodedCharacterSet Set)[] s_designations =
    [
        ("(B"u8.ToArray(), false, CodedCharacterSet.Ascii),
        ("-A"u8.ToArray(), true, CodedCharacterSet.Latin1),
        ("-B"u8.ToArray(), true, CodedCharacterSet.Latin2),
        ("-C"u8.ToArray(), true, CodedCharacterSet.Latin3),
        ("-D"u8.ToArray(), true, CodedCharacterSet.Latin4),
        ("-L"u8.ToArray(), true, CodedCharacterSet.Cyrillic),
        ("-G"u8.ToArray(), true, CodedCharacterSet.Arabic),
        ("-F"u8.ToArray(), true, CodedCharacterSet.Greek),
        ("-H"u8.ToArray(), true, CodedCharacterSet.Hebrew),
        ("-M"u8.ToArray(), true, CodedCharacterSet.Latin5),
        ("-b"u8.ToArray(), true, CodedCharacterSet.Latin9),
        ("-T"u8.ToArray(), true, CodedCharacterSet.Thai),
        ("(J"u8.ToArray(), false, CodedCharacterSet.JisX0201),
        (")I"u8.ToArray(), true, CodedCharacterSet.JisX0201),
        ("$B"u8.ToArray(), false, CodedCharacterSet.JisX0208),
        ("$(D"u8.ToArray(), false, CodedCharacterSet.JisX0212),
        ("$)C"u8.ToArray(), true, CodedCharacterSet.KsX1001),
        ("$)A"u8.ToArray(), true, CodedCharacterSet.Gb2312),
    ];
}
