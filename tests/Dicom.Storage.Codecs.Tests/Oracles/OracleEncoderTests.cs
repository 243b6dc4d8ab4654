using System.Buffers;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>What our encoders write, decoded by the same decoders of others: every depth, sign and shape that a syntax holds, in one process a row.</summary>
public sealed class OracleEncoderTests
{
    private const int Near = 3;

    private static readonly (int Columns, int Rows)[] s_sizes = [(1, 1), (17, 3), (513, 1), (1, 130), (64, 64), (131, 67)];

    // Samples, bits allocated, bits stored, sign.
    private static readonly (int Samples, int Allocated, int Stored, bool IsSigned)[] s_formats =
    [
        (1, 8, 8, false), (1, 8, 8, true), (1, 8, 5, false), (1, 16, 10, false), (1, 16, 12, false), (1, 16, 12, true), (1, 16, 16, false), (1, 16, 16, true),
        (3, 8, 8, false), (3, 16, 12, false), (3, 16, 16, false),
    ];

    [Theory]
    [InlineData("charls", "JPEGLSLossless")]
    [InlineData("charls", "JPEGLSNearLossless")]
    [InlineData("pylibjpeg-libjpeg", "JPEGLSLossless")]
    [InlineData("pylibjpeg-libjpeg", "JPEGLSNearLossless")]
    [InlineData("openjpeg", "JPEG2000Lossless")]
    [InlineData("pylibjpeg-openjpeg", "JPEG2000Lossless")]
    [InlineData("openjph", "HTJ2KLossless")]
    [InlineData("openjpeg", "HTJ2KLossless")]
    [InlineData("pylibjpeg-openjpeg", "HTJ2KLossless")]
    [InlineData("openjph", "HTJ2KLosslessRPCL")]
    [InlineData("openjpeg", "HTJ2KLosslessRPCL")]
    [InlineData("pylibjpeg-openjpeg", "HTJ2KLosslessRPCL")]
    [InlineData("libjpeg-turbo", "JPEGBaseline8Bit")]
    [InlineData("pylibjpeg-libjpeg", "JPEGBaseline8Bit")]
    [InlineData("libjpeg-turbo", "JPEGLosslessSV1")]
    [InlineData("pylibjpeg-libjpeg", "JPEGLosslessSV1")]
    [InlineData("pylibjpeg-rle", "RLELossless")]
    public void Frames_of_every_kind_decode_in_a_tool_of_others(string decoder, string keyword)
    {
        DicomTransferSyntax syntax = DicomTransferSyntax.All.Single(syntax => syntax.Keyword == keyword);
        Assert.True(CodecRegistry.Default.TryGetEncoder(syntax, out IFrameCodec? codec));
        (FrameInfo Frame, byte[] Pixels)[] frames = [.. Frames().Where(frame => CanHold(decoder, syntax, frame.Frame))];
        OracleJob[] jobs = [.. frames.Select(frame => new OracleJob(decoder, Encode(codec, syntax, frame.Pixels, frame.Frame), frame.Frame))];

        using OracleRun run = OracleRun.Of(jobs);

        foreach ((int i, (FrameInfo frame, byte[] pixels)) in frames.Index())
        {
            byte[] expected = SyntaxTraits.IsLossless(syntax) ? pixels : Decode(codec, jobs[i]);
            if (syntax == DicomTransferSyntax.JPEGBaseline8Bit)
                OracleComparison.AssertSameJpeg(run[i], jobs[i], expected);
            else
                OracleComparison.AssertSame(run[i], expected, frame, tolerance: 0);
            if (syntax == DicomTransferSyntax.JPEGLSNearLossless && !frame.IsSigned)
                OracleComparison.AssertSame(run[i], pixels, frame, Near);
        }
    }

    private static IEnumerable<(FrameInfo Frame, byte[] Pixels)> Frames() =>
        from size in s_sizes
        from format in s_formats
        from kind in Enumerable.Range(0, 5)
        let frame = new FrameInfo(size.Columns, size.Rows, format.Samples, format.Allocated, format.Stored, format.IsSigned)
        select (frame, Jpeg2000EncoderTests.Fill(frame, kind, seed: 7));

    private static bool CanHold(string decoder, DicomTransferSyntax syntax, in FrameInfo frame)
    {
        if (syntax == DicomTransferSyntax.JPEGBaseline8Bit)
            return frame is { BitsStored: 8, IsSigned: false };
        return decoder switch
        {
            "libjpeg-turbo" => frame.BitsAllocated == 8,
            "openjpeg" or "openjph" => frame is not { IsSigned: true, BitsAllocated: 8 }, // their JavaScript makes bytes of them that stop at 0
            _ => true,
        };
    }

    private static byte[] Encode(IFrameCodec codec, DicomTransferSyntax syntax, byte[] pixels, in FrameInfo frame)
    {
        ArrayBufferWriter<byte> codestream = new();
        codec.Encode(pixels, frame, new FrameEncoding(syntax) { IsRgb = frame.SamplesPerPixel == 3, NearLossless = Near }, codestream);
        return codestream.WrittenSpan.ToArray();
    }

    private static byte[] Decode(IFrameCodec codec, OracleJob job)
    {
        byte[] pixels = new byte[job.Frame.Length];
        codec.Decode(job.Codestream.Span, job.Frame, pixels);
        return pixels;
    }
}
