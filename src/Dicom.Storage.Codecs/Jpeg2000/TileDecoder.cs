using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>
/// Decodes tiles: packets first, then row by row what they hold, code-blocks, wavelet and component transform. One instance serves one
/// thread, and all tiles of a codestream.
/// </summary>
internal sealed class TileDecoder : IDisposable
{
    private readonly CodestreamIndex _index;
    private readonly BlockPieces _pieces = new();
    private readonly CodeBlockReader _blocks;

    public TileDecoder(CodestreamIndex index)
    {
        _index = index;
        _blocks = new CodeBlockReader(_pieces);
    }

    public void Dispose()
    {
        _pieces.Dispose();
        _blocks.Dispose();
    }

    /// <summary>Decodes one tile.</summary>
    /// <param name="codestream">The codestream of the index.</param>
    /// <param name="tileIndex">The tile.</param>
    /// <param name="range">Its tile-parts in <see cref="CodestreamIndex.Parts"/>.</param>
    /// <param name="sink">Takes the samples.</param>
    public void Decode<TSink>(ReadOnlySpan<byte> codestream, int tileIndex, (int First, int End) range, ref TSink sink)
        where TSink : ISampleSink, allows ref struct
    {
        CodingParameters parameters = new(_index.Grid, _index.Main);
        byte[]? packed = ReadTileHeaders(codestream, parameters, range);
        using TileStructure tile = TileBuilder.Build(parameters, tileIndex);
        _pieces.Clear();
        PacketReader reader = new(codestream, _index.Parts, range, packed is not null, packed, tile, _pieces);
        PacketOrder.ReadAll(tile, ref reader);

        int transformed = 0;
        if (tile.Coding.HasComponentTransform)
        {
            transformed = ComponentTransform.Components;
            ComponentTransform.Check(tile);
            Write(codestream, tile, 0, transformed, ref sink);
        }

        for (int i = transformed; i < tile.Components.Length; i++)
            Write(codestream, tile, i, 1, ref sink);
    }

    /// <summary>Reads the headers of a tile's parts, and puts the packet headers that lie apart together.</summary>
    private byte[]? ReadTileHeaders(ReadOnlySpan<byte> codestream, CodingParameters parameters, (int First, int End) range)
    {
        PackedHeaders? packedHere = null;
        List<byte> packed = [];
        for (int i = range.First; i < range.End; i++)
        {
            TilePart part = _index.Parts[i];
            Jpeg2000SegmentReader reader = new(codestream.Slice(part.HeaderStart, part.HeaderLength));
            while (reader.Remaining > 0)
            {
                int marker = reader.ReadMarker(out ReadOnlySpan<byte> content);
                if (marker == Jpeg2000Marker.PackedHeadersTilePart)
                    (packedHere ??= new PackedHeaders()).Add(content);
                else
                    parameters.Read(marker, content);
            }

            if (_index.HasPackedHeaders)
                packed.AddRange(_index.PackedHeaders.Slice(part.PackedStart, part.PackedLength));
        }

        packedHere?.Complete();
        return packedHere is not null ? packedHere.Bytes.ToArray() : _index.HasPackedHeaders ? [.. packed] : null;
    }

    /// <summary>Writes components: one, or those that were transformed together.</summary>
    private void Write<TSink>(ReadOnlySpan<byte> codestream, TileStructure tile, int first, int count, ref TSink sink)
        where TSink : ISampleSink, allows ref struct
    {
        TileComponent component = tile.Components[first];
        Bounds bounds = component.Bounds;
        if (bounds.IsEmpty)
            return;

        CoefficientRows[] sources = new CoefficientRows[count];
        int[] rented = ArrayPool<int>.Shared.Rent(checked(count * bounds.Width));
        try
        {
            for (int i = 0; i < count; i++)
                sources[i] = Open(tile, tile.Components[first + i]);
            Span<int> rows = rented.AsSpan(0, count * bounds.Width);
            for (int y = bounds.Y0; y < bounds.Y1; y++)
            {
                for (int i = 0; i < count; i++)
                    sources[i].Next(codestream).CopyTo(rows[(i * bounds.Width)..]);
                if (count > 1)
                    ComponentTransform.Inverse(rows, component.Style.IsReversible);
                if (!component.Style.IsReversible)
                    CoefficientKernels.Round(rows);
                for (int i = 0; i < count; i++)
                {
                    ImageComponent image = _index.Grid.Components[first + i];
                    CoefficientKernels.ShiftAndClamp(rows.Slice(i * bounds.Width, bounds.Width), image.Precision, image.IsSigned);
                }

                sink.Write(first, count, bounds.X0, y, rows);
            }
        }
        finally
        {
            foreach (CoefficientRows? source in sources)
                source?.Dispose();
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    /// <summary>Puts the resolutions of a component one upon the other.</summary>
    private CoefficientRows Open(TileStructure tile, TileComponent component)
    {
        CoefficientRows rows = Open(tile, component, 0, 0);
        for (int r = 1; r < component.Resolutions.Length; r++)
        {
            CoefficientRows highLow = Open(tile, component, r, 0);
            CoefficientRows lowHigh = Open(tile, component, r, 1);
            CoefficientRows highHigh = Open(tile, component, r, 2);
            Bounds bounds = component.Resolutions[r].Bounds;
            rows = component.Style.IsReversible
                ? new ResolutionRows<ReversibleLifting>(bounds, rows, highLow, lowHigh, highHigh)
                : new ResolutionRows<IrreversibleLifting>(bounds, rows, highLow, lowHigh, highHigh);
        }

        return rows;
    }

    private BandRows Open(TileStructure tile, TileComponent component, int resolution, int band) =>
        new(tile, new BandStrip(tile, component, resolution, band), _blocks);
}
