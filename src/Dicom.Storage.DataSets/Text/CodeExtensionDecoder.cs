using System.Buffers;
using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>
/// Reads a value with escape sequences (PS3.5 6.1.2.5, ISO/IEC 2022), in pieces: each byte is looked at once, and gives at most one
/// character. What the standard does not allow is read as the sender can only have meant it, and told by <see cref="IsExact"/>.
/// </summary>
internal ref struct CodeExtensionDecoder
{
    private const byte Escape = 0x1B;

    private static readonly SearchValues<byte> s_notPlain = NotPlain(""u8);
    private static readonly SearchValues<byte> s_endsText = NotPlain("\\"u8);
    private static readonly SearchValues<byte> s_endsName = NotPlain("\\^="u8);

    private readonly SearchValues<byte> _ends;
    private readonly CodedCharacterSet? _initialUpper;
    private readonly CodedCharacterSet _undeclaredUpper;
    private readonly ReadOnlySpan<CodedCharacterSet> _declared;
    private readonly bool _isName;
    private ReadOnlySpan<byte> _rest;
    private DoubleByteSet? _lower;
    private CodedCharacterSet? _upper;

    /// <param name="initialUpper">What the first term puts in the upper half.</param>
    /// <param name="undeclaredUpper">What bytes of the upper half are where nothing was designated.</param>
    public CodeExtensionDecoder(
        ReadOnlySpan<byte> value, CodedCharacterSet? initialUpper, CodedCharacterSet undeclaredUpper, bool isPersonName, ReadOnlySpan<CodedCharacterSet> declared)
    {
        _declared = declared;
        _rest = value;
        _isName = isPersonName;
        _ends = isPersonName ? s_endsName : s_endsText;
        _initialUpper = initialUpper;
        _undeclaredUpper = undeclaredUpper;
        _upper = initialUpper;
        IsExact = true;
    }

    /// <summary>Gets whether everything so far was as the standard has it.</summary>
    public bool IsExact { get; private set; }

    /// <summary>Reads on until the value ends or the destination is full.</summary>
    /// <returns>How many characters were written; 0 at the end.</returns>
    public int Read(scoped Span<char> destination)
    {
        int written = 0;
        while (written < destination.Length && !_rest.IsEmpty)
        {
            byte next = _rest[0];
            Span<char> room = destination[written..];
            if (next == Escape)
                written += Designate(room);
            else if (next >= 0x80)
                written += ReadUpper(room);
            else if (_lower is not null && next > 0x20)
                written += ReadPair(room, _lower);
            else
                written += ReadLower(room);
        }

        return written;
    }

    private int Designate(scoped Span<char> destination)
    {
        CodedCharacterSet? set = CodedCharacterSets.Find(_rest[1..], out int length);
        if (set is null)
        {
            IsExact = false;
            destination[0] = DoubleByteTable.Undefined;
            _rest = _rest[1..];
            return 1;
        }

        CodedCharacterSet declared = ReferenceEquals(set, CodedCharacterSets.Roman) ? CodedCharacterSets.Katakana : set;
        IsExact &= ReferenceEquals(set, CodedCharacterSets.Ascii) || _declared.Contains(declared);
        if (set.IsUpper)
            _upper = set;
        else
            _lower = set as DoubleByteSet;
        _rest = _rest[(1 + length)..];
        return 0;
    }

    // A run of single bytes below 128. Control characters and delimiters bring back the first term's sets (PS3.5 6.1.2.5.3).
    private int ReadLower(scoped Span<char> destination)
    {
        bool isInitial = _lower is null && ReferenceEquals(_upper, _initialUpper);
        int length = _lower is not null ? 0 : _rest.IndexOfAny(isInitial ? s_notPlain : _ends);
        if (length < 0)
            length = _rest.Length;
        if (length == 0)
        {
            // The space of a double byte set divides nothing.
            length = 1;
            if (_rest[0] != ' ')
                Reset();
        }

        length = Math.Min(length, destination.Length);
        Ascii.ToUtf16(_rest[..length], destination, out _);
        _rest = _rest[length..];
        return length;
    }

    private int ReadUpper(scoped Span<char> destination)
    {
        CodedCharacterSet set = _upper ?? _undeclaredUpper;
        IsExact &= _upper is not null;
        if (set is DoubleByteSet pairs)
            return ReadPair(destination, pairs);

        var singles = (SingleByteSet)set;
        ReadOnlySpan<char> characters = singles.Upper;
        ReadOnlySpan<bool> standard = singles.IsStandard;
        int length = 0;
        while (length < _rest.Length && length < destination.Length && _rest[length] >= 0x80)
        {
            byte code = _rest[length];
            bool isStandard = standard[code - 0x80];
            IsExact &= isStandard;
            if (!isStandard && ReferenceEquals(set, CodedCharacterSets.Katakana))
            {
                _rest = _rest[length..];
                return length + ReadShiftJis(destination[length..]);
            }

            destination[length++] = characters[code - 0x80];
        }

        _rest = _rest[length..];
        return length;
    }

    // Bytes that JIS X 0201 leaves empty, under its term, are the first halves of Shift JIS.
    private int ReadShiftJis(scoped Span<char> destination)
    {
        char character = _rest.Length > 1 && _rest[1] >= 0x40 ? DoubleByteTable.ShiftJis[_rest[0], _rest[1]] : DoubleByteTable.Undefined;
        destination[0] = character;
        _rest = _rest[(character == DoubleByteTable.Undefined ? 1 : 2)..];
        return 1;
    }

    private int ReadPair(scoped Span<char> destination, DoubleByteSet set)
    {
        byte first = _rest[0];
        byte second = _rest.Length > 1 ? _rest[1] : (byte)0;
        char character = IsSecond(second, set) ? set.Decode(first, second) : DoubleByteTable.Undefined;
        bool isPair = character != DoubleByteTable.Undefined;
        IsExact &= isPair && set.HasStandard(first, second);
        if (!isPair && IsDelimiter(first))
        {
            // Whoever forgot to leave the double byte set meant the delimiter.
            character = (char)first;
            Reset();
        }

        destination[0] = character;
        _rest = _rest[(isPair || (second >= 0x80 && first >= 0x80) ? 2 : 1)..];
        return 1;
    }

    // In the lower half every printable code is a second byte; in the upper one those that makers' additions have, but no delimiter.
    private readonly bool IsSecond(byte second, DoubleByteSet set) =>
        set.IsUpper ? second >= 0x40 && !IsDelimiter(second) : second is > 0x20 and < 0x7F;

    private readonly bool IsDelimiter(byte value) => value == '\\' || (_isName && value is (byte)'^' or (byte)'=');

    private void Reset()
    {
        _lower = null;
        _upper = _initialUpper;
    }

    private static SearchValues<byte> NotPlain(ReadOnlySpan<byte> delimiters)
    {
        Span<byte> values = stackalloc byte[256];
        int count = 0;
        for (int i = 0; i < 256; i++)
        {
            // Plain text runs on over control characters where no set has to be brought back.
            if (i >= 0x80 || i == Escape || (!delimiters.IsEmpty && (i < 0x20 || delimiters.Contains((byte)i))))
                values[count++] = (byte)i;
        }

        return SearchValues.Create(values[..count]);
    }
}
