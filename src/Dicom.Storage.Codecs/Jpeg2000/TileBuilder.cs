namespace Dicom.Storage.Codecs;

/// <summary>Lays out a tile as T.800 Annex B says, after counting what it takes.</summary>
internal static class TileBuilder
{
    /// <summary>Precincts and code-blocks that a tile may have whatever its size; beyond it, one for each four of its samples.</summary>
    private const int FreeParts = 1 << 16;

    public static TileStructure Build(CodingParameters parameters, int tileIndex)
    {
        Bounds bounds = parameters.Grid.Tile(tileIndex);
        TileComponent[] components = new TileComponent[parameters.Grid.Components.Length];
        for (int i = 0; i < components.Length; i++)
            components[i] = BuildComponent(parameters, i, bounds);

        TileStructure tile = new() { Bounds = bounds, Coding = parameters.Tile, Changes = parameters.Changes, Components = components };
        Counter counter = default;
        foreach (TileComponent component in components)
            Count(component, ref counter);
        tile.Allocate(counter.Precincts, counter.Bands, counter.Blocks, counter.Nodes);

        Counter filled = default;
        for (int i = 0; i < components.Length; i++)
            Fill(tile, i, parameters.Grid.Components[i], ref filled);
        return tile;
    }

    private static TileComponent BuildComponent(CodingParameters parameters, int index, in Bounds tile)
    {
        ImageComponent image = parameters.Grid.Components[index];
        CodingStyle style = parameters.Style(index);
        SubbandSteps quantization = parameters.Quantization(index);
        Bounds bounds = tile.Subsample(image.StepX, image.StepY);
        Resolution[] resolutions = new Resolution[style.Levels + 1];
        for (int r = 0; r < resolutions.Length; r++)
            resolutions[r] = BuildResolution(bounds, r, style, quantization, image.Precision);

        return new TileComponent
        {
            Bounds = bounds,
            Style = style,
            Quantization = quantization,
            RoiShift = parameters.RoiShift(index),
            Precision = image.Precision,
            Resolutions = resolutions,
        };
    }

    private static Resolution BuildResolution(in Bounds component, int r, CodingStyle style, SubbandSteps quantization, int precision)
    {
        Bounds bounds = component.Halve(style.Levels - r);
        int widthExponent = style.PrecinctWidthExponent(r);
        int heightExponent = style.PrecinctHeightExponent(r);
        Subband[] bands = new Subband[r == 0 ? 1 : 3];
        for (int b = 0; b < bands.Length; b++)
        {
            BandOrientation orientation = (BandOrientation)(r == 0 ? 0 : b + 1);
            int highX = (int)orientation & 1;
            int highY = (int)orientation >> 1;
            int index = r == 0 ? 0 : 3 * (r - 1) + 1 + b;
            bands[b] = new Subband
            {
                Orientation = orientation,
                Bounds = component.Band(r == 0 ? style.Levels : style.Levels - r + 1, highX, highY),
                BitPlanes = quantization.BitPlanes(index, r),
                Step = StepOf(quantization, style, index, r, precision + highX + highY),
            };
        }

        return new Resolution
        {
            Bounds = bounds,
            PrecinctWidthExponent = widthExponent,
            PrecinctHeightExponent = heightExponent,
            PrecinctsWide = bounds.IsEmpty ? 0 : CellsOf(bounds.X0, bounds.X1, widthExponent),
            PrecinctsHigh = bounds.IsEmpty ? 0 : CellsOf(bounds.Y0, bounds.Y1, heightExponent),
            Subbands = bands,
        };
    }

    // T.800 E-3: 2^(R - eps) (1 + mu / 2^11), R the precision with the gain of the subband.
    private static float StepOf(SubbandSteps quantization, CodingStyle style, int band, int resolution, int range) => style.IsReversible
        ? 1f
        : MathF.ScaleB(1f + quantization.Mantissa(band) / 2048f, range - quantization.Exponent(band, resolution));

    private static int CellsOf(int start, int end, int exponent) => start >= end ? 0 : ((end - 1) >> exponent) - (start >> exponent) + 1;

    private struct Counter
    {
        public int Precincts;
        public int Bands;
        public int Blocks;
        public int Nodes;
    }

    private static void Count(TileComponent component, ref Counter counter)
    {
        long limit = FreeParts + component.Bounds.Area / 4;
        for (int r = 0; r < component.Resolutions.Length; r++)
        {
            Resolution resolution = component.Resolutions[r];
            long precincts = (long)resolution.PrecinctsWide * resolution.PrecinctsHigh;
            long parts = precincts;
            foreach (Subband band in resolution.Subbands)
                parts += CellBound(band.Bounds, BlockExponents(component, resolution, r));
            if (parts > limit)
                throw Jpeg2000Errors.OverBudget("more precincts and code-blocks than a tile of this size may have.");
            limit -= parts;

            resolution.FirstPrecinct = counter.Precincts;
            for (int p = 0; p < precincts; p++)
            {
                foreach (Subband band in resolution.Subbands)
                    CountBand(component, resolution, r, band, p, ref counter);
            }

            counter.Precincts += (int)precincts;
            counter.Bands += (int)precincts * resolution.Subbands.Length;
        }
    }

    // A code-block never crosses a precinct, whose sides are multiples of its own.
    private static long CellBound(in Bounds band, (int Width, int Height) exponents) =>
        (long)CellsOf(band.X0, band.X1, exponents.Width) * CellsOf(band.Y0, band.Y1, exponents.Height);

