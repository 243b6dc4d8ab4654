using System.Numerics;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>The reversible 5/3 wavelet (T.800 F.3.8.2.1, F.4.8.1).</summary>
internal readonly struct ReversibleLifting : ILifting
{
    public static void Inverse(in LiftingRows rows)
    {
        rows.OddAroundEven(out ReadOnlySpan<int> before, out ReadOnlySpan<int> behind);
        Add(rows.Even, before, behind, 2, 2, isNegative: true);
        rows.EvenAroundOdd(out before, out behind);
        Add(rows.Odd, before, behind, 0, 1, isNegative: false);
    }

    public static void Forward(in LiftingRows rows)
    {
        rows.EvenAroundOdd(out ReadOnlySpan<int> before, out ReadOnlySpan<int> behind);
        Add(rows.Odd, before, behind, 0, 1, isNegative: true);
        rows.OddAroundEven(out before, out behind);
        Add(rows.Even, before, behind, 2, 2, isNegative: false);
    }

    public static int InverseSingle(int odd) => odd / 2;

    public static int ForwardSingle(int odd) => odd << 1;

    // target +- (before + behind + offset) >> shift
    private static void Add(Span<int> target, ReadOnlySpan<int> before, ReadOnlySpan<int> behind, int offset, int shift, bool isNegative)
    {
        // The vectors stay within the shortest of the three.
        int count = Math.Min(target.Length, Math.Min(before.Length, behind.Length));
        ref int t = ref MemoryMarshal.GetReference(target);
        ref int a = ref MemoryMarshal.GetReference(before);
        ref int b = ref MemoryMarshal.GetReference(behind);
        Vector<int> offsets = new(offset);
        int i = 0;
        for (; i <= count - Vector<int>.Count; i += Vector<int>.Count)
        {
            nuint at = (nuint)i;
            Vector<int> step = (Vector.LoadUnsafe(ref a, at) + Vector.LoadUnsafe(ref b, at) + offsets) >> shift;
            Vector<int> value = Vector.LoadUnsafe(ref t, at);
            (isNegative ? value - step : value + step).StoreUnsafe(ref t, at);
        }

        for (; i < count; i++)
        {
            int step = (before[i] + behind[i] + offset) >> shift;
            target[i] += isNegative ? -step : step;
        }
    }
}
