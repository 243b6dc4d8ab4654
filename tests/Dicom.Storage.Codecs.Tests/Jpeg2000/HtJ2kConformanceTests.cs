using System.Globalization;
using System.IO.Compression;
using System.Text;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>OpenJPH's own test codestreams: those without loss against the picture they were made of, others against OpenJPEG's decoding.</summary>
public sealed class HtJ2kConformanceTests
{
    public static TheoryData<string> Streams => SharedFiles.TryGet("codec-conformance/manifest.tsv") is null
        ? [string.Empty]
        : [.. Rows().Where(row => row["file"].StartsWith("htj2k/", StringComparison.Ordinal)).Select(row => row["file"])];

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_codestream_decodes_to_its_reference(string file)
    {
        IReadOnlyDictionary<string, string> row = Rows().Single(r => r["file"] == file);
        string reference = row["references"].Split(';')[^1];
        byte[] codestream = File.ReadAllBytes(SharedFiles.Require("codec-conformance/" + file));

        int[][] planes = PlanarSink.Decode(codestream);

        int[] actual = [.. planes.SelectMany(plane => plane)];
        int[] expected = Samples(reference, Unzip(SharedFiles.Require("codec-conformance/" + reference)), row, planes);
        Assert.Equal(expected.Length, actual.Length);
        int[] differences = [.. actual.Zip(expected, (a, e) => Math.Abs(a - e))];
        if (file.Contains("irv97_64x64_yuv", StringComparison.Ordinal))
            AssertUpstreamErrors(differences, planes); // no decoding of another tool, only how far it is from the picture
        else
            Assert.InRange(differences.Max(), 0, row["tolerance"].StartsWith("exact", StringComparison.Ordinal) && !file.Contains("lossy", StringComparison.Ordinal) ? 0 : 1);
    }

    // mse/pae per component of the manifest: 20.277807/52 6.279119/22 4.159367/31
    private static void AssertUpstreamErrors(int[] differences, int[][] planes)
    {
        (double Error, int Peak)[] upstream = [(20.277807, 52), (6.279119, 22), (4.159367, 31)];
        int start = 0;
        for (int i = 0; i < planes.Length; i++)
        {
            int[] plane = differences[start..(start += planes[i].Length)];
            Assert.InRange(plane.Average(d => (double)d * d), 0, upstream[i].Error * 1.01);
            Assert.InRange(plane.Max(), 0, upstream[i].Peak + 1);
        }
    }

    private static int[] Samples(string name, byte[] bytes, IReadOnlyDictionary<string, string> row, int[][] planes)
    {
        int depth = int.Parse(row["bits"], CultureInfo.InvariantCulture);
        if (name.Contains(".ppm", StringComparison.Ordinal) || name.Contains(".pgm", StringComparison.Ordinal))
            return ReadPnm(bytes, planes.Length);
        return depth <= 8
            ? [.. bytes.Select(b => (int)b)]
            : [.. Enumerable.Range(0, bytes.Length / 2).Select(i => bytes[2 * i] | bytes[(2 * i) + 1] << 8)];
    }

    /// <summary>Samples component by component of a PGM or PPM, whose samples of two bytes are big endian.</summary>
    private static int[] ReadPnm(byte[] bytes, int components)
    {
        int position = 0;
        string[] head = [Word(), Word(), Word(), Word()];
        int count = int.Parse(head[1], CultureInfo.InvariantCulture) * int.Parse(head[2], CultureInfo.InvariantCulture);
        int size = int.Parse(head[3], CultureInfo.InvariantCulture) > 255 ? 2 : 1;
        int[] samples = new int[count * components];
        for (int i = 0; i < samples.Length; i++)
        {
            int at = position + (i * size);
            samples[(i % components * count) + (i / components)] = size == 1 ? bytes[at] : bytes[at] << 8 | bytes[at + 1];
        }

        return samples;

        string Word()
        {
            while (bytes[position] == '#')
                position = Array.IndexOf(bytes, (byte)'\n', position) + 1;
            int start = position;
            while (!char.IsWhiteSpace((char)bytes[position]))
                position++;
            return Encoding.ASCII.GetString(bytes, start, position++ - start);
        }
    }

    private static byte[] Unzip(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
            return File.ReadAllBytes(path);
        using GZipStream unzip = new(File.OpenRead(path), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        unzip.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows() => [.. SharedFiles.ReadTable("codec-conformance/manifest.tsv")];
}
