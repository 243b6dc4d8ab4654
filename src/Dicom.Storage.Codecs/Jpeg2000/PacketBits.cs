namespace Dicom.Storage.Codecs;

/// <summary>Bits of a packet header: after a byte of FF the next has seven (T.800 B.10.1).</summary>
internal ref struct PacketBits(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _current;
    private int _left;

    /// <summary>Gets the bytes that were begun.</summary>
    public int Position { get; private set; }

    public int Read()
    {
        if (_left == 0)
        {
            if (Position >= _bytes.Length)
                throw Jpeg2000Errors.EndsEarly();
            _left = _current == 0xFF ? 7 : 8;
            _current = _bytes[Position++];
        }

        _left--;
        return (_current >> _left) & 1;
    }

    public int Read(int count)
    {
        int value = 0;
        for (int i = 0; i < count; i++)
            value = value << 1 | Read();
        return value;
    }

    /// <summary>Ends the header: the rest of the byte is padding, and a last byte of FF is followed by one that is stuffed.</summary>
    public void Align()
    {
        if (_current == 0xFF && Position < _bytes.Length)
            Position++;
        _current = 0;
        _left = 0;
    }
}
