using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>Takes a frame apart into components.</summary>
internal static class Jpeg2000Samples
{
    /// <summary>Reads a component.</summary>
    /// <param name="pixels">The frame.</param>
    /// <param name="frame">Its shape.</param>
    /// <param name="component">The component, from 0.</param>
    /// <param name="samples">Takes columns x rows samples.</param>
    public static void Read(ReadOnlySpan<byte> pixels, in FrameInfo frame, int component, Span<int> samples)
    {
        int step = frame.SamplesPerPixel;
        switch (frame.BytesPerSample)
        {
            case 1:
                for (int i = 0, from = component; i < samples.Length; i++, from += step)
                    samples[i] = frame.IsSigned ? (sbyte)pixels[from] : pixels[from];
                break;
            case 2:
                ReadOnlySpan<ushort> words = MemoryMarshal.Cast<byte, ushort>(pixels);
                for (int i = 0, from = component; i < samples.Length; i++, from += step)
                {
                    ushort word = BitConverter.IsLittleEndian ? words[from] : BinaryPrimitives.ReverseEndianness(words[from]);
                    samples[i] = frame.IsSigned ? (short)word : word;
                }

                break;
            default:
                for (int i = 0, from = component; i < samples.Length; i++, from += step)
                    samples[i] = BinaryPrimitives.ReadInt32LittleEndian(pixels[(from * 4)..]);
                break;
        }
    }

    /// <summary>
    /// The bits that hold every sample: those stored, or, where a sample has more (overlays in unused bits, signs not extended), those
    /// allocated, so that the frame comes back bit for bit.
    /// </summary>
    public static int PrecisionOf(ReadOnlySpan<int> samples, in FrameInfo frame)
    {
        (long low, long high) = frame.IsSigned
            ? (-(1L << (frame.BitsStored - 1)), (1L << (frame.BitsStored - 1)) - 1)
            : (0, (1L << frame.BitsStored) - 1);
        int least = 0;
        int most = 0;
        foreach (int sample in samples)
        {
            least = Math.Min(least, sample);
            most = Math.Max(most, sample);
        }

        return least >= low && most <= high ? frame.BitsStored : frame.BitsAllocated;
    }
}
