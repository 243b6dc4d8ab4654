namespace Dicom.Storage.Codecs;

/// <summary>The codes of a Huffman table by symbol (T.81 C.2), and tables made to measure (T.81 K.2).</summary>
internal sealed class JpegHuffmanCodes
{
    private const int MaxLength = 16;

    private readonly ushort[] _codes = new ushort[256];
    private readonly byte[] _lengths = new byte[256];

    public JpegHuffmanCodes(JpegHuffmanSpec spec)
    {
        Spec = spec;
        int code = 0;
        int place = 0;
        for (int length = 1; length <= MaxLength; length++)
        {
            for (int i = 0; i < spec.Counts[length - 1]; i++, place++)
            {
                _codes[spec.Symbols[place]] = (ushort)code++;
                _lengths[spec.Symbols[place]] = (byte)length;
            }

            code <<= 1;
        }
    }

    public JpegHuffmanSpec Spec { get; }

    public uint Code(int symbol) => _codes[symbol];

    public int Length(int symbol) => _lengths[symbol];

    /// <summary>The shortest table for symbols of these frequencies; those of frequency 0 get no code.</summary>
    /// <param name="frequencies">Of at most 31 symbols: no code gets longer than 32 bits before it is cut to 16.</param>
    public static JpegHuffmanSpec MadeFor(ReadOnlySpan<long> frequencies)
    {
        // One symbol more than there are takes the code of ones only, which must not be (T.81 C.2).
        int symbols = frequencies.Length + 1;
        Span<long> weights = stackalloc long[symbols];
        frequencies.CopyTo(weights);
        weights[^1] = 1;
        Span<int> lengths = stackalloc int[symbols];
        Merge(weights, lengths);

        Span<int> counts = stackalloc int[33];
        foreach (int length in lengths)
            counts[length]++;
        Shorten(counts);
        List<byte> order = [];
        for (int length = 1; length <= 32; length++)
        {
            for (int symbol = 0; symbol < frequencies.Length; symbol++)
            {
                if (lengths[symbol] == length)
                    order.Add((byte)symbol);
            }
        }

        byte[] result = new byte[MaxLength];
        for (int length = 1; length <= MaxLength; length++)
            result[length - 1] = (byte)counts[length];
        return new JpegHuffmanSpec(result, [.. order]);
    }

    // The two lightest groups become one until one is left; each time their members' codes grow by a bit.
    private static void Merge(Span<long> weights, Span<int> lengths)
    {
        Span<int> groups = stackalloc int[weights.Length];
        for (int i = 0; i < groups.Length; i++)
            groups[i] = i;
        while (true)
        {
            int first = Lightest(weights, except: -1);
            int second = Lightest(weights, first);
            if (second < 0)
                break;
            weights[first] += weights[second];
            weights[second] = 0;
            for (int i = 0; i < groups.Length; i++)
            {
                if (groups[i] != first && groups[i] != second)
                    continue;
                groups[i] = first;
                lengths[i]++;
            }
        }
    }

    private static int Lightest(ReadOnlySpan<long> weights, int except)
    {
        int lightest = -1;
        for (int i = 0; i < weights.Length; i++)
        {
            // Of equals the last: so the reserved symbol gets a longest code.
            if (weights[i] > 0 && i != except && (lightest < 0 || weights[i] <= weights[lightest]))
                lightest = i;
        }

        return lightest;
    }

    // T.81 figure K.3, and then the reserved symbol goes.
    private static void Shorten(Span<int> counts)
    {
        for (int length = 32; length > MaxLength; length--)
        {
            while (counts[length] > 0)
            {
                int shorter = length - 2;
                while (counts[shorter] == 0)
                    shorter--;
                counts[length] -= 2;
                counts[length - 1]++;
                counts[shorter + 1] += 2;
                counts[shorter]--;
            }
        }

        int longest = MaxLength;
        while (counts[longest] == 0)
            longest--;
        counts[longest]--;
    }
}
