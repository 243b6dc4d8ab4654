using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>Files transcoded in memory, and what their frames are.</summary>
internal static class Transcoded
{
    /// <summary>The syntaxes that lose nothing and that there is an encoder for.</summary>
    public static IEnumerable<DicomTransferSyntax> LosslessSyntaxes => DicomTransferSyntax.All.Where(syntax =>
        (SyntaxTraits.IsUncompressed(syntax) && CodecsOrPlain.Contains(syntax)) || (SyntaxTraits.IsLossless(syntax) && CodecRegistry.Default.Encodes.Contains(syntax)));

    private static readonly DicomTransferSyntax[] CodecsOrPlain =
    [
        DicomTransferSyntax.ImplicitVRLittleEndian,
        DicomTransferSyntax.ExplicitVRLittleEndian,
        DicomTransferSyntax.DeflatedExplicitVRLittleEndian,
        DicomTransferSyntax.ExplicitVRBigEndian,
        DicomTransferSyntax.EncapsulatedUncompressedExplicitVRLittleEndian,
    ];

    /// <summary>Whether an image can be in a syntax: compression other than RLE and deflate is for samples of up to 16 bits here, floating-point numbers have none.</summary>
    public static bool CanHold(DicomTransferSyntax syntax, DicomDataset dataset)
    {
        if (SyntaxTraits.IsUncompressed(syntax) && !syntax.IsEncapsulated)
            return true;
        DicomPixelData pixels = DicomPixelData.Create(dataset);
        return dataset.Contains(DicomTag.PixelData) && (pixels.BitsAllocated <= 16 || SyntaxTraits.IsUncompressed(syntax) || syntax == DicomTransferSyntax.RLELossless || syntax == DicomTransferSyntax.DeflatedImageFrameCompression);
    }

    public static bool CanHold(DicomTransferSyntax syntax, string path)
    {
        using DicomFile file = DicomFile.Open(path);
        return CanHold(syntax, file.Dataset);
    }

    public static async Task<DicomFile> ToAsync(DicomFile file, DicomTransferSyntax target, TranscoderOptions? options = null)
    {
        using TranscodedFile transcoded = await new Transcoder(options).TranscodeAsync(file, target, TestContext.Current.CancellationToken);
        MemoryStream stream = new();
        await transcoded.File.SaveAsync(stream, options: null, TestContext.Current.CancellationToken);
        return DicomFile.Open(stream.ToArray());
    }

    /// <summary>All frames of native Pixel Data as the oracles give them: little endian, colour by pixel, bits packed, without padding.</summary>
    public static byte[] Pixels(DicomFile file)
    {
        DicomPixelData pixels = DicomPixelData.Create(file.Dataset);
        if (pixels.BitsAllocated == 1)
            return file.Dataset.GetItem<DicomElement>(DicomTag.PixelData).GetBuffer().ToArray();

        MemoryStream all = new();
        for (int i = 0; i < pixels.NumberOfFrames; i++)
            all.Write(pixels is { IsPlanar: true, SamplesPerPixel: 3 } ? ByPixel(pixels.GetFrame(i).Span, pixels.BitsAllocated / 8) : pixels.GetFrame(i).Span);
        return all.ToArray();
    }

    /// <summary>Pixels whose chrominance two share, each with its own (PS3.3 C.7.6.3.1.2): Y, Y, Cb, Cr becomes Y, Cb, Cr, Y, Cb, Cr.</summary>
    public static byte[] Widened(byte[] pairs) =>
        [.. pairs.Chunk(4).SelectMany(static pair => new[] { pair[0], pair[2], pair[3], pair[1], pair[2], pair[3] })];

    private static byte[] ByPixel(ReadOnlySpan<byte> planes, int sampleBytes)
    {
        byte[] pixels = new byte[planes.Length];
        int plane = planes.Length / 3;
        for (int i = 0; i < pixels.Length; i++)
        {
            int sample = i / sampleBytes;
            pixels[i] = planes[(sample % 3 * plane) + (sample / 3 * sampleBytes) + (i % sampleBytes)];
        }

        return pixels;
    }
}
