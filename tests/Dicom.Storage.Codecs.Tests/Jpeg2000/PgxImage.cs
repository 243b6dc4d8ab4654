using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>The image format of the references of T.803: "PG ML +8 width height", a line end, samples of one, two or four bytes.</summary>
internal sealed record PgxImage(int Width, int Height, int[] Samples)
{
    public static PgxImage Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (path.EndsWith(".gz", StringComparison.Ordinal))
        {
            using GZipStream unzip = new(new MemoryStream(bytes), CompressionMode.Decompress);
            using MemoryStream plain = new();
            unzip.CopyTo(plain);
            bytes = plain.ToArray();
        }

        int end = Array.IndexOf(bytes, (byte)'\n');
        string[] words = Encoding.ASCII.GetString(bytes, 0, end).Replace("+", " ", StringComparison.Ordinal).Replace("-", " -", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool bigEndian = words[1] == "ML";
        bool signed = words[2].StartsWith('-');
        // "+ 8" and "+8" are both in use.
        int[] numbers = [.. string.Join(' ', words[2..]).Replace("- ", "-", StringComparison.Ordinal).Split(' ').Select(w => int.Parse(w, CultureInfo.InvariantCulture))];
        int depth = Math.Abs(numbers[0]);
        int size = depth <= 8 ? 1 : depth <= 16 ? 2 : 4;
        int[] samples = new int[numbers[1] * numbers[2]];
        for (int i = 0; i < samples.Length; i++)
        {
            uint value = 0;
            for (int b = 0; b < size; b++)
                value = value << 8 | bytes[end + 1 + i * size + (bigEndian ? b : size - 1 - b)];
            int unused = 32 - 8 * size;
            samples[i] = signed ? (int)(value << unused) >> unused : (int)value;
        }

        return new PgxImage(numbers[1], numbers[2], samples);
    }
}
