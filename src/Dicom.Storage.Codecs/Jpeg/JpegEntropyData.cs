namespace Dicom.Storage.Codecs;

/// <summary>Takes the entropy-coded data of a scan, one restart interval after the other, and removes the zeros stuffed behind FF (T.81 F.1.2.3).</summary>
internal ref struct JpegEntropyData
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly Span<byte> _buffer;
    private int _restarts;

    /// <param name="data">The whole codestream.</param>
    /// <param name="position">Where the scan's data begins.</param>
    /// <param name="buffer">Room for all of it and <see cref="JpegBitReader.Margin"/>.</param>
    public JpegEntropyData(ReadOnlySpan<byte> data, int position, Span<byte> buffer)
    {
        _data = data;
        Position = position;
        _buffer = buffer;
    }

    /// <summary>Gets where the marker is that ends the interval, or the end of the codestream.</summary>
    public int Position { get; private set; }

    public JpegBitReader First() => new(Unstuff());

    /// <summary>Goes on behind the restart marker whose turn it is.</summary>
    public JpegBitReader Next(scoped in JpegBitReader before)
    {
        if (before.HasOverrun)
            JpegErrors.EndsEarly();
        int at = Position;
        while (at < _data.Length && _data[at] == JpegMarker.Prefix)
            at++;
        if (at == _data.Length || _data[at] != JpegMarker.FirstRestart + (_restarts & 7))
            JpegErrors.Invalid("A JPEG restart marker is missing or not the one whose turn it is.");
        _restarts++;
        Position = at + 1;
        return new JpegBitReader(Unstuff());
    }

    private ReadOnlySpan<byte> Unstuff()
    {
        int length = 0;
        while (true)
        {
            ReadOnlySpan<byte> rest = _data[Position..];
            int plain = rest.IndexOf(JpegMarker.Prefix);
            if (plain < 0)
                plain = rest.Length;
            rest[..plain].CopyTo(_buffer[length..]);
            length += plain;
            Position += plain;
            if (Position + 1 >= _data.Length || _data[Position + 1] != 0)
                break;
            _buffer[length++] = JpegMarker.Prefix;
            Position += 2;
        }

        _buffer.Slice(length, JpegBitReader.Margin).Clear();
        return _buffer[..(length + JpegBitReader.Margin)];
    }
}
