using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>
/// Reads GB18030 and GBK (PS3.5 J): one, two or four bytes a character. A byte that begins none becomes U+FFFD alone, so that what
/// follows it, a delimiter perhaps, is not lost. Characters of four bytes and the euro at 80 are read under GBK too.
/// </summary>
internal ref struct GuobiaoDecoder(ReadOnlySpan<byte> value, bool isGbk)
{
    private readonly DoubleByteTable _pairs = isGbk ? DoubleByteTable.Gbk : DoubleByteTable.Gb18030;
    private ReadOnlySpan<byte> _rest = value;

    /// <summary>Gets whether everything so far was a character of the set.</summary>
    public bool IsExact { get; private set; } = true;

    /// <summary>Reads on until the value ends or the destination, of 2 characters or more, may be full.</summary>
    /// <returns>How many characters were written; 0 at the end.</returns>
    public int Read(scoped Span<char> destination)
    {
        int written = 0;
        while (written < destination.Length - 1 && !_rest.IsEmpty)
        {
            if (_rest[0] >= 0x80)
            {
                written += ReadCharacter(destination[written..]);
                continue;
            }

            Ascii.ToUtf16(_rest[..Math.Min(_rest.Length, destination.Length - written)], destination[written..], out int length);
            _rest = _rest[length..];
            written += length;
        }

        return written;
    }

    private int ReadCharacter(scoped Span<char> destination)
    {
        byte second = _rest.Length > 1 ? _rest[1] : (byte)0;
        if (second is >= (byte)'0' and <= (byte)'9')
            return ReadFour(destination);

        destination[0] = second >= 0x40 ? _pairs[_rest[0], second] : DoubleByteTable.Undefined;
        bool isPair = destination[0] != DoubleByteTable.Undefined;
        IsExact &= isPair;
        if (!isPair && _rest[0] == 0x80)
            destination[0] = '\u20AC';
        _rest = _rest[(isPair || (_rest[0] > 0x80 && second >= 0x80) ? 2 : 1)..];
        return 1;
    }

    private int ReadFour(scoped Span<char> destination)
    {
        var character = new Rune(DoubleByteTable.Undefined);
        bool isFour = _rest.Length >= 4 && GuobiaoFourBytes.TryDecode(_rest[..4], out character);
        IsExact &= isFour && !isGbk;
        _rest = _rest[(isFour ? 4 : 1)..];
        return character.EncodeToUtf16(destination);
    }
}