    private static void CountBand(TileComponent component, Resolution resolution, int r, Subband band, int precinct, ref Counter counter)
    {
        (int Width, int Height) exponents = BlockExponents(component, resolution, r);
        Bounds part = PartOf(resolution, r, band, precinct);
        if (part.IsEmpty)
            return;
        int wide = CellsOf(part.X0, part.X1, exponents.Width);
        int high = CellsOf(part.Y0, part.Y1, exponents.Height);
        counter.Blocks += wide * high;
        counter.Nodes += 2 * TagTree.NodeCount(wide, high);
    }

    /// <summary>The rows of a subband that have code-blocks beside each other, at most.</summary>
    public static int BlockHeight(TileComponent component, int resolution, Subband band) =>
        Math.Min(band.Bounds.Height, 1 << BlockExponents(component, component.Resolutions[resolution], resolution).Height);

    // T.800 B-17, B-18.
    private static (int Width, int Height) BlockExponents(TileComponent component, Resolution resolution, int r) => (
        Math.Min(component.Style.BlockWidthExponent, resolution.PrecinctWidthExponent - (r == 0 ? 0 : 1)),
        Math.Min(component.Style.BlockHeightExponent, resolution.PrecinctHeightExponent - (r == 0 ? 0 : 1)));

    /// <summary>The part of a subband that a precinct covers, in coordinates of the subband (T.800 B.7).</summary>
    private static Bounds PartOf(Resolution resolution, int r, Subband band, int precinct)
    {
        int shift = r == 0 ? 0 : 1;
        int width = resolution.PrecinctWidthExponent - shift;
        int height = resolution.PrecinctHeightExponent - shift;
        long x = ((long)(resolution.Bounds.X0 >> resolution.PrecinctWidthExponent) + precinct % resolution.PrecinctsWide) << width;
        long y = ((long)(resolution.Bounds.Y0 >> resolution.PrecinctHeightExponent) + precinct / resolution.PrecinctsWide) << height;
        return new Bounds(
            (int)Math.Max(x, band.Bounds.X0),
            (int)Math.Max(y, band.Bounds.Y0),
            (int)Math.Min(x + (1L << width), band.Bounds.X1),
            (int)Math.Min(y + (1L << height), band.Bounds.Y1));
    }

    private static void Fill(TileStructure tile, int index, in ImageComponent image, ref Counter filled)
    {
        TileComponent component = tile.Components[index];
        for (int r = 0; r < component.Resolutions.Length; r++)
        {
            Resolution resolution = component.Resolutions[r];
            int count = resolution.PrecinctsWide * resolution.PrecinctsHigh;
            for (int p = 0; p < count; p++)
            {
                ref Precinct precinct = ref tile.Precincts[filled.Precincts++];
                precinct.Component = index;
                precinct.Resolution = r;
                precinct.FirstBand = filled.Bands;
                Place(ref precinct, tile, component, image, p);
                for (int b = 0; b < resolution.Subbands.Length; b++)
                    FillBand(tile, index, r, b, p, ref filled);
            }
        }
    }

    private static void Place(ref Precinct precinct, TileStructure tile, TileComponent component, in ImageComponent image, int p)
    {
        Resolution resolution = component.Resolutions[precinct.Resolution];
        int levels = component.Style.Levels - precinct.Resolution;
        int column = p % resolution.PrecinctsWide;
        int row = p / resolution.PrecinctsWide;
        precinct.GridX = GridOf(resolution.Bounds.X0, resolution.PrecinctWidthExponent, column, levels, image.StepX, tile.Bounds.X0);
        precinct.GridY = GridOf(resolution.Bounds.Y0, resolution.PrecinctHeightExponent, row, levels, image.StepY, tile.Bounds.Y0);
    }

    // The conditions of T.800 B.12.1.3 solved for the precinct: it stands at its own edge, or where the tile begins within it.
    private static long GridOf(int start, int exponent, int index, int levels, int step, int tileStart)
    {
        long edge = ((long)(start >> exponent) + index) << exponent;
        return edge < start ? tileStart : (edge << levels) * step;
    }

    private static void FillBand(TileStructure tile, int index, int r, int b, int p, ref Counter filled)
    {
        TileComponent component = tile.Components[index];
        Resolution resolution = component.Resolutions[r];
        Subband band = resolution.Subbands[b];
        ref PrecinctBand part = ref tile.Bands[filled.Bands++];
        part.FirstBlock = filled.Blocks;
        part.FirstNode = filled.Nodes;
        Bounds area = PartOf(resolution, r, band, p);
        if (area.IsEmpty)
            return;

        (int Width, int Height) exponents = BlockExponents(component, resolution, r);
        part.BlocksWide = CellsOf(area.X0, area.X1, exponents.Width);
        part.BlocksHigh = CellsOf(area.Y0, area.Y1, exponents.Height);
        part.NodeCount = TagTree.NodeCount(part.BlocksWide, part.BlocksHigh);
        filled.Nodes += 2 * part.NodeCount;
        int firstColumn = area.X0 >> exponents.Width;
        int firstRow = area.Y0 >> exponents.Height;
        for (int y = 0; y < part.BlocksHigh; y++)
        {
            for (int x = 0; x < part.BlocksWide; x++)
            {
                Bounds cell = area.Intersect(new Bounds(
                    (firstColumn + x) << exponents.Width,
                    (firstRow + y) << exponents.Height,
                    (firstColumn + x + 1) << exponents.Width,
                    (firstRow + y + 1) << exponents.Height));
                tile.Blocks[filled.Blocks++] = new CodeBlock
                {
                    X = cell.X0 - band.Bounds.X0,
                    Width = (short)cell.Width,
                    Height = (short)cell.Height,
                    Component = (short)index,
                    Resolution = (byte)r,
                    Band = (byte)b,
                };
            }
        }
    }
}
