using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dicom.Storage.Codecs;

/// <summary>Dequantizes a block and transforms it to samples (T.81 A.3.3, A.3.4).</summary>
internal static class JpegInverseDct
{
    /// <param name="block">64 coefficients, row by row.</param>
    /// <param name="steps">64 steps of quantization.</param>
    /// <param name="precision">8 or 12.</param>
    /// <param name="samples">From the first sample of the block on; at least seven strides and eight samples.</param>
    public static void Transform(ReadOnlySpan<short> block, ReadOnlySpan<int> steps, int precision, Span<ushort> samples, int stride)
    {
        // Wider samples have room for one fractional bit only between the passes.
        int between = precision == 8 ? 2 : 1;
        JpegDctButterflies v = default;
        v.V0 = Load(block, steps);
        v.V1 = Load(block[8..], steps[8..]);
        v.V2 = Load(block[16..], steps[16..]);
        v.V3 = Load(block[24..], steps[24..]);
        v.V4 = Load(block[32..], steps[32..]);
        v.V5 = Load(block[40..], steps[40..]);
        v.V6 = Load(block[48..], steps[48..]);
        v.V7 = Load(block[56..], steps[56..]);
        v.Invert(-between);
        v.Transpose();
        v.Invert(between + 3);
        v.Transpose();
        int max = (1 << precision) - 1;
        Store(v.V0, max, samples);
        Store(v.V1, max, samples[stride..]);
        Store(v.V2, max, samples[(2 * stride)..]);
        Store(v.V3, max, samples[(3 * stride)..]);
        Store(v.V4, max, samples[(4 * stride)..]);
        Store(v.V5, max, samples[(5 * stride)..]);
        Store(v.V6, max, samples[(6 * stride)..]);
        Store(v.V7, max, samples[(7 * stride)..]);
    }

    /// <summary>Does the same for a block whose only coefficient is the first.</summary>
    public static void Fill(int coefficient, int step, int precision, Span<ushort> samples, int stride)
    {
        int max = (1 << precision) - 1;
        int sample = Math.Clamp((((coefficient * step) + 4) >> 3) + ((max + 1) / 2), 0, max);
        Vector128<ushort> row = Vector128.Create((ushort)sample);
        for (int y = 0; y < 8; y++)
            row.CopyTo(samples[(y * stride)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Load(ReadOnlySpan<short> block, ReadOnlySpan<int> steps)
    {
        Vector128<short> row = Vector128.Create(block);
        return Vector256.Create(Vector128.WidenLower(row), Vector128.WidenUpper(row)) * Vector256.Create(steps);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> row, int max, Span<ushort> samples)
    {
        Vector256<int> clamped = Vector256.Min(Vector256.Max(row + Vector256.Create((max + 1) / 2), Vector256<int>.Zero), Vector256.Create(max));
        Vector128.Narrow(clamped.GetLower().AsUInt32(), clamped.GetUpper().AsUInt32()).CopyTo(samples);
    }
}
