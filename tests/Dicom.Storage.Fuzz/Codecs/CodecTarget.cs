using System.Buffers;
using System.Buffers.Binary;
using Dicom.Storage.Codecs;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Fuzz;

/// <summary>
/// A frame as a data set describes it, then its codestream: columns and rows (UInt16, little endian), samples per pixel, bits
/// allocated, bits stored with 80 for signed, and the codestream. What decodes must come out the same when it is encoded and decoded
/// again where the codec has a lossless syntax.
/// </summary>
internal static class CodecTarget
{
    public const int HeadBytes = 7;
    private const int MaxFrameBytes = 1 << 20;

    public static byte[] Input(in FrameInfo frame, ReadOnlySpan<byte> codestream)
    {
        byte[] input = new byte[HeadBytes + codestream.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(input, (ushort)frame.Columns);
        BinaryPrimitives.WriteUInt16LittleEndian(input.AsSpan(2), (ushort)frame.Rows);
        input[4] = (byte)frame.SamplesPerPixel;
        input[5] = (byte)frame.BitsAllocated;
        input[6] = (byte)(frame.BitsStored | (frame.IsSigned ? 0x80 : 0));
        codestream.CopyTo(input.AsSpan(HeadBytes));
        return input;
    }

    public static void Run(IFrameCodec codec, ReadOnlySpan<byte> input)
    {
        if (input.Length < HeadBytes)
            return;

        try
        {
            FrameInfo frame = new(
                BinaryPrimitives.ReadUInt16LittleEndian(input),
                BinaryPrimitives.ReadUInt16LittleEndian(input[2..]),
                input[4],
                input[5],
                input[6] & 0x7F,
                input[6] >= 0x80);
            if (frame.Length > MaxFrameBytes)
                return;

            byte[] pixels = new byte[frame.Length];
            codec.Decode(input[HeadBytes..], frame, pixels);
            CheckRoundTrip(codec, frame, pixels);
        }
        catch (CodecException)
        {
            // The answer to whatever cannot be decoded.
        }
    }

    private static void CheckRoundTrip(IFrameCodec codec, in FrameInfo frame, byte[] pixels)
    {
        foreach (DicomTransferSyntax syntax in codec.Encodes.Where(s => s.Name.Contains("Lossless", StringComparison.Ordinal)))
        {
            ArrayBufferWriter<byte> codestream = new();
            codec.Encode(pixels, frame, new FrameEncoding(syntax) { NearLossless = 0 }, codestream);
            byte[] again = new byte[pixels.Length];
            codec.Decode(codestream.WrittenSpan, frame, again);
            FuzzFinding.ThrowUnless(pixels.AsSpan().SequenceEqual(again), $"{syntax.Keyword} does not give the frame back.");
        }
    }
}
