namespace Dicom.Storage.Codecs;

/// <summary>A table of a palette that is given in segments (PS3.3 C.7.9.2): values one by one, lines between two values, and segments that are used again.</summary>
internal ref struct PaletteSegments
{
    private const int Discrete = 0;
    private const int Linear = 1;
    private const int Indirect = 2;

    private readonly ReadOnlySpan<byte> _data;
    private readonly int _size;
    private readonly bool _isBigEndian;
    private readonly Span<ushort> _table;
    private int _done;

    private PaletteSegments(ReadOnlySpan<byte> data, int bits, bool isBigEndian, Span<ushort> table)
    {
        _data = data;
        _size = bits / 8;
        _isBigEndian = isBigEndian;
        _table = table;
    }

    /// <summary>Fills a table.</summary>
    /// <param name="data">The segments.</param>
    /// <param name="bits">The bits of an entry, and of all numbers of a segment: 8 or 16.</param>
    /// <param name="isBigEndian">How words are stored.</param>
    /// <param name="table">The table; the segments must give as many entries, neither more nor less.</param>
    /// <returns>False when the segments contradict themselves or the length of the table.</returns>
    public static bool TryExpand(ReadOnlySpan<byte> data, int bits, bool isBigEndian, Span<ushort> table)
    {
        PaletteSegments segments = new(data, bits, isBigEndian, table);
        int count = data.Length / segments._size;
        int position = 0;
        // What is left where the table is full is padding.
        while (segments._done < table.Length && position < count)
        {
            bool isRead = segments.Number(position) == Indirect ? segments.TryRepeat(ref position, count) : segments.TryAdd(ref position, count);
            if (!isRead)
                return false;
        }

        return segments._done == table.Length;
    }

    // Opcode, number of segments, and where the first of them is: two numbers, low and high, of bytes (of 8-bit tables four).
    private bool TryRepeat(ref int position, int count)
    {
        int places = _size == 1 ? 4 : 2;
        if (position + 2 + places > count)
            return false;

        int segments = Number(position + 1);
        long offset = 0;
        for (int i = 0; i < places; i++)
            offset |= (long)Number(position + 2 + i) << (8 * _size * i);
        position += 2 + places;
        long start = offset / _size;
        int from = start < count ? (int)start : count;
        for (int i = 0; i < segments && _done < _table.Length; i++)
        {
            // A segment that is used again is none that uses others again: so there is an end to it.
            if (from >= count || Number(from) == Indirect || !TryAdd(ref from, count))
                return false;
        }

        return true;
    }

    // Opcode, length, then as many values, or the last value of a line that begins behind the value before.
    private bool TryAdd(ref int position, int count)
    {
        if (position + 2 > count)
            return false;
        int opcode = Number(position);
        int length = Number(position + 1);
        int values = opcode == Discrete ? length : 1;
        // A segment of nothing could be used again without end and never fill the table.
        bool fits = length > 0 && (opcode is Discrete or Linear) && (opcode == Discrete || _done > 0) && position + 2 + values <= count && length <= _table.Length - _done;
        if (!fits)
            return false;

        int before = _done > 0 ? _table[_done - 1] : 0;
        int last = Number(position + 2 + values - 1);
        for (int i = 0; i < length; i++)
            _table[_done++] = (ushort)(opcode == Discrete ? Number(position + 2 + i) : (int)Math.Round(before + ((double)(last - before) * (i + 1) / length)));
        position += 2 + values;
        return true;
    }

    private readonly int Number(int index)
    {
        // Bytes lie two in a word, whose order is that of the transfer syntax.
        if (_size == 1)
            return _data[_isBigEndian && (index ^ 1) < _data.Length ? index ^ 1 : index];
        ReadOnlySpan<byte> word = _data.Slice(index * 2, 2);
        return _isBigEndian ? (word[0] << 8) | word[1] : word[0] | (word[1] << 8);
    }
}
