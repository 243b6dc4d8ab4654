using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>The rows of a subband: its code-blocks are decoded when the first of their rows is asked for, all that are beside each other.</summary>
internal sealed class BandRows : CoefficientRows
{
    private readonly TileStructure _tile;
    private readonly TileComponent _component;
    private readonly Subband _band;
    private readonly CodeBlockReader _reader;
    private BlockRows _blocks;
    private int[] _strip;
    private int _row;
    private int _rows;

    /// <param name="tile">The tile.</param>
    /// <param name="component">The component in it.</param>
    /// <param name="resolution">The resolution, from 0.</param>
    /// <param name="band">The subband in <see cref="Resolution.Subbands"/>.</param>
    /// <param name="reader">Decodes the code-blocks.</param>
    public BandRows(TileStructure tile, TileComponent component, int resolution, int band, CodeBlockReader reader)
    {
        _tile = tile;
        _component = component;
        _band = component.Resolutions[resolution].Subbands[band];
        _reader = reader;
        _blocks = new BlockRows(tile, component.Resolutions[resolution], band);
        _strip = _band.Bounds.IsEmpty ? [] : ArrayPool<int>.Shared.Rent(checked(_band.Bounds.Width * TileBuilder.BlockHeight(component, resolution, _band)));
    }

    public override ReadOnlySpan<int> Next(ReadOnlySpan<byte> codestream)
    {
        if (_band.Bounds.IsEmpty)
            return [];
        if (_row == _rows)
            ReadBlocks(codestream);
        return _strip.AsSpan(_row++ * _band.Bounds.Width, _band.Bounds.Width);
    }

    public override void Dispose()
    {
        ArrayPool<int>.Shared.Return(_strip);
        _strip = [];
    }

    private void ReadBlocks(ReadOnlySpan<byte> codestream)
    {
        _blocks.MoveNext();
        foreach (ref readonly Precinct precinct in _blocks.Precincts)
        {
            (int first, int end) = _blocks.In(precinct);
            for (int i = first; i < end; i++)
            {
                ref readonly CodeBlock block = ref _tile.Blocks[i];
                _reader.Read(codestream, block, _component, _band, _strip.AsSpan(block.X), _band.Bounds.Width);
                _rows = block.Height;
            }
        }

        _row = 0;
    }
}
