using System.Buffers;
using System.Text.RegularExpressions;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>The code and the table of docs/codecs.md.</summary>
public sealed partial class CodecSnippets
{
    [Fact]
    public void A_frame_decoded_and_encoded()
    {
        using DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/rle/MR_small_RLE.dcm"));
        DicomPixelData pixels = DicomPixelData.Create(file.Dataset);
        DicomTransferSyntax syntax = file.Dataset.TransferSyntax;

        #region frame
        FrameInfo info = new(pixels.Columns, pixels.Rows, pixels.SamplesPerPixel, pixels.BitsAllocated, pixels.BitsStored, pixels.IsSigned);
        byte[] decoded = new byte[info.Length];                                       // at most what your own budget allows
        if (CodecRegistry.Default.TryGetDecoder(syntax, out IFrameCodec? decoder))
            decoder.Decode(pixels.GetFrame(0).Span, info, decoded);                   // a CodecException says why it cannot

        ArrayBufferWriter<byte> codestream = new();
        new JpegLsCodec().Encode(decoded, info, new FrameEncoding(DicomTransferSyntax.JPEGLSNearLossless) { NearLossless = 2 }, codestream);
        #endregion

        Assert.NotNull(decoder);
        Assert.Equal(CorpusImage.DigestOf("rle/MR_small_RLE.dcm"), CorpusImage.Digest(decoded));
        Assert.InRange(codestream.WrittenCount, 1, decoded.Length / 2);
    }

    [Fact]
    public void The_table_has_the_syntaxes_of_the_package()
    {
        string page = File.ReadAllText(SourceTree.PathOf("docs", "codecs.md"));

        string[] rows = [.. Row().Matches(page).Select(row => string.Join(' ', row.Groups.Values.Skip(1).Select(group => group.Value)))];

        CodecRegistry codecs = CodecRegistry.Default;
        Assert.Equal(
            codecs.Decodes.Union(codecs.Encodes).Select(s => $"{s.Keyword} {Word(codecs.Decodes.Contains(s))} {Word(codecs.Encodes.Contains(s))}").Order(StringComparer.Ordinal),
            rows.Order(StringComparer.Ordinal));
    }

    private static string Word(bool isThere) => isThere ? "yes" : "no";

    [GeneratedRegex(@"^\| (\w+) \| (yes|no) \| (yes|no) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
