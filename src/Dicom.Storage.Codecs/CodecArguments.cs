using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>Checks what callers give to a codec, as <see cref="IFrameCodec"/> promises.</summary>
internal static class CodecArguments
{
    public static void CheckDecode(in FrameInfo expected, ReadOnlySpan<byte> destination)
    {
        if (destination.Length != expected.Length)
            throw new ArgumentException($"A frame of {expected.Length} bytes goes into a destination of exactly that length.", nameof(destination));
    }

    public static void CheckEncode(IFrameCodec codec, ReadOnlySpan<byte> pixels, in FrameInfo frame, FrameEncoding encoding, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        ArgumentNullException.ThrowIfNull(destination);
        if (pixels.Length != frame.Length)
            throw new ArgumentException($"A frame of {frame.Length} bytes is encoded from exactly as many.", nameof(pixels));
        if (!codec.Encodes.Contains(encoding.TransferSyntax))
            throw new ArgumentException($"{encoding.TransferSyntax} is not encoded by this codec.", nameof(encoding));
    }
}
