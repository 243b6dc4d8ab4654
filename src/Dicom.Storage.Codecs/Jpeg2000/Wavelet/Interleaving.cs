using System.Numerics;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>Puts every second element of a line aside, and back. A pair of elements is one of 64 bits, the first in its lower half.</summary>
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
        if (BitConverter.IsLittleEndian)
        {
            ref uint a = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<int, uint>(first[..pairs]));
            ref uint b = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<int, uint>(second));
            ref ulong to = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<int, ulong>(line));
            for (; i <= pairs - Vector<uint>.Count; i += Vector<uint>.Count)
            {
                Vector.Widen(Vector.LoadUnsafe(ref a, (nuint)i), out Vector<ulong> lowFirst, out Vector<ulong> highFirst);
                Vector.Widen(Vector.LoadUnsafe(ref b, (nuint)i), out Vector<ulong> lowSecond, out Vector<ulong> highSecond);
                (lowFirst | lowSecond << 32).StoreUnsafe(ref to, (nuint)i);
                (highFirst | highSecond << 32).StoreUnsafe(ref to, (nuint)(i + Vector<ulong>.Count));
            }
        }

        for (; i < pairs; i++)
        {
            line[2 * i] = first[i];
            line[2 * i + 1] = second[i];
        }

        if (line.Length > 2 * pairs)
            line[2 * pairs] = first[pairs];
    }

    /// <summary>Takes a line apart into its first and second elements.</summary>
    public static void Part(ReadOnlySpan<int> line, Span<int> first, Span<int> second)
    {
        int pairs = Math.Min(second.Length, line.Length / 2);
        int i = 0;
        if (BitConverter.IsLittleEndian)
        {
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
