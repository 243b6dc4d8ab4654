using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>Samples as numbers, to be compared with those of another decoder.</summary>
internal static class OracleSamples
{
    /// <summary>Little-endian samples as numbers.</summary>
    public static int[] Read(ReadOnlySpan<byte> samples, int sampleBytes, bool isSigned)
    {
        int[] values = new int[samples.Length / sampleBytes];
        ReadOnlySpan<ushort> words = sampleBytes == 2 ? MemoryMarshal.Cast<byte, ushort>(samples) : [];
        ReadOnlySpan<int> doubles = sampleBytes == 4 ? MemoryMarshal.Cast<byte, int>(samples) : [];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = sampleBytes switch
            {
                1 => isSigned ? (sbyte)samples[i] : samples[i],
                2 => isSigned ? (short)words[i] : words[i],
                _ => doubles[i],
            };
        }

        return values;
    }

    /// <summary>The largest difference of two samples that stand at the same place.</summary>
    /// <param name="one">Samples.</param>
    /// <param name="other">As many samples.</param>
    /// <param name="first">The place of the first that is compared.</param>
    /// <param name="step">How far it is to the next.</param>
    public static long LargestDifference(ReadOnlySpan<int> one, ReadOnlySpan<int> other, int first = 0, int step = 1)
    {
        Assert.Equal(one.Length, other.Length);
        long largest = 0;
        for (int i = first; i < one.Length; i += step)
            largest = Math.Max(largest, Math.Abs((long)one[i] - other[i]));
        return largest;
    }

    /// <summary>The lowest bits of samples.</summary>
    public static int[] LowBits(int[] values, int bits)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] &= (int)(uint.MaxValue >> (32 - bits));
        return values;
    }
}
