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

    /// <summary>The codestream lies in memory until it is whole.</summary>
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
        int precision = Jpeg2000Samples.PrecisionOf(pixels, frame);
        if (precision > MaxPrecision)
            throw Jpeg2000Errors.Unsupported($"samples of {precision} bits; {MaxPrecision} are the most.");
        bool isProgressive = syntax == DicomTransferSyntax.HTJ2KLosslessRPCL;
        Jpeg2000EncoderSettings settings = new()
        {
            Levels = LevelsOf(frame, isProgressive),
            HasComponentTransform = isRgb && frame.SamplesPerPixel == ComponentTransform.Components,
            Precision = precision,
            IsSigned = frame.IsSigned,
            IsHighThroughput = isProgressive || syntax == DicomTransferSyntax.HTJ2KLossless,
            IsProgressive = isProgressive,
        };
        Encode(pixels, frame, settings, destination);
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

    private static void Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, Jpeg2000EncoderSettings settings, IBufferWriter<byte> destination)
    {
        CodingParameters parameters = Jpeg2000EncoderHeaders.Parameters(frame, settings);
        using TileStructure tile = TileBuilder.Build(parameters, 0);
        using Jpeg2000Buffer segments = new();
        EncodedBlock[] blocks = ArrayPool<EncodedBlock>.Shared.Rent(Math.Max(1, tile.BlockCount));
        try
        {
            using CodeBlockWriter writer = new(settings.IsHighThroughput, segments, blocks);
            int together = settings.HasComponentTransform ? ComponentTransform.Components : 1;
            for (int i = 0; i < tile.Components.Length; i += together)
                EncodeComponents(pixels, frame, settings, tile, i, together, writer);

            using Jpeg2000Buffer packets = new();
            int[] ends = PacketWriter.WriteAll(tile, blocks, writer.MorePlanes, segments.Written, packets);
            settings = settings with { GuardBits = settings.GuardBits + writer.MorePlanes };
            Write(frame, settings, packets.Written, settings.IsProgressive ? ends : [packets.Length], destination);
        }
        finally
        {
            ArrayPool<EncodedBlock>.Shared.Return(blocks);
        }
    }

    /// <summary>Encodes the code-blocks of components: of one, or of those that are transformed together.</summary>
    private static void EncodeComponents(
        ReadOnlySpan<byte> pixels, in FrameInfo frame, Jpeg2000EncoderSettings settings, TileStructure tile, int first, int count, CodeBlockWriter writer)
    {
        CoefficientTarget[] targets = new CoefficientTarget[count];
        for (int i = 0; i < count; i++)
            targets[i] = Open(tile, tile.Components[first + i], writer);
        for (int y = 0; y < frame.Rows; y++)
        {
            for (int i = 0; i < count; i++)
            {
                Jpeg2000Samples.Read(pixels, frame, first + i, y, targets[i].Row);
                CoefficientKernels.ShiftDown(targets[i].Row, settings.Precision, settings.IsSigned);
            }

            if (count > 1)
                CoefficientKernels.ForwardReversibleTransform(targets[0].Row, targets[1].Row, targets[2].Row);
            foreach (CoefficientTarget target in targets)
                target.Take();
        }

        foreach (CoefficientTarget target in targets)
            target.Dispose();
    }

    /// <summary>Puts the resolutions of a component one upon the other.</summary>
    private static CoefficientTarget Open(TileStructure tile, TileComponent component, CodeBlockWriter writer)
    {
        CoefficientTarget target = Open(tile, component, 0, 0, writer);
        for (int r = 1; r < component.Resolutions.Length; r++)
        {
            target = new ResolutionTarget(
                component.Resolutions[r].Bounds,
                target,
                Open(tile, component, r, 0, writer),
                Open(tile, component, r, 1, writer),
                Open(tile, component, r, 2, writer));
        }

        return target;
    }

    private static BandTarget Open(TileStructure tile, TileComponent component, int resolution, int band, CodeBlockWriter writer) =>
        new(tile, new BandStrip(tile, component, resolution, band), writer);

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
}
