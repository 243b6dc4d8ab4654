namespace Dicom.Storage.Codecs;

/// <summary>Takes the rows of a subband: its code-blocks are encoded when the last of their rows has come, all that are beside each other.</summary>
/// <param name="tile">The tile.</param>
/// <param name="strip">The subband.</param>
/// <param name="writer">Encodes the code-blocks.</param>
internal sealed class BandTarget(TileStructure tile, BandStrip strip, CodeBlockWriter writer) : CoefficientTarget
{
    private int _row;

    public override Span<int> Row => strip.IsEmpty ? [] : strip[_row];

    public override void Take()
    {
        if (strip.IsEmpty)
            return;
        if (_row == 0)
            strip.MoveNext();
        if (++_row < strip.Height)
            return;

        _row = 0;
        foreach (ref readonly Precinct precinct in strip.Precincts)
        {
            (int first, int end) = strip.BlocksOf(precinct);
            for (int i = first; i < end; i++)
            {
                ref readonly CodeBlock block = ref tile.Blocks[i];
                writer.Write(i, block, strip.Band, strip.From(block), strip.Band.Bounds.Width);
            }
        }
    }

    public override void Dispose() => strip.Dispose();
}
