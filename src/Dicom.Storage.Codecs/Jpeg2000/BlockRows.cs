namespace Dicom.Storage.Codecs;

/// <summary>Goes over the code-blocks of a subband, all that are beside each other at once, from the top down: through its precincts, row by row.</summary>
internal struct BlockRows(TileStructure tile, Resolution resolution, int band)
{
    private int _precinctRow = -1;
    private int _row;
    private int _rows;

    /// <summary>Gets the precincts that the code-blocks are of.</summary>
    public readonly ReadOnlySpan<Precinct> Precincts =>
        tile.Precincts.Slice(resolution.FirstPrecinct + (_precinctRow * resolution.PrecinctsWide), resolution.PrecinctsWide);

    /// <summary>Goes to the next row of code-blocks, of which there is one.</summary>
    public void MoveNext()
    {
        _row++;
        while (_row >= _rows)
        {
            // A precinct at the edge may have nothing of the subband.
            _precinctRow++;
            _row = 0;
            _rows = 0;
            foreach (ref readonly Precinct precinct in Precincts)
                _rows = Math.Max(_rows, tile.Bands[precinct.FirstBand + band].BlocksHigh);
        }
    }

    /// <summary>The code-blocks of a precinct, as indices of <see cref="TileStructure.Blocks"/>.</summary>
    public readonly (int First, int End) In(in Precinct precinct)
    {
        ref readonly PrecinctBand part = ref tile.Bands[precinct.FirstBand + band];
        int first = part.FirstBlock + (_row * part.BlocksWide);
        return (first, first + part.BlocksWide);
    }
}
