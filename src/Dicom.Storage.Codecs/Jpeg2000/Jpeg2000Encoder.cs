using System.Buffers;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>
/// Encodes frames without loss: 5/3 wavelet of up to five levels, RCT for red, green and blue, code-blocks of 64 x 64 in one tile and
/// one layer, LRCP; by either block coder, that of Part 15 also in the order for progressive display.
/// </summary>
internal static class Jpeg2000Encoder
{
    private const int MaxPrecision = 24;

    /// <summary>Four bytes for each of them are taken while a frame is encoded: a gibibyte.</summary>
    private const int MaxSamples = 1 << 28;
    private const int MaxLevels = 5;

    /// <summary>The sides that the lowest resolution of a progressive codestream has at most (PS3.5 10.18).</summary>
    private const int ThumbnailSide = 64;

    /// <summary>Encodes a frame.</summary>
    /// <param name="pixels">The frame's bytes.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="isRgb">Whether its samples are red, green and blue.</param>
    /// <param name="syntax">Decides about the block coder, and whether the codestream is for progressive display.</param>
    /// <param name="destination">Takes the codestream.</param>
    public static void Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, bool isRgb, DicomTransferSyntax syntax, IBufferWriter<byte> destination)
    {
        if (frame.SampleCount > MaxSamples)
            throw Jpeg2000Errors.OverBudget($"a frame of {frame.SampleCount} samples is more than can be encoded at once.");
        int area = frame.Columns * frame.Rows;
        int[][] planes = new int[frame.SamplesPerPixel][];
        try
        {
            int precision = 1;
            for (int i = 0; i < planes.Length; i++)
            {
                planes[i] = ComponentBuffers.Rent(area);
                Jpeg2000Samples.Read(pixels, frame, i, planes[i].AsSpan(0, area));
                precision = Math.Max(precision, Jpeg2000Samples.PrecisionOf(planes[i].AsSpan(0, area), frame));
            }

            if (precision > MaxPrecision)
                throw Jpeg2000Errors.Unsupported($"samples of {precision} bits.");
            bool isProgressive = syntax == DicomTransferSyntax.HTJ2KLosslessRPCL;
            Jpeg2000EncoderSettings settings = new()
            {
                Levels = LevelsOf(frame, isProgressive),
                HasComponentTransform = isRgb && planes.Length == 3,
                Precision = precision,
                IsSigned = frame.IsSigned,
                IsHighThroughput = isProgressive || syntax == DicomTransferSyntax.HTJ2KLossless,
                IsProgressive = isProgressive,
            };
            Encode(planes, frame, settings, destination);
        }
        finally
        {
            foreach (int[]? plane in planes)
            {
                if (plane is not null)
                    ComponentBuffers.Return(plane);
            }
        }
    }

    // A level more than there is to halve would only make empty subbands; a thumbnail may need them.
    private static int LevelsOf(in FrameInfo frame, bool isProgressive)
    {
        int levels = 0;
        while (levels < MaxLevels && Math.Min(frame.Columns, frame.Rows) >> (levels + 1) > 0)
            levels++;
        while (isProgressive && Math.Max(frame.Columns, frame.Rows) - 1 >> levels >= ThumbnailSide)
            levels++;
        return levels;
    }

    private static void Encode(int[][] planes, in FrameInfo frame, Jpeg2000EncoderSettings settings, IBufferWriter<byte> destination)
    {
        CodingParameters parameters = Jpeg2000EncoderHeaders.Parameters(frame, settings);
        int area = frame.Columns * frame.Rows;
        foreach (int[] plane in planes)
            CoefficientKernels.ShiftDown(plane.AsSpan(0, area), settings.Precision, settings.IsSigned);
        if (settings.HasComponentTransform)
            CoefficientKernels.ForwardReversibleTransform(planes[0].AsSpan(0, area), planes[1].AsSpan(0, area), planes[2].AsSpan(0, area));

        using TileStructure tile = TileBuilder.Build(parameters, 0);
        using Jpeg2000Buffer segments = new();
        EncodedBlock[] blocks = ArrayPool<EncodedBlock>.Shared.Rent(Math.Max(1, tile.BlockCount));
        try
        {
            for (int i = 0; i < planes.Length; i++)
                TransformForward(tile.Components[i], planes[i].AsSpan(0, area));
            int more = EncodeBlocks(tile, planes, settings.IsHighThroughput, segments, blocks);

            using Jpeg2000Buffer packets = new();
            int[] ends = PacketWriter.WriteAll(tile, blocks, more, segments.Written, packets);
            settings = settings with { GuardBits = settings.GuardBits + more };
            Write(frame, settings, packets.Written, settings.IsProgressive ? ends : [packets.Length], destination);
        }
        finally
        {
            ArrayPool<EncodedBlock>.Shared.Return(blocks);
        }
    }

    private static void Write(
        in FrameInfo frame, Jpeg2000EncoderSettings settings, ReadOnlySpan<byte> packets, ReadOnlySpan<int> parts, IBufferWriter<byte> destination)
    {
        using Jpeg2000Buffer header = new();
        Jpeg2000EncoderHeaders.Write(frame, settings, parts, header);
        int start = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            Jpeg2000EncoderHeaders.WriteTilePart(i, parts.Length, parts[i] - start, header);
            destination.Write(header.Written);
            destination.Write(packets[start..parts[i]]);
            header.Clear();
            start = parts[i];
        }

        destination.Write([(byte)0xFF, (byte)0xD9]);
    }

    private static void TransformForward(TileComponent component, Span<int> data)
    {
        Span<Bounds> resolutions = stackalloc Bounds[CodingStyle.MaxLevels + 1];
        for (int r = 0; r < component.Resolutions.Length; r++)
            resolutions[r] = component.Resolutions[r].Bounds;
        WaveletTransform.Forward53(data, component.Bounds.Width, resolutions[..component.Resolutions.Length]);
    }

    /// <returns>The bit-planes that a block has more than its subband, at most.</returns>
    private static int EncodeBlocks(TileStructure tile, int[][] planes, bool isHighThroughput, Jpeg2000Buffer segments, EncodedBlock[] blocks)
    {
        using MqBlockEncoder encoder = new();
        using HtBlockEncoder htEncoder = new();
        uint[] coefficients = ArrayPool<uint>.Shared.Rent(MqBlockEncoder.MaxSide * MqBlockEncoder.MaxSide);
        int more = 0;
        for (int i = 0; i < tile.BlockCount; i++)
        {
            ref CodeBlock block = ref tile.Blocks[i];
            TileComponent component = tile.Components[block.Component];
            int stride = component.Bounds.Width;
            Span<uint> values = coefficients.AsSpan(0, block.Width * block.Height);
            uint all = CoefficientKernels.Load(planes[block.Component].AsSpan(block.BufferY * stride + block.BufferX), stride, block.Width, values);
            int bitPlanes = 32 - System.Numerics.BitOperations.LeadingZeroCount(all);
            Subband band = component.Resolutions[block.Resolution].Subbands[block.Band];
            more = Math.Max(more, bitPlanes - band.BitPlanes);
            int start = segments.Length;
            if (bitPlanes > 0 && isHighThroughput)
            {
                htEncoder.Encode(values, block.Width, block.Height, bitPlanes, segments);
            }
            else if (bitPlanes > 0)
            {
                encoder.Encode(values, block.Width, block.Height, band.Orientation, bitPlanes, segments);
            }

            blocks[i] = new EncodedBlock(start, segments.Length - start, bitPlanes, isHighThroughput);
        }

        ArrayPool<uint>.Shared.Return(coefficients);
        return more;
    }
}

/// <summary>A code-block as it was encoded: where its segment lies, and its bit-planes; none of them for a block of zeros.</summary>
internal readonly record struct EncodedBlock(int Start, int Length, int BitPlanes, bool IsHighThroughput)
{
    public int Passes => IsHighThroughput ? 1 : 3 * BitPlanes - 2;

    /// <summary>Gets the planes that the decoder is to count. The cleanup pass of Part 15 ends in the lowest, and has the bits of those above it.</summary>
    public int CodedPlanes => IsHighThroughput ? 1 : BitPlanes;
}
