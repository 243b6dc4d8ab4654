namespace Dicom.Storage.Codecs;

/// <summary>The rows of a subband: its code-blocks are decoded when the first of their rows is asked for, all that are beside each other.</summary>
/// <param name="tile">The tile.</param>
/// <param name="strip">The subband.</param>
/// <param name="reader">Decodes the code-blocks.</param>
internal sealed class BandRows(TileStructure tile, BandStrip strip, CodeBlockReader reader) : CoefficientRows
{
    private int _row;

    public override ReadOnlySpan<int> Next(ReadOnlySpan<byte> codestream)
    {
        if (strip.IsEmpty)
            return [];
        if (_row == strip.Height)
            ReadBlocks(codestream);
        return strip[_row++];
    }

    public override void Dispose() => strip.Dispose();

    private void ReadBlocks(ReadOnlySpan<byte> codestream)
    {
        strip.MoveNext();
        _row = 0;
        foreach (ref readonly Precinct precinct in strip.Precincts)
        {
            (int first, int end) = strip.BlocksOf(precinct);
            foreach (ref readonly CodeBlock block in tile.Blocks[first..end])
                reader.Read(codestream, block, strip.Component, strip.Band, strip.From(block), strip.Band.Bounds.Width);
        }
    }
}
