using System.Buffers;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>Frames through the codec.</summary>
internal static class JpegLsFrames
{
    private static readonly JpegLsCodec s_codec = new();

    public static byte[] Decode(ReadOnlySpan<byte> codestream, in FrameInfo frame)
    {
        byte[] pixels = new byte[frame.Length];
        pixels.AsSpan().Fill(0xA5);
        s_codec.Decode(codestream, frame, pixels);
        return pixels;
    }

    public static byte[] Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, int near = 0)
    {
        ArrayBufferWriter<byte> writer = new();
        FrameEncoding encoding = near == 0
            ? new FrameEncoding(DicomTransferSyntax.JPEGLSLossless)
            : new FrameEncoding(DicomTransferSyntax.JPEGLSNearLossless) { NearLossless = near };
        s_codec.Encode(pixels, frame, encoding, writer);
        return writer.WrittenSpan.ToArray();
    }

    public static byte[] Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, int near, JpegLsInterleave interleave)
    {
        ArrayBufferWriter<byte> writer = new();
        JpegLsEncoder.Encode(pixels, frame, near, interleave, writer);
        return writer.WrittenSpan.ToArray();
    }

    public static CodecFailure FailureOf(byte[] codestream, FrameInfo frame) =>
        Assert.Throws<CodecException>(() => Decode(codestream, frame)).Failure;

    /// <summary>The largest difference of two samples, as numbers.</summary>
    public static int MaxDifference(byte[] a, byte[] b, in FrameInfo frame)
    {
        int max = 0;
        for (int i = 0; i < a.Length; i += frame.BytesPerSample)
            max = Math.Max(max, Math.Abs(Sample(a, i, frame) - Sample(b, i, frame)));
        return max;
    }

    private static int Sample(byte[] pixels, int at, in FrameInfo frame) => (frame.BytesPerSample, frame.IsSigned) switch
    {
        (1, false) => pixels[at],
        (1, true) => (sbyte)pixels[at],
        (_, false) => BitConverter.ToUInt16(pixels, at),
        _ => BitConverter.ToInt16(pixels, at),
    };
}
