using System.Numerics;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>The reversible 5/3 wavelet (T.800 F.3.8.2.1, F.4.8.1).</summary>
internal readonly struct ReversibleLifting : ILifting
{
    public static int Steps => 2;

    public static void InverseStep(int step, Span<int> row, ReadOnlySpan<int> before, ReadOnlySpan<int> behind)
    {
        if (step == 0)
            Add(row, before, behind, offset: 2, shift: 2, isNegative: true, row);
        else
            Add(row, before, behind, offset: 0, shift: 1, isNegative: false, row);
    }

    /// <summary>Changes a row by those beside it: an odd row when the step is even, else an even one.</summary>
    public static void ForwardStep(int step, Span<int> row, ReadOnlySpan<int> before, ReadOnlySpan<int> behind)
    {
        if (step == 0)
            Add(row, before, behind, offset: 0, shift: 1, isNegative: true, row);
        else
            Add(row, before, behind, offset: 2, shift: 2, isNegative: false, row);
    }

    public static void InverseScale(Span<int> row, bool isOdd)
    {
    }

    // The even elements are made in the scratch, one before them and one behind; the odd ones on their way into the line.
    public static void InverseLine(ReadOnlySpan<int> low, ReadOnlySpan<int> high, int start, Span<int> scratch, Span<int> line)
    {
        int parity = start & 1;
        Span<int> even = scratch[..(low.Length + 2)];
        AddAround(low, high, parity, isNegative: true, even.Slice(1, low.Length));
        even[0] = even[1];
        even[^1] = even[^2];
        ReadOnlySpan<int> before = even.Slice(1 - parity, high.Length);
        ReadOnlySpan<int> behind = even.Slice(2 - parity, high.Length);

        // Pairs of an even and an odd element; each load is of as many elements as there are pairs, or more, in all three.
        int pairs = Math.Min(low.Length, high.Length);
        int i = 0;
        ref int h = ref MemoryMarshal.GetReference(high);
        ref int b = ref MemoryMarshal.GetReference(before);
        ref int a = ref MemoryMarshal.GetReference(behind);
        for (; i <= pairs - Vector<int>.Count; i += Vector<int>.Count)
        {
            nuint at = (nuint)i;
            Vector<int> left = Vector.LoadUnsafe(ref b, at);
            Vector<int> right = Vector.LoadUnsafe(ref a, at);
            Vector<int> odd = Vector.LoadUnsafe(ref h, at) + ((left + right) >> 1);
            if (parity == 0)
                Interleaving.Store(left, odd, line.Slice(2 * i, 2 * Vector<int>.Count));
            else
                Interleaving.Store(odd, right, line.Slice(2 * i, 2 * Vector<int>.Count));
        }

        for (; i < high.Length; i++)
            line[2 * i + 1 - parity] = high[i] + ((before[i] + behind[i]) >> 1);
        for (i = pairs / Vector<int>.Count * Vector<int>.Count; i < low.Length; i++)
            line[2 * i + parity] = even[i + 1];
    }

    /// <summary>Takes a line apart.</summary>
    /// <param name="line">The line, of two elements or more.</param>
    /// <param name="start">The place of its first element: even or odd.</param>
    /// <param name="scratch">At least <see cref="LineHalves.ScratchFor"/>.</param>
    /// <param name="low">Takes its even elements.</param>
    /// <param name="high">Takes its odd ones.</param>
    public static void ForwardLine(ReadOnlySpan<int> line, int start, Span<int> scratch, Span<int> low, Span<int> high)
    {
        LineHalves halves = new(scratch, start, line.Length);
        Interleaving.Part(line, halves.First, halves.Second);
        halves.EvenAroundOdd(out ReadOnlySpan<int> before, out ReadOnlySpan<int> behind);
        Add(halves.Odd, before, behind, offset: 0, shift: 1, isNegative: true, high);
        AddAround(halves.Even, high, start & 1, isNegative: false, low);
    }

    public static int InverseSingle(int odd) => odd / 2;

    public static int ForwardSingle(int odd) => odd << 1;

    /// <summary>Even elements by the odd ones around them, which have nothing before the first and behind the last.</summary>
    private static void AddAround(ReadOnlySpan<int> even, ReadOnlySpan<int> odd, int parity, bool isNegative, Span<int> target)
    {
        int first = 1 - parity;
        int end = Math.Max(first, Math.Min(even.Length, odd.Length - parity));
        int last = odd.Length - 1;
        if (first == 1)
            AddOne(even[0], odd[0], odd[0], isNegative, out target[0]);
        if (end > first)
            Add(even[first..end], odd, odd[1..], offset: 2, shift: 2, isNegative, target[first..end]);
        if (end < even.Length)
            AddOne(even[end], odd[Math.Min(last, end - first)], odd[last], isNegative, out target[end]);
    }

    private static void AddOne(int even, int before, int behind, bool isNegative, out int target)
    {
        int step = (before + behind + 2) >> 2;
        target = isNegative ? even - step : even + step;
    }

    // source +- (before + behind + offset) >> shift
    private static void Add(
        ReadOnlySpan<int> source, ReadOnlySpan<int> before, ReadOnlySpan<int> behind, int offset, int shift, bool isNegative, Span<int> target)
    {
        // The vectors stay within the shortest of the four.
        int count = Math.Min(Math.Min(source.Length, target.Length), Math.Min(before.Length, behind.Length));
        ref int s = ref MemoryMarshal.GetReference(source);
        ref int t = ref MemoryMarshal.GetReference(target);
        ref int a = ref MemoryMarshal.GetReference(before);
        ref int b = ref MemoryMarshal.GetReference(behind);
        Vector<int> offsets = new(offset);
        int i = 0;
        for (; i <= count - Vector<int>.Count; i += Vector<int>.Count)
        {
            nuint at = (nuint)i;
            Vector<int> step = (Vector.LoadUnsafe(ref a, at) + Vector.LoadUnsafe(ref b, at) + offsets) >> shift;
            Vector<int> value = Vector.LoadUnsafe(ref s, at);
            (isNegative ? value - step : value + step).StoreUnsafe(ref t, at);
        }

        for (; i < count; i++)
        {
            int step = (before[i] + behind[i] + offset) >> shift;
            target[i] = isNegative ? source[i] - step : source[i] + step;
        }
    }
}
