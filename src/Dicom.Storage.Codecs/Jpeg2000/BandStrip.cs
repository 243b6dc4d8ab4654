using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>
/// The rows of a subband that have code-blocks beside each other, and these code-blocks: of the subband no more is in memory. It goes from the
/// top down, through precincts, row by row.
/// </summary>
internal sealed class BandStrip : IDisposable
{
    private readonly TileStructure _tile;
    private readonly Resolution _resolution;
    private readonly int _index;
    private int[] _rows;
    private int _precinctRow = -1;
    private int _blockRow;
    private int _blockRows;

    /// <param name="tile">The tile.</param>
    /// <param name="component">The component in it.</param>
    /// <param name="resolution">The resolution, from 0.</param>
    /// <param name="band">The subband in <see cref="Resolution.Subbands"/>.</param>
    public BandStrip(TileStructure tile, TileComponent component, int resolution, int band)
    {
        _tile = tile;
        _resolution = component.Resolutions[resolution];
        _index = band;
        Component = component;
        Band = _resolution.Subbands[band];
        int height = TileBuilder.BlockHeight(component, resolution, Band);
        _rows = IsEmpty ? [] : ArrayPool<int>.Shared.Rent(checked(Band.Bounds.Width * height));
    }

    public TileComponent Component { get; }

    public Subband Band { get; }

    public bool IsEmpty => Band.Bounds.IsEmpty;

    /// <summary>Gets how many rows there are.</summary>
    public int Height { get; private set; }

    /// <summary>Gets the precincts that the code-blocks are of.</summary>
    public ReadOnlySpan<Precinct> Precincts => _tile.Precincts.Slice(_resolution.FirstPrecinct + (_precinctRow * _resolution.PrecinctsWide), _resolution.PrecinctsWide);

    public Span<int> this[int row] => _rows.AsSpan(row * Band.Bounds.Width, Band.Bounds.Width);

    /// <summary>The rows from the first coefficient of a code-block on.</summary>
    public Span<int> From(in CodeBlock block) => _rows.AsSpan(block.X);

    /// <summary>The code-blocks of a precinct, as indices of <see cref="TileStructure.Blocks"/>.</summary>
    public (int First, int End) BlocksOf(in Precinct precinct)
    {
        ref readonly PrecinctBand part = ref _tile.Bands[precinct.FirstBand + _index];
        int first = part.FirstBlock + (_blockRow * part.BlocksWide);
        return (first, first + part.BlocksWide);
    }

    /// <summary>Goes to the next row of code-blocks, of which there is one.</summary>
    public void MoveNext()
    {
        _blockRow++;
        while (_blockRow >= _blockRows)
        {
            // A precinct at the edge may have nothing of the subband.
            _precinctRow++;
            _blockRow = 0;
            _blockRows = 0;
            foreach (ref readonly Precinct precinct in Precincts)
                _blockRows = Math.Max(_blockRows, _tile.Bands[precinct.FirstBand + _index].BlocksHigh);
        }

        foreach (ref readonly Precinct precinct in Precincts)
        {
            (int first, int end) = BlocksOf(precinct);
            if (first < end)
                Height = _tile.Blocks[first].Height;
        }
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_rows);
        _rows = [];
    }
}
