using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dicom.Storage.Codecs;

/// <summary>Packs one row of a plane (PS3.5 G.3.1).</summary>
internal static class PackBitsWriter
{
    private const int MaxRun = 128;

    // Two equal bytes among literals cost as much as a run of their own, and a run cuts the literals in two.
    private const int LeastRun = 3;

    /// <summary>The most bytes that so many take: one more for each 128.</summary>
    public static int WorstLength(int count) => count + ((count + MaxRun - 1) / MaxRun);

    /// <returns>The bytes written.</returns>
    public static int Write(ReadOnlySpan<byte> row, Span<byte> output)
    {
        int position = 0;
        int done = 0;
        while (done < row.Length)
        {
            int literals = FindRun(row[done..]);
            position += WriteLiterals(row.Slice(done, literals), output[position..]);
            done += literals;
            if (done == row.Length)
                break;

            int run = RunLength(row[done..]);
            position += WriteRun(row[done], run, output[position..]);
            done += run;
        }

        return position;
    }

    private static int WriteLiterals(ReadOnlySpan<byte> literals, Span<byte> output)
    {
        int position = 0;
        while (literals.Length > 0)
        {
            int count = Math.Min(literals.Length, MaxRun);
            output[position++] = (byte)(count - 1);
            literals[..count].CopyTo(output[position..]);
            position += count;
            literals = literals[count..];
        }

        return position;
    }

    private static int WriteRun(byte value, int run, Span<byte> output)
    {
        int position = 0;
        while (run > 0)
        {
            int count = Math.Min(run, MaxRun);
            // A rest of one byte is a literal: 1 - n would be 0.
            output[position++] = count == 1 ? (byte)0 : (byte)(1 - count);
            output[position++] = value;
            run -= count;
        }

        return position;
    }

    /// <summary>The bytes in front of the next run.</summary>
    private static int FindRun(ReadOnlySpan<byte> bytes)
    {
        ref byte source = ref MemoryMarshal.GetReference(bytes);
        int i = 0;
        int lastVector = bytes.Length - Vector128<byte>.Count - (LeastRun - 1);
        for (; i <= lastVector; i += Vector128<byte>.Count)
        {
            Vector128<byte> here = Vector128.LoadUnsafe(ref source, (nuint)i);
            Vector128<byte> equal = Vector128.Equals(here, Vector128.LoadUnsafe(ref source, (nuint)(i + 1)))
                & Vector128.Equals(here, Vector128.LoadUnsafe(ref source, (nuint)(i + 2)));
            uint found = equal.ExtractMostSignificantBits();
            if (found != 0)
                return i + System.Numerics.BitOperations.TrailingZeroCount(found);
        }

        for (; i <= bytes.Length - LeastRun; i++)
        {
            if (bytes[i] == bytes[i + 1] && bytes[i] == bytes[i + 2])
                return i;
        }

        return bytes.Length;
    }

    private static int RunLength(ReadOnlySpan<byte> bytes)
    {
        int length = bytes.IndexOfAnyExcept(bytes[0]);
        return length < 0 ? bytes.Length : length;
    }
}
