using System.Globalization;
using System.Security.Cryptography;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>An image of the shared test data with the digests of its decoded frames, which independent tools agreed on.</summary>
internal sealed class CorpusImage : IDisposable
{
    private static readonly Lazy<ILookup<string, IReadOnlyDictionary<string, string>>> s_frames =
        new(() => SharedFiles.ReadTable("dicom/oracle-frames.tsv").ToLookup(row => row["file"], StringComparer.Ordinal));

    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> s_images =
        new(() => SharedFiles.ReadTable("dicom/oracle-pixels.tsv").ToDictionary(row => row["file"], StringComparer.Ordinal));

    private readonly DicomFile _file;
    private readonly IReadOnlyDictionary<string, string> _oracle;

    private CorpusImage(string path, DicomFile file)
    {
        Path = path;
        _file = file;
        _oracle = s_images.Value[path];
        Pixels = DicomPixelData.Create(file.Dataset);
        // A frame of single bits is decoded to a byte a sample; the digest is over packed bits.
        Frame = new FrameInfo(Pixels.Columns, Pixels.Rows, Pixels.SamplesPerPixel, Math.Max(8, (int)Pixels.BitsAllocated), Pixels.BitsStored, Pixels.IsSigned);
    }

    /// <summary>Gets the path below <c>dicom/</c>.</summary>
    public string Path { get; }

    public DicomDataset Dataset => _file.Dataset;

    public DicomPixelData Pixels { get; }

    public FrameInfo Frame { get; }

    /// <summary>Gets whether the digests must be met bit for bit.</summary>
    public bool IsExact => _oracle["tolerance"] == "exact";

    /// <summary>Gets the row of oracle-pixels.tsv.</summary>
    public IReadOnlyDictionary<string, string> Oracle => _oracle;

    /// <summary>The files below a folder of <c>dicom/</c> that have an oracle of pixels, for example <c>jpegls</c>.</summary>
    public static TheoryData<string> In(string folder) =>
        SharedFiles.TryGet("dicom/oracle-pixels.tsv") is null
            ? [string.Empty]
            : [.. s_images.Value.Where(pair => pair.Key.StartsWith(folder + "/", StringComparison.Ordinal) && pair.Value["status"] != "none").Select(pair => pair.Key)];

    /// <summary>All files whose digests must be met bit for bit.</summary>
    public static TheoryData<string> Exact =>
        SharedFiles.TryGet("dicom/oracle-pixels.tsv") is null
            ? [string.Empty]
            : [.. s_images.Value.Where(pair => pair.Value["status"] != "none" && pair.Value["tolerance"].StartsWith("exact", StringComparison.Ordinal)).Select(pair => pair.Key)];

    public static CorpusImage Open(string path) => new(path, DicomFile.Open(SharedFiles.Require("dicom/" + path)));

    /// <summary>The digest of all frames, as oracle-pixels.tsv gives it.</summary>
    public static string DigestOf(string path) => s_images.Value[path]["sha256"];

    /// <summary>The digest of a frame, from 0, as oracle-frames.tsv gives it.</summary>
    public string DigestOf(int frame) =>
        s_frames.Value[Path].Single(row => row["frame"] == (frame + 1).ToString(CultureInfo.InvariantCulture))["sha256"];

    public static string Digest(ReadOnlySpan<byte> pixels) => Convert.ToHexStringLower(SHA256.HashData(pixels));

    public void Dispose() => _file.Dispose();
}
