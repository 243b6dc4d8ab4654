namespace Dicom.Storage.Codecs;

/// <summary>Decodes codestreams of Part 1, tile by tile.</summary>
internal static class Jpeg2000Decoder
{
    /// <summary>Beyond it, coefficients do not fit in 32 bits.</summary>
    private const int MaxPrecision = 24;

    /// <summary>Bytes of coefficients that a tile may have however short the codestream is.</summary>
    private const long FreeWorkBytes = 256L << 20;

    /// <summary>Beyond it, as many for each byte of the codestream.</summary>
    private const int WorkBytesPerByte = 1024;

    /// <summary>Tiles times components times resolutions that an image may have whatever its size; beyond it, one for each sample.</summary>
    private const int FreeResolutions = 1 << 16;

    public static void Decode<TSink>(ReadOnlySpan<byte> codestream, ref TSink sink)
        where TSink : ISampleSink, allows ref struct
    {
        CodestreamIndex index = CodestreamIndex.Read(codestream);
        CheckBudget(index, codestream.Length);
        using TileDecoder decoder = new(index);
        int next = 0;
        for (int tile = 0; tile < index.Grid.TileCount; tile++)
        {
            int first = next;
            while (next < index.Parts.Count && index.Parts[next].Tile == tile)
                next++;
            if (first == next)
                throw Jpeg2000Errors.EndsEarly();
            decoder.Decode(codestream, tile, (first, next), ref sink);
        }
    }

    private static void CheckBudget(CodestreamIndex index, int length)
    {
        ImageGrid grid = index.Grid;
        long samples = grid.SampleCount;
        long tileArea = Math.Min(grid.FirstTile.Area, grid.Image.Area);
        long work = sizeof(int) * Math.Min(samples, tileArea * grid.Components.Length);
        if (work > Math.Max(FreeWorkBytes, (long)length * WorkBytesPerByte) || work > Array.MaxLength)
            throw Jpeg2000Errors.OverBudget($"{length} bytes that would take {work} to decode.");

        long resolutions = 0;
        for (int i = 0; i < grid.Components.Length; i++)
        {
            if (grid.Components[i].Precision > MaxPrecision)
                throw Jpeg2000Errors.Unsupported($"samples of {grid.Components[i].Precision} bits; {MaxPrecision} are the most.");
            resolutions += index.Main.Style(i).Levels + 1;
        }

        if (resolutions * grid.TileCount > FreeResolutions + samples)
            throw Jpeg2000Errors.OverBudget("more tiles and resolutions than an image of this size may have.");
    }
}
