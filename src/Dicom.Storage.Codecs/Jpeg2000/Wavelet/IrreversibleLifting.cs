using System.Numerics;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>The irreversible 9/7 wavelet (T.800 F.3.8.2.2) of floats, which lie in the elements bit by bit.</summary>
internal readonly struct IrreversibleLifting : ILifting
{
    // T.800 table F.4.
    private const float Alpha = -1.586134342059924f;
    private const float Beta = -0.052980118572961f;
    private const float Gamma = 0.882911075530934f;
    private const float Delta = 0.443506852043971f;
    private const float K = 1.230174104914001f;

    public static int Steps => 4;

    public static void InverseStep(int step, Span<int> row, ReadOnlySpan<int> before, ReadOnlySpan<int> behind) => Add(row, before, behind, step switch
    {
        0 => -Delta,
        1 => -Gamma,
        2 => -Beta,
        _ => -Alpha,
    });

    public static void InverseScale(Span<int> row, bool isOdd)
    {
        float factor = isOdd ? 1 / K : K;
        Span<float> values = MemoryMarshal.Cast<int, float>(row);
        ref float first = ref MemoryMarshal.GetReference(values);
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            (Vector.LoadUnsafe(ref first, (nuint)i) * factor).StoreUnsafe(ref first, (nuint)i);
        for (; i < values.Length; i++)
            values[i] *= factor;
    }

    public static void InverseLine(ReadOnlySpan<int> low, ReadOnlySpan<int> high, int start, Span<int> scratch, Span<int> line)
    {
        LineHalves halves = new(scratch, start, line.Length);
        low.CopyTo(halves.Even);
        high.CopyTo(halves.Odd);
        InverseScale(halves.Even, isOdd: false);
        InverseScale(halves.Odd, isOdd: true);
        for (int step = 0; step < Steps; step += 2)
        {
            halves.OddAroundEven(out ReadOnlySpan<int> before, out ReadOnlySpan<int> behind);
            InverseStep(step, halves.Even, before, behind);
            halves.EvenAroundOdd(out before, out behind);
            InverseStep(step + 1, halves.Odd, before, behind);
        }

        Interleaving.Join(halves.First, halves.Second, line);
    }

    public static int InverseSingle(int odd) => BitConverter.SingleToInt32Bits(BitConverter.Int32BitsToSingle(odd) / 2);

    private static void Add(Span<int> target, ReadOnlySpan<int> before, ReadOnlySpan<int> behind, float factor)
    {
        // The vectors stay within the shortest of the three.
        int count = Math.Min(target.Length, Math.Min(before.Length, behind.Length));
        Span<float> values = MemoryMarshal.Cast<int, float>(target);
        ReadOnlySpan<float> left = MemoryMarshal.Cast<int, float>(before);
        ReadOnlySpan<float> right = MemoryMarshal.Cast<int, float>(behind);
        ref float t = ref MemoryMarshal.GetReference(values);
        ref float a = ref MemoryMarshal.GetReference(left);
        ref float b = ref MemoryMarshal.GetReference(right);
        int i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            nuint at = (nuint)i;
            (Vector.LoadUnsafe(ref t, at) + (Vector.LoadUnsafe(ref a, at) + Vector.LoadUnsafe(ref b, at)) * factor).StoreUnsafe(ref t, at);
        }

        for (; i < count; i++)
            values[i] += (left[i] + right[i]) * factor;
    }
}
