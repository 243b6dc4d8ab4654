using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs.Jpeg2000;

/// <summary>What is done with coefficients between the block coder and the samples.</summary>
internal static class CoefficientKernels
{
    private const uint Magnitude = 0x7FFF_FFFF;

    /// <summary>Brings coefficients of a region of interest down to where the others are (T.800 H.1).</summary>
    /// <param name="coefficients">As <see cref="IBlockDecoder"/> gives them.</param>
    /// <param name="shift">The bit-planes by which they were shifted up.</param>
    public static void UnshiftRegion(Span<uint> coefficients, int shift)
    {
        // Twice the magnitude: the region's are at least 2^(shift + 1).
        if (shift >= 30)
            return;
        uint least = 1u << (shift + 1);
        foreach (ref uint coefficient in coefficients)
        {
            uint magnitude = coefficient & Magnitude;
            if (magnitude >= least)
                coefficient = coefficient & ~Magnitude | magnitude >> shift | 1;
        }
    }

    public static void StoreReversible(ReadOnlySpan<uint> coefficients, int width, Span<int> target, int stride)
    {
        for (int from = 0, to = 0; from < coefficients.Length; from += width, to += stride)
        {
            ReadOnlySpan<uint> row = coefficients.Slice(from, width);
            Span<int> line = target.Slice(to, width);
            for (int i = 0; i < row.Length; i++)
            {
                int sign = (int)row[i] >> 31;
                line[i] = ((int)(row[i] & Magnitude) >> 1 ^ sign) - sign;
            }
        }
    }

    public static void StoreIrreversible(ReadOnlySpan<uint> coefficients, int width, float step, Span<float> target, int stride)
    {
        float half = step * 0.5f;
        for (int from = 0, to = 0; from < coefficients.Length; from += width, to += stride)
        {
            ReadOnlySpan<uint> row = coefficients.Slice(from, width);
            Span<float> line = target.Slice(to, width);
            for (int i = 0; i < row.Length; i++)
            {
                int sign = (int)row[i] >> 31;
                line[i] = (((int)(row[i] & Magnitude) ^ sign) - sign) * half;
            }
        }
    }

    /// <summary>Turns floats into the integers next to them, in place.</summary>
    public static void Round(Span<int> samples)
    {
        ReadOnlySpan<float> values = MemoryMarshal.Cast<int, float>(samples);
        for (int i = 0; i < samples.Length; i++)
            samples[i] = (int)MathF.Round(values[i]);
    }

    /// <summary>Undoes the level shift (T.800 G.1.2) and keeps samples in the range of their depth.</summary>
    public static void ShiftAndClamp(Span<int> samples, int precision, bool isSigned)
    {
        int half = 1 << (precision - 1);
        int low = isSigned ? -half : 0;
        int high = isSigned ? half - 1 : 2 * half - 1;
        int shift = isSigned ? 0 : half;
        foreach (ref int sample in samples)
            sample = Math.Clamp(sample + shift, low, high);
    }

    /// <summary>The inverse RCT (T.800 G.2.2).</summary>
    public static void InverseReversibleTransform(Span<int> c0, Span<int> c1, Span<int> c2)
    {
        for (int i = 0; i < c0.Length; i++)
        {
            int green = c0[i] - ((c1[i] + c2[i]) >> 2);
            int red = c2[i] + green;
            int blue = c1[i] + green;
            c0[i] = red;
            c1[i] = green;
            c2[i] = blue;
        }
    }

    /// <summary>The inverse ICT (T.800 G.3.2).</summary>
    public static void InverseIrreversibleTransform(Span<float> c0, Span<float> c1, Span<float> c2)
    {
        for (int i = 0; i < c0.Length; i++)
        {
            float luma = c0[i];
            float blueness = c1[i];
            float redness = c2[i];
            c0[i] = luma + 1.402f * redness;
            c1[i] = luma - 0.344136f * blueness - 0.714136f * redness;
            c2[i] = luma + 1.772f * blueness;
        }
    }

    /// <summary>Shifts unsigned samples so that they lie around zero (T.800 G.1.1).</summary>
    public static void ShiftDown(Span<int> samples, int precision, bool isSigned)
    {
        if (isSigned)
            return;
        int half = 1 << (precision - 1);
        foreach (ref int sample in samples)
            sample -= half;
    }

    /// <summary>The RCT (T.800 G.2.1).</summary>
    public static void ForwardReversibleTransform(Span<int> c0, Span<int> c1, Span<int> c2)
    {
        for (int i = 0; i < c0.Length; i++)
        {
            int red = c0[i];
            int green = c1[i];
            int blue = c2[i];
            c0[i] = (red + 2 * green + blue) >> 2;
            c1[i] = blue - green;
            c2[i] = red - green;
        }
    }

    /// <summary>Takes a code-block out of its component, signs apart from magnitudes.</summary>
    /// <returns>All bits that a magnitude has.</returns>
    public static uint Load(ReadOnlySpan<int> source, int stride, int width, Span<uint> coefficients)
    {
        uint all = 0;
        for (int to = 0, from = 0; to < coefficients.Length; to += width, from += stride)
        {
            ReadOnlySpan<int> line = source.Slice(from, width);
            Span<uint> row = coefficients.Slice(to, width);
            for (int i = 0; i < row.Length; i++)
            {
                int sign = line[i] >> 31;
                uint magnitude = (uint)((line[i] ^ sign) - sign);
                all |= magnitude;
                row[i] = (uint)sign & ~Magnitude | magnitude;
            }
        }

        return all;
    }
}
