using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>A reference image of the shared conformance data: binary PGM or PPM, packed or not.</summary>
internal sealed record Pnm(int Columns, int Rows, int Samples, int MaxValue, byte[] Pixels)
{
    /// <summary>Gets the samples, colour by pixel, of one byte, or of two little endian.</summary>
    public static Pnm Read(string path)
    {
        using FileStream file = File.OpenRead(SharedFiles.Require("codec-conformance/" + path));
        using Stream packed = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using MemoryStream all = new();
        packed.CopyTo(all);
        byte[] bytes = all.ToArray();

        int at = 0;
        string type = Word(bytes, ref at);
        int[] numbers = [.. Enumerable.Range(0, 3).Select(_ => int.Parse(Word(bytes, ref at), CultureInfo.InvariantCulture))];
        byte[] pixels = bytes[at..];
        if (numbers[2] > byte.MaxValue)
        {
            Span<ushort> words = MemoryMarshal.Cast<byte, ushort>(pixels.AsSpan());
            BinaryPrimitives.ReverseEndianness(words, words);
        }

        return new Pnm(numbers[0], numbers[1], type == "P6" ? 3 : 1, numbers[2], pixels);
    }

    private static string Word(byte[] bytes, ref int at)
    {
        StringBuilder word = new();
        while (word.Length == 0 || !char.IsWhiteSpace((char)bytes[at]))
        {
            if (bytes[at] == '#')
                at = Array.IndexOf(bytes, (byte)'\n', at);
            else if (!char.IsWhiteSpace((char)bytes[at]))
                word.Append((char)bytes[at]);
            at++;
        }

        at++;
        return word.ToString();
    }
}
