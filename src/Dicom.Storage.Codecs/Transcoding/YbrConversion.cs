using System.Runtime.Intrinsics;

namespace Dicom.Storage.Codecs;

/// <summary>YBR_FULL to RGB and back for samples of 8 bits, colour by pixel, in place (PS3.3 C.7.6.3.1.2), and YBR_FULL_422 to YBR_FULL.</summary>
internal static class YbrConversion
{
    // The factors of PS3.3 C.7.6.3.1.2 and their inverse, in 65,536ths.
    private const int Shift = 16;
    private const int Half = 1 << (Shift - 1);
    private const int Centre = 128;
    private const int RedOfCr = 91_881; // 1.402
    private const int GreenOfCb = -22_554; // -0.344136
    private const int GreenOfCr = -46_802; // -0.714136
    private const int BlueOfCb = 116_130; // 1.772
    private const int LumaOfRed = 19_595; // 0.2990
    private const int LumaOfGreen = 38_470; // 0.5870
    private const int LumaOfBlue = 7_471; // 0.1140
    private const int CbOfRed = -11_059; // -0.1687
    private const int CbOfGreen = -21_709; // -0.3313
    private const int CbOfBlue = 32_768; // 0.5
    private const int CrOfRed = 32_768; // 0.5
    private const int CrOfGreen = -27_439; // -0.4187
    private const int CrOfBlue = -5_329; // -0.0813

    private const int PixelsAtOnce = 16;

    /// <summary>Luminance and chrominance to red, green and blue.</summary>
    public static void ToRgb(Span<byte> pixels)
    {
        int done = 0;
        for (; Vector128.IsHardwareAccelerated && done <= pixels.Length - (3 * PixelsAtOnce); done += 3 * PixelsAtOnce)
        {
            Span<byte> block = pixels.Slice(done, 3 * PixelsAtOnce);
            Triplets.Take(block, out Vector128<byte> y, out Vector128<byte> cb, out Vector128<byte> cr);
            Planes planes = default;
            for (int i = 0; i < 4; i++)
            {
                Vector128<int> luma = (Quarter(y, i) << Shift) + Vector128.Create(Half);
                Vector128<int> blue = Quarter(cb, i) - Vector128.Create(Centre);
                Vector128<int> red = Quarter(cr, i) - Vector128.Create(Centre);
                planes.Set(i, luma + (red * RedOfCr), luma + (blue * GreenOfCb) + (red * GreenOfCr), luma + (blue * BlueOfCb));
            }

            planes.Put(block);
        }

        for (; done <= pixels.Length - 3; done += 3)
        {
            int luma = (pixels[done] << Shift) + Half;
            int blue = pixels[done + 1] - Centre;
            int red = pixels[done + 2] - Centre;
            pixels[done] = Clamp(luma + (red * RedOfCr));
            pixels[done + 1] = Clamp(luma + (blue * GreenOfCb) + (red * GreenOfCr));
            pixels[done + 2] = Clamp(luma + (blue * BlueOfCb));
        }
    }

    /// <summary>Red, green and blue to luminance and chrominance.</summary>
    public static void FromRgb(Span<byte> pixels)
    {
        const int Centred = (Centre << Shift) + Half;
        int done = 0;
        for (; Vector128.IsHardwareAccelerated && done <= pixels.Length - (3 * PixelsAtOnce); done += 3 * PixelsAtOnce)
        {
            Span<byte> block = pixels.Slice(done, 3 * PixelsAtOnce);
            Triplets.Take(block, out Vector128<byte> reds, out Vector128<byte> greens, out Vector128<byte> blues);
            Planes planes = default;
            for (int i = 0; i < 4; i++)
            {
                Vector128<int> red = Quarter(reds, i);
                Vector128<int> green = Quarter(greens, i);
                Vector128<int> blue = Quarter(blues, i);
                planes.Set(
                    i,
                    (red * LumaOfRed) + (green * LumaOfGreen) + (blue * LumaOfBlue) + Vector128.Create(Half),
                    (red * CbOfRed) + (green * CbOfGreen) + (blue * CbOfBlue) + Vector128.Create(Centred),
                    (red * CrOfRed) + (green * CrOfGreen) + (blue * CrOfBlue) + Vector128.Create(Centred));
            }

            planes.Put(block);
        }

        for (; done <= pixels.Length - 3; done += 3)
        {
            int red = pixels[done];
            int green = pixels[done + 1];
            int blue = pixels[done + 2];
            pixels[done] = Clamp((red * LumaOfRed) + (green * LumaOfGreen) + (blue * LumaOfBlue) + Half);
            pixels[done + 1] = Clamp((red * CbOfRed) + (green * CbOfGreen) + (blue * CbOfBlue) + Centred);
            pixels[done + 2] = Clamp((red * CrOfRed) + (green * CrOfGreen) + (blue * CrOfBlue) + Centred);
        }
    }

    /// <summary>Two luminances and their common chrominances, to two pixels.</summary>
    /// <param name="pairs">Of each two pixels Y, Y, Cb, Cr.</param>
    /// <param name="pixels">Of each pixel Y, Cb, Cr.</param>
    public static void Widen422(ReadOnlySpan<byte> pairs, Span<byte> pixels)
    {
        for (int from = 0, to = 0; from <= pairs.Length - 4; from += 4, to += 6)
        {
            ReadOnlySpan<byte> pair = pairs.Slice(from, 4);
            Span<byte> two = pixels.Slice(to, 6);
            two[0] = pair[0];
            two[1] = pair[2];
            two[2] = pair[3];
            two[3] = pair[1];
            two[4] = pair[2];
            two[5] = pair[3];
        }
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value >> Shift, 0, 255);

    // Lanes 4i to 4i + 3 of 16, as numbers of 32 bits.
    private static Vector128<int> Quarter(Vector128<byte> bytes, int i)
    {
        Vector128<ushort> half = i < 2 ? Vector128.WidenLower(bytes) : Vector128.WidenUpper(bytes);
        return ((i & 1) == 0 ? Vector128.WidenLower(half) : Vector128.WidenUpper(half)).AsInt32();
    }

    /// <summary>The results of 16 pixels, four at a time.</summary>
    private ref struct Planes
    {
        private Vector128<int> _first0, _first1, _first2, _first3;
        private Vector128<int> _second0, _second1, _second2, _second3;
        private Vector128<int> _third0, _third1, _third2, _third3;

        public void Set(int i, Vector128<int> first, Vector128<int> second, Vector128<int> third)
        {
            switch (i)
            {
                case 0:
                    (_first0, _second0, _third0) = (first, second, third);
                    break;
                case 1:
                    (_first1, _second1, _third1) = (first, second, third);
                    break;
                case 2:
                    (_first2, _second2, _third2) = (first, second, third);
                    break;
                default:
                    (_first3, _second3, _third3) = (first, second, third);
                    break;
            }
        }

        public readonly void Put(Span<byte> block) => Triplets.Put(
            Narrow(_first0, _first1, _first2, _first3),
            Narrow(_second0, _second1, _second2, _second3),
            Narrow(_third0, _third1, _third2, _third3),
            block);

        private static Vector128<byte> Narrow(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d)
        {
            Vector128<short> lower = Vector128.Narrow(Clamp(a), Clamp(b));
            Vector128<short> upper = Vector128.Narrow(Clamp(c), Clamp(d));
            return Vector128.Narrow(lower.AsUInt16(), upper.AsUInt16());
        }

        private static Vector128<int> Clamp(Vector128<int> value) =>
            Vector128.Min(Vector128.Max(value >> Shift, Vector128<int>.Zero), Vector128.Create(255));
    }
}
