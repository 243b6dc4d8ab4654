using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dicom.Storage.Codecs;

/// <summary>Puts every second element of a line aside, and back.</summary>
internal static class Interleaving
{
    /// <summary>Makes a line of first and second elements in turn.</summary>
    /// <param name="first">As many as <paramref name="second"/>, or one more.</param>
    /// <param name="second">The elements between.</param>
    /// <param name="line">As many as both.</param>
    public static void Join(ReadOnlySpan<int> first, ReadOnlySpan<int> second, Span<int> line)
    {
        int pairs = Math.Min(second.Length, line.Length / 2);
        int i = 0;
        for (; i <= pairs - Vector<int>.Count; i += Vector<int>.Count)
            Store(new Vector<int>(first[i..]), new Vector<int>(second[i..]), line[(2 * i)..]);
        for (; i < pairs; i++)
        {
            line[2 * i] = first[i];
            line[2 * i + 1] = second[i];
        }

        if (line.Length > 2 * pairs)
            line[2 * pairs] = first[pairs];
    }

    /// <summary>Writes a vector's elements and another's in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector<int> first, Vector<int> second, Span<int> line)
    {
        if (Avx2.IsSupported && Vector<int>.Count == Vector256<int>.Count)
        {
            Vector256<int> low = Avx2.UnpackLow(first.AsVector256(), second.AsVector256());
            Vector256<int> high = Avx2.UnpackHigh(first.AsVector256(), second.AsVector256());
            Avx2.Permute2x128(low, high, 0x20).CopyTo(line);
            Avx2.Permute2x128(low, high, 0x31).CopyTo(line[Vector256<int>.Count..]);
            return;
        }

        for (int i = 0; i < Vector<int>.Count; i++)
        {
            line[2 * i] = first[i];
            line[2 * i + 1] = second[i];
        }
    }

    /// <summary>Takes a line apart into its first and second elements.</summary>
    public static void Part(ReadOnlySpan<int> line, Span<int> first, Span<int> second)
    {
        int pairs = Math.Min(second.Length, line.Length / 2);
        int i = 0;
        if (BitConverter.IsLittleEndian)
        {
            // A pair of elements is one of 64 bits, the first in its lower half.
            ref uint a = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<int, uint>(first[..pairs]));
            ref uint b = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<int, uint>(second));
            ref readonly ulong from = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<int, ulong>(line));
            for (; i <= pairs - Vector<uint>.Count; i += Vector<uint>.Count)
            {
                Vector<ulong> low = Vector.LoadUnsafe(in from, (nuint)i);
                Vector<ulong> high = Vector.LoadUnsafe(in from, (nuint)(i + Vector<ulong>.Count));
                Vector<ulong> mask = new(uint.MaxValue);
                Vector.Narrow(low & mask, high & mask).StoreUnsafe(ref a, (nuint)i);
                Vector.Narrow(low >> 32, high >> 32).StoreUnsafe(ref b, (nuint)i);
            }
        }

        for (; i < pairs; i++)
        {
            first[i] = line[2 * i];
            second[i] = line[2 * i + 1];
        }

        if (line.Length > 2 * pairs)
            first[pairs] = line[2 * pairs];
    }
}
