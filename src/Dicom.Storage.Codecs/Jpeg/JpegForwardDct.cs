using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dicom.Storage.Codecs;

/// <summary>Transforms a block of 8-bit samples to coefficients and quantizes them (T.81 A.3.3, A.3.4).</summary>
internal static class JpegForwardDct
{
    /// <param name="samples">From the first sample of the block on; at least seven strides and eight samples.</param>
    /// <param name="factors">64 times: one by eight times the step.</param>
    /// <param name="block">Takes 64 coefficients, row by row.</param>
    public static void Transform(ReadOnlySpan<short> samples, int stride, ReadOnlySpan<float> factors, Span<int> block)
    {
        JpegDctButterflies v = default;
        v.V0 = Load(samples);
        v.V1 = Load(samples[stride..]);
        v.V2 = Load(samples[(2 * stride)..]);
        v.V3 = Load(samples[(3 * stride)..]);
        v.V4 = Load(samples[(4 * stride)..]);
        v.V5 = Load(samples[(5 * stride)..]);
        v.V6 = Load(samples[(6 * stride)..]);
        v.V7 = Load(samples[(7 * stride)..]);
        v.Transpose();
        v.Forward(2);
        v.Transpose();
        v.Forward(-2);
        Quantize(v.V0, factors, block);
        Quantize(v.V1, factors[8..], block[8..]);
        Quantize(v.V2, factors[16..], block[16..]);
        Quantize(v.V3, factors[24..], block[24..]);
        Quantize(v.V4, factors[32..], block[32..]);
        Quantize(v.V5, factors[40..], block[40..]);
        Quantize(v.V6, factors[48..], block[48..]);
        Quantize(v.V7, factors[56..], block[56..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Load(ReadOnlySpan<short> samples)
    {
        Vector128<short> row = Vector128.Create(samples) - Vector128.Create((short)128);
        return Vector256.Create(Vector128.WidenLower(row), Vector128.WidenUpper(row));
    }

    // Half away from zero: a half with the sign of the coefficient is added before the fraction falls away.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quantize(Vector256<int> row, ReadOnlySpan<float> factors, Span<int> block)
    {
        Vector256<float> quotient = Vector256.ConvertToSingle(row) * Vector256.Create(factors);
        Vector256<float> half = Vector256.Create(0.5f) | (quotient & Vector256.Create(-0.0f));
        Vector256.ConvertToInt32(quotient + half).CopyTo(block);
    }
}
