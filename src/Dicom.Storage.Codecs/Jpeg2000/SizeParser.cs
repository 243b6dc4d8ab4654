namespace Dicom.Storage.Codecs;

/// <summary>Reads SIZ (T.800 A.5.1).</summary>
internal static class SizeParser
{
    /// <summary>More components than any frame of DICOM or stream of T.803 has; what a hostile header asks for is refused before it costs anything.</summary>
    public const int MaxComponents = 1024;

    private const int MaxPrecision = 38;

    public static ImageGrid Parse(ReadOnlySpan<byte> content)
    {
        Jpeg2000SegmentReader reader = new(content);
        int capabilities = reader.ReadUInt16();
        int x1 = reader.ReadCoordinate();
        int y1 = reader.ReadCoordinate();
        int x0 = reader.ReadCoordinate();
        int y0 = reader.ReadCoordinate();
        int tileWidth = ReadTileSide(ref reader);
        int tileHeight = ReadTileSide(ref reader);
        int tileX = reader.ReadCoordinate();
        int tileY = reader.ReadCoordinate();
        // T.800 B-3 to B-6: the image is not empty and begins in the first tile.
        if (x0 >= x1 || y0 >= y1 || tileWidth == 0 || tileHeight == 0
            || tileX > x0 || tileY > y0 || (long)tileX + tileWidth <= x0 || (long)tileY + tileHeight <= y0)
            throw Jpeg2000Errors.Invalid("the image and its tiles do not meet.");

        return new ImageGrid
        {
            Capabilities = capabilities,
            Image = new Bounds(x0, y0, x1, y1),
            FirstTile = new Bounds(tileX, tileY, tileX + tileWidth, tileY + tileHeight),
            Components = ReadComponents(ref reader),
        };
    }

    // A tile larger than the grid is usual (2^32-1 for "one"); the part outside the image is never looked at.
    private static int ReadTileSide(ref Jpeg2000SegmentReader reader) => (int)Math.Min(reader.ReadUInt32(), int.MaxValue / 2);

    private static ImageComponent[] ReadComponents(ref Jpeg2000SegmentReader reader)
    {
        int count = reader.ReadUInt16();
        if (count == 0)
            throw Jpeg2000Errors.Invalid("no component.");
        if (count > MaxComponents)
            throw Jpeg2000Errors.OverBudget($"{count} components.");
        if (reader.Remaining < count * 3)
            throw Jpeg2000Errors.EndsEarly();

        ImageComponent[] components = new ImageComponent[count];
        for (int i = 0; i < count; i++)
        {
            byte depth = reader.ReadByte();
            components[i] = new ImageComponent((depth & 0x7F) + 1, depth >= 0x80, reader.ReadByte(), reader.ReadByte());
            if (components[i].Precision > MaxPrecision || components[i].StepX == 0 || components[i].StepY == 0)
                throw Jpeg2000Errors.Invalid("a component's depth or step is out of range.");
        }

        return components;
    }
}
