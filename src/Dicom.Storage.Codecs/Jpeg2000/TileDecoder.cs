using System.Buffers;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>Decodes tiles: packets, code-blocks, wavelet, component transform. One instance serves one thread, and all tiles of a codestream.</summary>
internal sealed class TileDecoder(CodestreamIndex index) : IDisposable
{
    private const int MaxBlock = 4096;

    private readonly BlockPieces _pieces = new();
    private readonly BlockSource _source = new();
    private readonly MqBlockDecoder _blockDecoder = new();
    private readonly HtBlockDecoder _htBlockDecoder = new();
    private readonly uint[] _block = ArrayPool<uint>.Shared.Rent(MaxBlock);

    public void Dispose()
    {
        _pieces.Dispose();
        _source.Dispose();
        _blockDecoder.Dispose();
        _htBlockDecoder.Dispose();
        ArrayPool<uint>.Shared.Return(_block);
    }

    /// <summary>Decodes one tile.</summary>
    /// <param name="codestream">The codestream of the index.</param>
    /// <param name="tileIndex">The tile.</param>
    /// <param name="range">Its tile-parts in <see cref="CodestreamIndex.Parts"/>.</param>
    /// <param name="sink">Takes the samples.</param>
    public void Decode<TSink>(ReadOnlySpan<byte> codestream, int tileIndex, (int First, int End) range, ref TSink sink)
        where TSink : ISampleSink, allows ref struct
    {
        CodingParameters parameters = new(index.Grid, index.Main);
        byte[]? packed = ReadTileHeaders(codestream, parameters, range);
        using TileStructure tile = TileBuilder.Build(parameters, tileIndex);
        _pieces.Clear();
        PacketReader reader = new(codestream, index.Parts, range, packed is not null, packed, tile, _pieces);
        PacketOrder.ReadAll(tile, ref reader);

        int[][] buffers = new int[tile.Components.Length][];
        try
        {
            for (int i = 0; i < buffers.Length; i++)
            {
                int area = checked((int)tile.Components[i].Bounds.Area);
                buffers[i] = ComponentBuffers.Rent(Math.Max(1, area));
                buffers[i].AsSpan(0, area).Clear();
            }

            DecodeBlocks(codestream, tile, buffers);
            Reconstruct(tile, buffers);
            for (int i = 0; i < buffers.Length; i++)
            {
                if (!tile.Components[i].Bounds.IsEmpty)
                    sink.Write(i, tile.Components[i].Bounds, buffers[i].AsSpan(0, (int)tile.Components[i].Bounds.Area));
            }
        }
        finally
        {
            foreach (int[]? buffer in buffers)
            {
                if (buffer is not null)
                    ComponentBuffers.Return(buffer);
            }
        }
    }

    /// <summary>Reads the headers of a tile's parts, and puts the packet headers that lie apart together.</summary>
    private byte[]? ReadTileHeaders(ReadOnlySpan<byte> codestream, CodingParameters parameters, (int First, int End) range)
    {
        PackedHeaders? packedHere = null;
        List<byte> packed = [];
        for (int i = range.First; i < range.End; i++)
        {
            TilePart part = index.Parts[i];
            Jpeg2000SegmentReader reader = new(codestream.Slice(part.HeaderStart, part.HeaderLength));
            while (reader.Remaining > 0)
            {
                int marker = reader.ReadMarker(out ReadOnlySpan<byte> content);
                if (marker == Jpeg2000Marker.PackedHeadersTilePart)
                    (packedHere ??= new PackedHeaders()).Add(content);
                else
                    parameters.Read(marker, content);
            }

            if (index.HasPackedHeaders)
                packed.AddRange(index.PackedHeaders.Slice(part.PackedStart, part.PackedLength));
        }

        packedHere?.Complete();
        return packedHere is not null ? packedHere.Bytes.ToArray() : index.HasPackedHeaders ? [.. packed] : null;
    }

