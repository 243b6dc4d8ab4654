using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>
/// The reversible colour transforms of Hewlett-Packard's encoder, named by an APP8 segment "mrfx": no part of T.87, but found in
/// files. All sums wrap at the bits of a sample.
/// </summary>
internal static class JpegLsColourTransform
{
    /// <summary>Turns pixels back to red, green and blue.</summary>
    /// <param name="pixels">The frame, colour by pixel.</param>
    /// <param name="transform">1 to 3.</param>
    /// <param name="bytesPerSample">1, or 2 with samples of 16 bits.</param>
    public static void Invert(Span<byte> pixels, int transform, int bytesPerSample)
    {
        if (bytesPerSample == 1)
        {
            for (int i = 0; i <= pixels.Length - 3; i += 3)
            {
                (int red, int green, int blue) = Invert(transform, pixels[i], pixels[i + 1], pixels[i + 2], 8);
                (pixels[i], pixels[i + 1], pixels[i + 2]) = ((byte)red, (byte)green, (byte)blue);
            }

            return;
        }

        Span<ushort> words = MemoryMarshal.Cast<byte, ushort>(pixels);
        for (int i = 0; i <= words.Length - 3; i += 3)
        {
            (int red, int green, int blue) = Invert(transform, words[i], words[i + 1], words[i + 2], 16);
            (words[i], words[i + 1], words[i + 2]) = ((ushort)red, (ushort)green, (ushort)blue);
        }
    }

    private static (int Red, int Green, int Blue) Invert(int transform, int first, int second, int third, int bits)
    {
        int half = 1 << (bits - 1), mask = (1 << bits) - 1;
        if (transform == 3)
        {
            int green = first - ((second + third) >> 2) + (half / 2);
            return (third + green - half, green, second + green - half);
        }

        int red = (first + second - half) & mask;
        return (red, second, transform == 1 ? third + second - half : third + ((red + second) >> 1) - half);
    }
}
