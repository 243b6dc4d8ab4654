using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>Takes the rows of a subband: its code-blocks are encoded when the last of their rows has come, all that are beside each other.</summary>
internal sealed class BandTarget : CoefficientTarget
{
    private readonly TileStructure _tile;
    private readonly Subband _band;
    private readonly CodeBlockWriter _writer;
    private BlockRows _blocks;
    private int[] _strip;
    private int _row;
    private int _left;

    /// <param name="tile">The tile.</param>
    /// <param name="component">The component in it.</param>
    /// <param name="resolution">The resolution, from 0.</param>
    /// <param name="band">The subband in <see cref="Resolution.Subbands"/>.</param>
    /// <param name="writer">Encodes the code-blocks.</param>
    public BandTarget(TileStructure tile, TileComponent component, int resolution, int band, CodeBlockWriter writer)
    {
        _tile = tile;
        _band = component.Resolutions[resolution].Subbands[band];
        _writer = writer;
        _blocks = new BlockRows(tile, component.Resolutions[resolution], band);
        _strip = [];
        if (_band.Bounds.IsEmpty)
            return;
        _left = _band.Bounds.Height;
        _strip = ArrayPool<int>.Shared.Rent(checked(_band.Bounds.Width * TileBuilder.BlockHeight(component, resolution, _band)));
        _blocks.MoveNext();
    }

    public override Span<int> Row => _band.Bounds.IsEmpty ? [] : _strip.AsSpan(_row * _band.Bounds.Width, _band.Bounds.Width);

    public override void Take()
    {
        if (_band.Bounds.IsEmpty)
            return;
        _row++;
        int height = 0;
        foreach (ref readonly Precinct precinct in _blocks.Precincts)
        {
            (int first, int end) = _blocks.In(precinct);
            for (int i = first; i < end; i++)
            {
                ref readonly CodeBlock block = ref _tile.Blocks[i];
                height = block.Height;
                if (_row < height)
                    return;
                _writer.Write(i, block, _band.Orientation, _strip.AsSpan(block.X), _band.Bounds.Width);
            }
        }

        _left -= height;
        _row = 0;
        if (_left > 0)
            _blocks.MoveNext();
    }

    public override void Dispose()
    {
        ArrayPool<int>.Shared.Return(_strip);
        _strip = [];
    }
}