    private void DecodeBlocks(ReadOnlySpan<byte> codestream, TileStructure tile, int[][] buffers)
    {
        foreach (ref CodeBlock block in tile.Blocks)
        {
            if (block.FirstPiece == 0)
                continue;
            TileComponent component = tile.Components[block.Component];
            Subband band = component.Resolutions[block.Resolution].Subbands[block.Band];
            int planes = band.BitPlanes + component.RoiShift - block.ZeroBitPlanes;
            if (planes < 1)
                throw Jpeg2000Errors.Invalid("a code-block has no bit-plane.");

            _source.Load(codestream, _pieces, block);
            Span<uint> coefficients = _block.AsSpan(0, block.Width * block.Height);
            IBlockDecoder decoder = block.Coder == BlockCoder.HighThroughput ? _htBlockDecoder : _blockDecoder;
            decoder.Decode(
                new CodedBlock
                {
                    Data = _source.Data,
                    Segments = _source.Segments,
                    Width = block.Width,
                    Height = block.Height,
                    BitPlanes = planes,
                    RegionShift = component.RoiShift,
                    Orientation = band.Orientation,
                    Styles = component.Style.BlockStyles,
                },
                coefficients);
            if (component.RoiShift > 0 && block.Coder == BlockCoder.HighThroughput)
                CoefficientKernels.UnshiftRegion(coefficients, component.RoiShift);

            int stride = component.Bounds.Width;
            Span<int> target = buffers[block.Component].AsSpan(block.BufferY * stride + block.BufferX);
            if (component.Style.IsReversible)
                CoefficientKernels.StoreReversible(coefficients, block.Width, target, stride);
            else
                CoefficientKernels.StoreIrreversible(coefficients, block.Width, band.Step, MemoryMarshal.Cast<int, float>(target), stride);
        }
    }

    private void Reconstruct(TileStructure tile, int[][] buffers)
    {
        for (int i = 0; i < buffers.Length; i++)
            InverseWavelet(tile.Components[i], buffers[i]);

        if (tile.Coding.HasComponentTransform)
            InverseComponentTransform(tile, buffers);

        for (int i = 0; i < buffers.Length; i++)
        {
            TileComponent component = tile.Components[i];
            Span<int> samples = buffers[i].AsSpan(0, (int)component.Bounds.Area);
            if (!component.Style.IsReversible)
                CoefficientKernels.Round(samples);
            ImageComponent image = index.Grid.Components[i];
            CoefficientKernels.ShiftAndClamp(samples, image.Precision, image.IsSigned);
        }
    }

    private static void InverseWavelet(TileComponent component, int[] buffer)
    {
        if (component.Bounds.IsEmpty)
            return;
        Span<Bounds> resolutions = stackalloc Bounds[CodingStyle.MaxLevels + 1];
        for (int r = 0; r < component.Resolutions.Length; r++)
            resolutions[r] = component.Resolutions[r].Bounds;
        resolutions = resolutions[..component.Resolutions.Length];
        Span<int> data = buffer.AsSpan(0, (int)component.Bounds.Area);
        if (component.Style.IsReversible)
            WaveletTransform.Inverse53(data, component.Bounds.Width, resolutions);
        else
            WaveletTransform.Inverse97(MemoryMarshal.Cast<int, float>(data), component.Bounds.Width, resolutions);
    }

    private static void InverseComponentTransform(TileStructure tile, int[][] buffers)
    {
        if (tile.Components.Length < 3)
            throw Jpeg2000Errors.Invalid("a component transform needs three components.");
        TileComponent first = tile.Components[0];
        for (int i = 1; i < 3; i++)
        {
            if (tile.Components[i].Bounds != first.Bounds || tile.Components[i].Style.IsReversible != first.Style.IsReversible)
                throw Jpeg2000Errors.Invalid("a component transform needs three components that are alike.");
        }

        int area = (int)first.Bounds.Area;
        Span<int> c0 = buffers[0].AsSpan(0, area);
        Span<int> c1 = buffers[1].AsSpan(0, area);
        Span<int> c2 = buffers[2].AsSpan(0, area);
        if (first.Style.IsReversible)
            CoefficientKernels.InverseReversibleTransform(c0, c1, c2);
        else
            CoefficientKernels.InverseIrreversibleTransform(MemoryMarshal.Cast<int, float>(c0), MemoryMarshal.Cast<int, float>(c1), MemoryMarshal.Cast<int, float>(c2));
    }
}
