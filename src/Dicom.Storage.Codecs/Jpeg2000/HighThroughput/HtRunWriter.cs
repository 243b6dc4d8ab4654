namespace Dicom.Storage.Codecs;

/// <summary>Writes the adaptive run-length code of an HT segment, the opposite of <see cref="HtRunReader"/> (T.814 7.1.3 MEL).</summary>
internal ref struct HtRunWriter(Span<byte> target)
{
    private const int LastState = 12;

    private readonly Span<byte> _target = target;
    private int _written;
    private int _bits;
    private int _free = 8;
    private int _state;
    private int _run;

    /// <summary>Writes an event.</summary>
    public void Write(bool value)
    {
        int exponent = HtTables.RunExponents[_state];
        if (!value)
        {
            if (++_run < 1 << exponent)
                return;
            WriteBit(1);
            _run = 0;
            _state = Math.Min(LastState, _state + 1);
            return;
        }

        WriteBit(0);
        for (int i = exponent - 1; i >= 0; i--)
            WriteBit(_run >> i & 1);
        _run = 0;
        _state = Math.Max(0, _state - 1);
    }

    /// <summary>Ends the code at a byte, which is not FF.</summary>
    /// <returns>The bytes that were written.</returns>
    public int Complete()
    {
        if (_run > 0)
            WriteBit(1);
        if (_free < 8)
            _target[_written++] = (byte)(_bits << _free);
        return _written;
    }

    private void WriteBit(int bit)
    {
        _bits = _bits << 1 | bit;
        if (--_free > 0)
            return;
        _target[_written++] = (byte)_bits;
        _free = _bits == 0xFF ? 7 : 8;
        _bits = 0;
    }
}
