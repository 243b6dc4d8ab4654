namespace Dicom.Storage.Codecs;

/// <summary>The adaptive run-length code of an HT segment, which tells which quads are significant at all (T.814 7.1.3 MEL).</summary>
internal ref struct HtRunReader(ReadOnlySpan<byte> data)
{
    private const int LastState = 12;

    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;
    private int _bits;
    private int _count;
    private bool _afterFull;
    private int _state;
    private int _run;
    private bool _endsInOne;

    /// <summary>Reads the next event.</summary>
    public bool Read()
    {
        if (_run == 0 && !_endsInOne)
            ReadRun();
        if (_run > 0)
        {
            _run--;
            return false;
        }

        _endsInOne = false;
        return true;
    }

    private void ReadRun()
    {
        int exponent = HtTables.RunExponents[_state];
        if (ReadBit() != 0)
        {
            _run = 1 << exponent;
            _state = Math.Min(LastState, _state + 1);
            return;
        }

        for (int i = 0; i < exponent; i++)
            _run = (_run << 1) | ReadBit();
        _endsInOne = true;
        _state = Math.Max(0, _state - 1);
    }

    private int ReadBit()
    {
        if (_count == 0)
        {
            // The last byte and the nibble before it are the length of the suffix: ones for whoever reads on into them.
            _bits = _position >= _data.Length - 1 ? 0xFF : _position == _data.Length - 2 ? _data[_position] | 0x0F : _data[_position];
            _count = _afterFull ? 7 : 8;
            _afterFull = _bits == 0xFF;
            _position++;
        }

        return _bits >> --_count & 1;
    }
}
