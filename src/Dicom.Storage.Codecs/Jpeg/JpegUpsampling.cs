using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dicom.Storage.Codecs;

/// <summary>
/// Brings lines of a subsampled component to full width. Where it is half as wide, a new sample is three quarters of the nearer
/// and a quarter of the further one, rounded up and down in turn, as libjpeg and what is built on it do.
/// </summary>
internal static class JpegUpsampling
{
    /// <summary>Repeats samples: <paramref name="horizontal"/> of them give <paramref name="max"/>.</summary>
    public static void Repeat(ReadOnlySpan<ushort> line, int horizontal, int max, Span<ushort> full)
    {
        int at = 0;
        int part = 0;
        for (int x = 0; x < full.Length; x++)
        {
            full[x] = line[at];
            part += horizontal;
            if (part >= max)
            {
                part -= max;
                at++;
            }
        }
    }

    /// <summary>Doubles a line.</summary>
    /// <param name="sums">Scratch of the line's length and 16.</param>
    /// <param name="full">Twice the line's length, or more.</param>
    public static void Double(ReadOnlySpan<ushort> line, Span<ushort> sums, Span<ushort> full, ushort even, ushort odd, int shift)
    {
        line.CopyTo(sums[1..]);
        Interpolate(sums, line.Length, full, even, odd, shift);
    }

    /// <summary>Doubles a line that lies between two.</summary>
    /// <param name="near">The line that is nearer.</param>
    /// <param name="far">The line on the other side; at the edge the same.</param>
    public static void DoubleBoth(ReadOnlySpan<ushort> near, ReadOnlySpan<ushort> far, Span<ushort> sums, Span<ushort> full)
    {
        int x = 0;
        // Twelve bits times four are fourteen: no sum passes 16 bits, nor does the next one with its rounding.
        for (; x <= near.Length - Vector256<ushort>.Count; x += Vector256<ushort>.Count)
        {
            Vector256<ushort> sum = (Vector256.Create(near[x..]) * 3) + Vector256.Create(far[x..]);
            sum.CopyTo(sums[(x + 1)..]);
        }

        for (; x < near.Length; x++)
            sums[x + 1] = (ushort)((3 * near[x]) + far[x]);
        Interpolate(sums, near.Length, full, even: 8, odd: 7, shift: 4);
    }

    // sums[1..width + 1] are the samples; the first and the last one are their own neighbours.
    private static void Interpolate(Span<ushort> sums, int width, Span<ushort> full, ushort even, ushort odd, int shift)
    {
        sums[0] = sums[1];
        sums[width + 1] = sums[width];
        int x = 0;
        if (BitConverter.IsLittleEndian)
        {
            for (; x <= width - Vector128<ushort>.Count; x += Vector128<ushort>.Count)
            {
                Vector128<ushort> nearer = Vector128.Create(sums[(x + 1)..]) * 3;
                Vector128<ushort> first = (nearer + Vector128.Create(sums[x..]) + Vector128.Create(even)) >>> shift;
                Vector128<ushort> second = (nearer + Vector128.Create(sums[(x + 2)..]) + Vector128.Create(odd)) >>> shift;
                // Even samples are the low halves of 32 bits.
                (Vector128<uint> firstLow, Vector128<uint> firstHigh) = Vector128.Widen(first);
                (Vector128<uint> secondLow, Vector128<uint> secondHigh) = Vector128.Widen(second);
                (firstLow | (secondLow << 16)).AsUInt16().CopyTo(full[(2 * x)..]);
                (firstHigh | (secondHigh << 16)).AsUInt16().CopyTo(full[((2 * x) + Vector128<ushort>.Count)..]);
            }
        }

        for (; x < width; x++)
        {
            int nearer = 3 * sums[x + 1];
            full[2 * x] = (ushort)((nearer + sums[x] + even) >> shift);
            full[(2 * x) + 1] = (ushort)((nearer + sums[x + 2] + odd) >> shift);
        }
    }
}
