namespace Dicom.Storage.Codecs;

/// <summary>Writes a tag tree (T.800 B.10.2) whose leaves are all known.</summary>
internal sealed class TagTreeWriter
{
    private const int MaxDepth = 32;

    private readonly int _wide;
    private readonly int _high;
    private readonly int[] _values;
    private readonly int[] _bounds;
    private readonly bool[] _known;

    public TagTreeWriter(int wide, int high, ReadOnlySpan<int> leaves)
    {
        _wide = wide;
        _high = high;
        int count = TagTree.NodeCount(wide, high);
        _values = new int[count];
        _bounds = new int[count];
        _known = new bool[count];
        leaves.CopyTo(_values);
        int from = 0;
        while (wide > 1 || high > 1)
        {
            int to = from + wide * high;
            int half = (wide + 1) >> 1;
            _values.AsSpan(to, half * ((high + 1) >> 1)).Fill(int.MaxValue);
            for (int i = 0; i < wide * high; i++)
            {
                ref int parent = ref _values[to + (i / wide >> 1) * half + (i % wide >> 1)];
                parent = Math.Min(parent, _values[from + i]);
            }

            from = to;
            wide = half;
            high = (high + 1) >> 1;
        }
    }

    /// <summary>Writes as much of a leaf's value as tells whether it is below the threshold.</summary>
    public void Write(int x, int y, int threshold, ref PacketBitWriter bits)
    {
        Span<int> path = stackalloc int[MaxDepth];
        int depth = TagTree.PathTo(_wide, _high, x, y, path);
        int bound = 0;
        for (int i = depth - 1; i >= 0; i--)
        {
            int node = path[i];
            bound = Math.Max(bound, _bounds[node]);
            while (bound < threshold && !_known[node])
            {
                if (bound >= _values[node])
                {
                    bits.Write(1);
                    _known[node] = true;
                }
                else
                {
                    bits.Write(0);
                    bound++;
                }
            }

            _bounds[node] = bound;
            if (_known[node])
                bound = _values[node];
        }
    }
}
