namespace Dicom.Storage.Codecs;

/// <summary>Writes the bits of a packet header; after a byte of FF the next has seven (T.800 B.10.1).</summary>
internal struct PacketBitWriter(Jpeg2000Buffer target)
{
    private int _current;
    private int _free = 8;

    public void Write(int bit)
    {
        _free--;
        _current |= bit << _free;
        if (_free == 0)
            Next();
    }

    public void Write(int value, int count)
    {
        for (int i = count - 1; i >= 0; i--)
            Write(value >> i & 1);
    }

    /// <summary>Ends the header at a byte, which is never FF.</summary>
    public void Align()
    {
        // A byte begun, or one that must follow FF, is written.
        if (_free < 8)
        {
            target.WriteByte(_current);
            if (_current == 0xFF)
                target.WriteByte(0);
        }

        _current = 0;
        _free = 8;
    }

    private void Next()
    {
        target.WriteByte(_current);
        _free = _current == 0xFF ? 7 : 8;
        _current = 0;
    }
}
