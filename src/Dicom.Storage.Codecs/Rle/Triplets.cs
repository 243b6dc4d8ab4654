using System.Runtime.Intrinsics;

namespace Dicom.Storage.Codecs;

/// <summary>16 pixels of three bytes as three vectors of one sample each, and back.</summary>
internal static class Triplets
{
    // As an index it gives 0: what other vectors put there stays.
    private const byte No = 0xFF;

    public static void Put(Vector128<byte> first, Vector128<byte> second, Vector128<byte> third, Span<byte> pixels)
    {
        Vector128<byte> front = Vector128.Shuffle(first, Vector128.Create(0, No, No, 1, No, No, 2, No, No, 3, No, No, 4, No, No, 5))
            | Vector128.Shuffle(second, Vector128.Create(No, 0, No, No, 1, No, No, 2, No, No, 3, No, No, 4, No, No))
            | Vector128.Shuffle(third, Vector128.Create(No, No, 0, No, No, 1, No, No, 2, No, No, 3, No, No, 4, No));
        Vector128<byte> middle = Vector128.Shuffle(first, Vector128.Create(No, No, 6, No, No, 7, No, No, 8, No, No, 9, No, No, 10, No))
            | Vector128.Shuffle(second, Vector128.Create(5, No, No, 6, No, No, 7, No, No, 8, No, No, 9, No, No, 10))
            | Vector128.Shuffle(third, Vector128.Create(No, 5, No, No, 6, No, No, 7, No, No, 8, No, No, 9, No, No));
        Vector128<byte> back = Vector128.Shuffle(first, Vector128.Create(No, 11, No, No, 12, No, No, 13, No, No, 14, No, No, 15, No, No))
            | Vector128.Shuffle(second, Vector128.Create(No, No, 11, No, No, 12, No, No, 13, No, No, 14, No, No, 15, No))
            | Vector128.Shuffle(third, Vector128.Create(10, No, No, 11, No, No, 12, No, No, 13, No, No, 14, No, No, 15));
        front.CopyTo(pixels);
        middle.CopyTo(pixels[16..]);
        back.CopyTo(pixels[32..]);
    }

    public static void Take(ReadOnlySpan<byte> pixels, out Vector128<byte> first, out Vector128<byte> second, out Vector128<byte> third)
    {
        first = First(pixels);
        second = Second(pixels);
        third = Third(pixels);
    }

    public static Vector128<byte> First(ReadOnlySpan<byte> pixels) =>
        Vector128.Shuffle(Vector128.Create(pixels), Vector128.Create(0, 3, 6, 9, 12, 15, No, No, No, No, No, No, No, No, No, No))
            | Vector128.Shuffle(Vector128.Create(pixels[16..]), Vector128.Create(No, No, No, No, No, No, 2, 5, 8, 11, 14, No, No, No, No, No))
            | Vector128.Shuffle(Vector128.Create(pixels[32..]), Vector128.Create(No, No, No, No, No, No, No, No, No, No, No, 1, 4, 7, 10, 13));

    public static Vector128<byte> Second(ReadOnlySpan<byte> pixels) =>
        Vector128.Shuffle(Vector128.Create(pixels), Vector128.Create(1, 4, 7, 10, 13, No, No, No, No, No, No, No, No, No, No, No))
            | Vector128.Shuffle(Vector128.Create(pixels[16..]), Vector128.Create(No, No, No, No, No, 0, 3, 6, 9, 12, 15, No, No, No, No, No))
            | Vector128.Shuffle(Vector128.Create(pixels[32..]), Vector128.Create(No, No, No, No, No, No, No, No, No, No, No, 2, 5, 8, 11, 14));

    public static Vector128<byte> Third(ReadOnlySpan<byte> pixels) =>
        Vector128.Shuffle(Vector128.Create(pixels), Vector128.Create(2, 5, 8, 11, 14, No, No, No, No, No, No, No, No, No, No, No))
            | Vector128.Shuffle(Vector128.Create(pixels[16..]), Vector128.Create(No, No, No, No, No, 1, 4, 7, 10, 13, No, No, No, No, No, No))
            | Vector128.Shuffle(Vector128.Create(pixels[32..]), Vector128.Create(No, No, No, No, No, No, No, No, No, No, 0, 3, 6, 9, 12, 15));
}
