using System.Numerics;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

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
        Vector<int> magnitudes = new((int)Magnitude);
        for (int from = 0, to = 0; from < coefficients.Length; from += width, to += stride)
        {
            ReadOnlySpan<int> row = MemoryMarshal.Cast<uint, int>(coefficients.Slice(from, width));
            Span<int> line = target.Slice(to, width);
            int i = 0;
            for (; i <= row.Length - Vector<int>.Count; i += Vector<int>.Count)
            {
                Vector<int> value = new(row[i..]);
                Vector<int> sign = value >> 31;
                ((((value & magnitudes) >> 1) ^ sign) - sign).CopyTo(line[i..]);
            }

            for (; i < row.Length; i++)
            {
                int sign = row[i] >> 31;
                line[i] = ((row[i] & (int)Magnitude) >> 1 ^ sign) - sign;
            }
        }
    }

    public static void StoreIrreversible(ReadOnlySpan<uint> coefficients, int width, float step, Span<float> target, int stride)
    {
        float half = step * 0.5f;
        Vector<int> magnitudes = new((int)Magnitude);
        for (int from = 0, to = 0; from < coefficients.Length; from += width, to += stride)
        {
            ReadOnlySpan<int> row = MemoryMarshal.Cast<uint, int>(coefficients.Slice(from, width));
            Span<float> line = target.Slice(to, width);
            int i = 0;
            for (; i <= row.Length - Vector<int>.Count; i += Vector<int>.Count)
            {
                Vector<int> value = new(row[i..]);
                Vector<int> sign = value >> 31;
                (Vector.ConvertToSingle(((value & magnitudes) ^ sign) - sign) * half).CopyTo(line[i..]);
            }

            for (; i < row.Length; i++)
            {
                int sign = row[i] >> 31;
                line[i] = (((row[i] & (int)Magnitude) ^ sign) - sign) * half;
            }
        }
    }

    /// <summary>Turns floats into the integers next to them, in place.</summary>
    public static void Round(Span<int> samples)
    {
        Span<float> values = MemoryMarshal.Cast<int, float>(samples);
        int i = 0;
        for (; i <= samples.Length - Vector<float>.Count; i += Vector<float>.Count)
            Vector.ConvertToInt32(Vector.Round(new Vector<float>(values[i..]))).CopyTo(samples[i..]);
        for (; i < samples.Length; i++)
            samples[i] = (int)MathF.Round(values[i]);
    }

    /// <summary>Undoes the level shift (T.800 G.1.2) and keeps samples in the range of their depth.</summary>
    public static void ShiftAndClamp(Span<int> samples, int precision, bool isSigned)
    {
        int half = 1 << (precision - 1);
        int shift = isSigned ? 0 : half;
        // Clamped first, so that no sum overflows.
        Vector<int> low = new(-half);
        Vector<int> high = new(half - 1);
        Vector<int> shifts = new(shift);
        int i = 0;
        for (; i <= samples.Length - Vector<int>.Count; i += Vector<int>.Count)
            (Vector.Min(Vector.Max(new Vector<int>(samples[i..]), low), high) + shifts).CopyTo(samples[i..]);
        for (; i < samples.Length; i++)
            samples[i] = Math.Clamp(samples[i], -half, half - 1) + shift;
    }

    /// <summary>The inverse RCT (T.800 G.2.2).</summary>
    public static void InverseReversibleTransform(Span<int> c0, Span<int> c1, Span<int> c2)
    {
        int i = 0;
        for (; i <= c0.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            Vector<int> blueness = new(c1[i..]);
            Vector<int> redness = new(c2[i..]);
            Vector<int> green = new Vector<int>(c0[i..]) - ((blueness + redness) >> 2);
            (redness + green).CopyTo(c0[i..]);
            green.CopyTo(c1[i..]);
            (blueness + green).CopyTo(c2[i..]);
        }

        for (; i < c0.Length; i++)
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
        int i = 0;
        for (; i <= c0.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> luma = new(c0[i..]);
            Vector<float> blueness = new(c1[i..]);
            Vector<float> redness = new(c2[i..]);
            (luma + redness * 1.402f).CopyTo(c0[i..]);
            (luma - blueness * 0.344136f - redness * 0.714136f).CopyTo(c1[i..]);
            (luma + blueness * 1.772f).CopyTo(c2[i..]);
        }

        for (; i < c0.Length; i++)
        {
            float luma = c0[i];
            float blueness = c1[i];
            float redness = c2[i];
            c0[i] = luma + redness * 1.402f;
            c1[i] = luma - blueness * 0.344136f - redness * 0.714136f;
            c2[i] = luma + blueness * 1.772f;
        }
    }

    /// <summary>Shifts unsigned samples so that they lie around zero (T.800 G.1.1).</summary>
    public static void ShiftDown(Span<int> samples, int precision, bool isSigned)
    {
        if (isSigned)
            return;
        int half = 1 << (precision - 1);
        int i = 0;
        for (; i <= samples.Length - Vector<int>.Count; i += Vector<int>.Count)
            (new Vector<int>(samples[i..]) - new Vector<int>(half)).CopyTo(samples[i..]);
        for (; i < samples.Length; i++)
            samples[i] -= half;
    }

    /// <summary>The RCT (T.800 G.2.1).</summary>
    public static void ForwardReversibleTransform(Span<int> c0, Span<int> c1, Span<int> c2)
    {
        int i = 0;
        for (; i <= c0.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            Vector<int> red = new(c0[i..]);
            Vector<int> green = new(c1[i..]);
            Vector<int> blue = new(c2[i..]);
            ((red + green + green + blue) >> 2).CopyTo(c0[i..]);
            (blue - green).CopyTo(c1[i..]);
            (red - green).CopyTo(c2[i..]);
        }

        for (; i < c0.Length; i++)
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
        Vector<int> every = Vector<int>.Zero;
        uint all = 0;
        for (int to = 0, from = 0; to < coefficients.Length; to += width, from += stride)
        {
            ReadOnlySpan<int> line = source.Slice(from, width);
            Span<int> row = MemoryMarshal.Cast<uint, int>(coefficients.Slice(to, width));
            int i = 0;
            for (; i <= row.Length - Vector<int>.Count; i += Vector<int>.Count)
            {
                Vector<int> value = new(line[i..]);
                Vector<int> magnitude = Vector.Abs(value);
                every |= magnitude;
                (value & new Vector<int>(int.MinValue) | magnitude).CopyTo(row[i..]);
            }

            for (; i < row.Length; i++)
            {
                int magnitude = Math.Abs(line[i]);
                all |= (uint)magnitude;
                row[i] = line[i] & int.MinValue | magnitude;
            }
        }

        for (int i = 0; i < Vector<int>.Count; i++)
            all |= (uint)every[i];
        return all;
    }
}
