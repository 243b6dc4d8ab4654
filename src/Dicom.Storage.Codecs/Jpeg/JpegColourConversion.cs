using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dicom.Storage.Codecs;

/// <summary>Makes lines of components from pixels, for the baseline encoder.</summary>
internal static class JpegColourConversion
{
    private const int Fraction = 16;

    /// <summary>Takes a component out of a row of pixels.</summary>
    public static void Separate(ReadOnlySpan<byte> row, int component, int components, int bytesPerSample, Span<short> line)
    {
        int step = components * bytesPerSample;
        int at = component * bytesPerSample;
        for (int x = 0; x < line.Length; x++)
        {
            // More than eight bits are not to be: of a sample that has them anyway the largest of eight is nearest.
            line[x] = bytesPerSample == 2 && row[at + 1] != 0 ? (short)255 : row[at];
            at += step;
        }
    }

    /// <summary>Converts red, green and blue to luminance and chrominances, each in its place (T.871 7).</summary>
    public static void ToYCbCr(Span<short> red, Span<short> green, Span<short> blue)
    {
        int x = 0;
        for (; x <= red.Length - Vector128<short>.Count; x += Vector128<short>.Count)
        {
            Vector256<int> r = Widen(red[x..]);
            Vector256<int> g = Widen(green[x..]);
            Vector256<int> b = Widen(blue[x..]);
            Vector256<int> half = Vector256.Create(1 << (Fraction - 1));
            Vector256<int> offset = Vector256.Create((128 << Fraction) + (1 << (Fraction - 1)) - 1);
            Narrow(((r * 19595) + (g * 38470) + (b * 7471) + half) >> Fraction, red[x..]);
            Narrow(((b * 32768) - (r * 11059) - (g * 21709) + offset) >> Fraction, green[x..]);
            Narrow(((r * 32768) - (g * 27439) - (b * 5329) + offset) >> Fraction, blue[x..]);
        }

        for (; x < red.Length; x++)
        {
            int r = red[x];
            int g = green[x];
            int b = blue[x];
            red[x] = (short)(((r * 19595) + (g * 38470) + (b * 7471) + (1 << (Fraction - 1))) >> Fraction);
            green[x] = (short)(((b * 32768) - (r * 11059) - (g * 21709) + (128 << Fraction) + (1 << (Fraction - 1)) - 1) >> Fraction);
            blue[x] = (short)(((r * 32768) - (g * 27439) - (b * 5329) + (128 << Fraction) + (1 << (Fraction - 1)) - 1) >> Fraction);
        }
    }

    /// <summary>Halves a line: the mean of two samples, rounded down and up in turn so that no shade is favoured.</summary>
    /// <param name="line">Twice as many samples as <paramref name="halved"/>.</param>
    public static void Halve(ReadOnlySpan<short> line, Span<short> halved)
    {
        for (int x = 0; x < halved.Length; x++)
            halved[x] = (short)((line[2 * x] + line[(2 * x) + 1] + (x & 1)) >> 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Widen(ReadOnlySpan<short> line)
    {
        Vector128<short> samples = Vector128.Create(line);
        return Vector256.Create(Vector128.WidenLower(samples), Vector128.WidenUpper(samples));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Narrow(Vector256<int> samples, Span<short> line) => Vector128.Narrow(samples.GetLower(), samples.GetUpper()).CopyTo(line);
}
