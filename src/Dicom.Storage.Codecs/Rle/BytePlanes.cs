using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dicom.Storage.Codecs;

/// <summary>
/// Planes of bytes to pixels and back (PS3.5 G.2): plane 0 has the most significant byte of the first sample of each pixel. The
/// shapes that images have (1 or 3 samples of 8 bits, 1 of 16) go by vectors, others byte by byte.
/// </summary>
internal static class BytePlanes
{
    /// <summary>Weaves planes into pixels.</summary>
    /// <param name="planes">The planes, each of which begins a stride after the one before it.</param>
    /// <param name="stride">Bytes from the beginning of one plane to the next.</param>
    /// <param name="samples">Samples of a pixel.</param>
    /// <param name="sampleBytes">Bytes of a sample: 1, 2 or 4; little endian in the pixels.</param>
    /// <param name="pixels">The pixels; how many is told by its length.</param>
    public static void Weave(ReadOnlySpan<byte> planes, int stride, int samples, int sampleBytes, Span<byte> pixels)
    {
        int size = samples * sampleBytes;
        int count = pixels.Length / size;
        int done = 0;
        if (size == 2 && samples == 1)
            done = WeaveTwo(planes[..count], planes.Slice(stride, count), pixels);
        else if (size == 3)
            done = WeaveThree(planes[..count], planes.Slice(stride, count), planes.Slice(2 * stride, count), pixels);

        for (int plane = 0; plane < size; plane++)
        {
            ReadOnlySpan<byte> source = planes.Slice(plane * stride, count);
            int position = (done * size) + PlaceOf(plane, sampleBytes);
            for (int i = done; i < source.Length; i++, position += size)
                pixels[position] = source[i];
        }
    }

    /// <summary>Takes one plane out of pixels.</summary>
    /// <param name="pixels">The pixels.</param>
    /// <param name="size">Bytes of a pixel.</param>
    /// <param name="place">The byte of the pixel that is wanted.</param>
    /// <param name="plane">One byte a pixel.</param>
    public static void Take(ReadOnlySpan<byte> pixels, int size, int place, Span<byte> plane)
    {
        int done = size == 2 ? TakeOfTwo(pixels, place, plane) : size == 3 ? TakeOfThree(pixels, place, plane) : 0;
        int position = (done * size) + place;
        for (int i = done; i < plane.Length; i++, position += size)
            plane[i] = pixels[position];
    }

    /// <summary>Which byte of a pixel a plane holds.</summary>
    public static int PlaceOf(int plane, int sampleBytes) => (plane / sampleBytes * sampleBytes) + sampleBytes - 1 - (plane % sampleBytes);

    private static int WeaveTwo(ReadOnlySpan<byte> high, ReadOnlySpan<byte> low, Span<byte> pixels)
    {
        Span<ushort> words = MemoryMarshal.Cast<byte, ushort>(pixels);
        int done = 0;
        if (!BitConverter.IsLittleEndian)
            return done;

        ref byte highs = ref MemoryMarshal.GetReference(high);
        ref byte lows = ref MemoryMarshal.GetReference(low);
        ref ushort target = ref MemoryMarshal.GetReference(words);
        for (; done <= words.Length - Vector128<byte>.Count; done += Vector128<byte>.Count)
        {
            (Vector128<ushort> high0, Vector128<ushort> high1) = Vector128.Widen(Vector128.LoadUnsafe(ref highs, (nuint)done));
            (Vector128<ushort> low0, Vector128<ushort> low1) = Vector128.Widen(Vector128.LoadUnsafe(ref lows, (nuint)done));
            ((high0 << 8) | low0).StoreUnsafe(ref target, (nuint)done);
            ((high1 << 8) | low1).StoreUnsafe(ref target, (nuint)(done + Vector128<ushort>.Count));
        }

        return done;
    }

    private static int WeaveThree(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, Span<byte> pixels)
    {
        int done = 0;
        for (; Vector128.IsHardwareAccelerated && done <= first.Length - Vector128<byte>.Count; done += Vector128<byte>.Count)
        {
            Vector128<byte> front = Vector128.Create(first[done..]);
            Vector128<byte> middle = Vector128.Create(second[done..]);
            Vector128<byte> back = Vector128.Create(third[done..]);
            Triplets.Put(front, middle, back, pixels.Slice(done * 3, 48));
        }

        return done;
    }

    private static int TakeOfThree(ReadOnlySpan<byte> pixels, int place, Span<byte> plane)
    {
        int done = 0;
        for (; Vector128.IsHardwareAccelerated && done <= plane.Length - Vector128<byte>.Count; done += Vector128<byte>.Count)
        {
            ReadOnlySpan<byte> block = pixels.Slice(done * 3, 48);
            Vector128<byte> taken = place switch { 0 => Triplets.First(block), 1 => Triplets.Second(block), _ => Triplets.Third(block) };
            taken.CopyTo(plane[done..]);
        }

        return done;
    }

    private static int TakeOfTwo(ReadOnlySpan<byte> pixels, int place, Span<byte> plane)
    {
        ReadOnlySpan<ushort> words = MemoryMarshal.Cast<byte, ushort>(pixels);
        int done = 0;
        if (!BitConverter.IsLittleEndian)
            return done;

        int shift = place * 8;
        Vector128<ushort> mask = Vector128.Create((ushort)0xFF);
        ref ushort source = ref MemoryMarshal.GetReference(words);
        ref byte target = ref MemoryMarshal.GetReference(plane);
        for (; done <= plane.Length - Vector128<byte>.Count; done += Vector128<byte>.Count)
        {
            Vector128<ushort> lower = (Vector128.LoadUnsafe(ref source, (nuint)done) >>> shift) & mask;
            Vector128<ushort> upper = (Vector128.LoadUnsafe(ref source, (nuint)(done + Vector128<ushort>.Count)) >>> shift) & mask;
            Vector128.Narrow(lower, upper).StoreUnsafe(ref target, (nuint)done);
        }

        return done;
    }
}
