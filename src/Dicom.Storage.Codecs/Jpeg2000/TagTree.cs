namespace Dicom.Storage.Codecs;

/// <summary>Tag trees (T.800 B.10.2). A node is its lower bound shifted left by one, with 1 added once it is the value; leaves first, row by row, the root last.</summary>
internal static class TagTree
{
    private const int MaxDepth = 32;

    public static int NodeCount(int wide, int high)
    {
        int count = 0;
        while (true)
        {
            count += wide * high;
            if (wide <= 1 && high <= 1)
                return count;
            wide = (wide + 1) >> 1;
            high = (high + 1) >> 1;
        }
    }

    /// <summary>Reads as much of a leaf's value as tells whether it is below the threshold.</summary>
    public static bool IsBelow(Span<int> nodes, int wide, int high, int x, int y, int threshold, ref PacketBits bits)
    {
        Span<int> path = stackalloc int[MaxDepth];
        int depth = PathTo(wide, high, x, y, path);
        int bound = 0;
        for (int i = depth - 1; i >= 0; i--)
        {
            ref int node = ref nodes[path[i]];
            int value = node >> 1;
            bool known = (node & 1) != 0;
            if (!known)
            {
                value = Math.Max(value, bound);
                while (value < threshold && !known)
                {
                    if (bits.Read() != 0)
                        known = true;
                    else
                        value++;
                }

                node = value << 1 | (known ? 1 : 0);
            }

            bound = value;
        }

        return bound < threshold;
    }

    /// <summary>The nodes from a leaf up to the root.</summary>
    public static int PathTo(int wide, int high, int x, int y, Span<int> path)
    {
        int depth = 0;
        int first = 0;
        while (true)
        {
            path[depth++] = first + y * wide + x;
            if (wide <= 1 && high <= 1)
                return depth;
            first += wide * high;
            wide = (wide + 1) >> 1;
            high = (high + 1) >> 1;
            x >>= 1;
            y >>= 1;
        }
    }
}
