using System.Numerics;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>The irreversible 9/7 wavelet (T.800 F.3.8.2.2, F.4.8.2) of floats.</summary>
internal readonly struct IrreversibleLifting : ILifting
{
    // T.800 table F.4.
    private const float Alpha = -1.586134342059924f;
    private const float Beta = -0.052980118572961f;
    private const float Gamma = 0.882911075530934f;
    private const float Delta = 0.443506852043971f;
    private const float K = 1.230174104914001f;

    public static void Inverse(in LiftingRows rows)
    {
        Scale(rows.Even, K);
        Scale(rows.Odd, 1 / K);
        rows.OddAroundEven(out ReadOnlySpan<int> before, out ReadOnlySpan<int> behind);
        Add(rows.Even, before, behind, -Delta);
        rows.EvenAroundOdd(out before, out behind);
        Add(rows.Odd, before, behind, -Gamma);
        rows.OddAroundEven(out before, out behind);
        Add(rows.Even, before, behind, -Beta);
        rows.EvenAroundOdd(out before, out behind);
        Add(rows.Odd, before, behind, -Alpha);
    }

    public static void Forward(in LiftingRows rows)
    {
        rows.EvenAroundOdd(out ReadOnlySpan<int> before, out ReadOnlySpan<int> behind);
        Add(rows.Odd, before, behind, Alpha);
        rows.OddAroundEven(out before, out behind);
        Add(rows.Even, before, behind, Beta);
        rows.EvenAroundOdd(out before, out behind);
        Add(rows.Odd, before, behind, Gamma);
        rows.OddAroundEven(out before, out behind);
        Add(rows.Even, before, behind, Delta);
        Scale(rows.Even, 1 / K);
        Scale(rows.Odd, K);
    }

    public static int InverseSingle(int odd) => BitConverter.SingleToInt32Bits(BitConverter.Int32BitsToSingle(odd) / 2);

    public static int ForwardSingle(int odd) => BitConverter.SingleToInt32Bits(BitConverter.Int32BitsToSingle(odd) * 2);

    private static void Scale(Span<int> rows, float factor)
    {
        Span<float> values = LiftingRows.AsFloats(rows);
        ref float first = ref MemoryMarshal.GetReference(values);
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            (Vector.LoadUnsafe(ref first, (nuint)i) * factor).StoreUnsafe(ref first, (nuint)i);
        for (; i < values.Length; i++)
            values[i] *= factor;
    }

    private static void Add(Span<int> target, ReadOnlySpan<int> before, ReadOnlySpan<int> behind, float factor)
    {
        // The vectors stay within the shortest of the three.
        int count = Math.Min(target.Length, Math.Min(before.Length, behind.Length));
        Span<float> values = LiftingRows.AsFloats(target);
        ReadOnlySpan<float> left = LiftingRows.AsFloats(before);
        ReadOnlySpan<float> right = LiftingRows.AsFloats(behind);
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
