using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>
/// The order of the packets of a tile (T.800 B.12). A progression is the precincts that it is about, sorted as it says, and which
/// layers of them follow; each precinct remembers its next layer, so that what an earlier progression of POC read is left out.
/// </summary>
internal static class PacketOrder
{
    /// <summary>Precincts that the progressions of a tile may look at altogether: a multiple of its own, and some.</summary>
    private const int LooksPerPrecinct = 64;
    private const int FreeLooks = 1 << 20;

    /// <summary>Reads all packets.</summary>
    public static void ReadAll(TileStructure tile, ref PacketReader reader)
    {
        if (tile.Changes.Count == 0)
        {
            ReadProgression(tile, new ProgressionChange(tile.Coding.Order, 0, CodingStyle.MaxLevels + 1, 0, int.MaxValue, tile.Coding.Layers), ref reader);
            return;
        }

        long looks = FreeLooks + (long)LooksPerPrecinct * tile.PrecinctCount;
        foreach (ProgressionChange change in tile.Changes)
        {
            looks -= tile.PrecinctCount;
            if (looks < 0)
                throw Jpeg2000Errors.OverBudget("more progressions than a tile of this size may have.");
            ReadProgression(tile, change, ref reader);
        }

        foreach (ref Precinct precinct in tile.Precincts)
        {
            if (precinct.NextLayer < tile.Coding.Layers)
                throw Jpeg2000Errors.Invalid("its progressions leave packets out.");
        }
    }

    private static void ReadProgression(TileStructure tile, in ProgressionChange change, ref PacketReader reader)
    {
        int layers = Math.Min(change.EndLayer, tile.Coding.Layers);
        int[] order = ArrayPool<int>.Shared.Rent(Math.Max(1, tile.PrecinctCount));
        try
        {
            int count = Select(tile, change, layers, order);
            Span<int> selected = order.AsSpan(0, count);
            Sort(tile, change.Order, selected);
            switch (change.Order)
            {
                case ProgressionOrder.LayerResolutionComponentPosition:
                    ReadByLayer(tile, selected, layers, ref reader);
                    break;
                case ProgressionOrder.ResolutionLayerComponentPosition:
                    ReadByResolution(tile, selected, layers, ref reader);
                    break;
                default:
                    foreach (int index in selected)
                    {
                        while (tile.Precincts[index].NextLayer < layers)
                            reader.Read(ref tile.Precincts[index]);
                    }

                    break;
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(order);
        }
    }

    private static int Select(TileStructure tile, in ProgressionChange change, int layers, int[] order)
    {
        int count = 0;
        for (int i = 0; i < tile.PrecinctCount; i++)
        {
            ref Precinct precinct = ref tile.Precincts[i];
            if (precinct.Resolution >= change.FirstResolution && precinct.Resolution < change.EndResolution
                && precinct.Component >= change.FirstComponent && precinct.Component < change.EndComponent
                && precinct.NextLayer < layers)
                order[count++] = i;
        }

        return count;
    }

    // Precincts are numbered by component, resolution and place, which decides between equals.
    public static void Sort(TileStructure tile, ProgressionOrder order, Span<int> selected)
    {
        switch (order)
        {
            case ProgressionOrder.ResolutionPositionComponentLayer:
                selected.Sort((left, right) => Compare(
                    tile, left, right, static p => (p.Resolution, p.GridY, p.GridX, p.Component)));
                break;
            case ProgressionOrder.PositionComponentResolutionLayer:
                selected.Sort((left, right) => Compare(
                    tile, left, right, static p => (p.GridY, p.GridX, p.Component, p.Resolution)));
                break;
            case ProgressionOrder.ComponentPositionResolutionLayer:
                selected.Sort((left, right) => Compare(
                    tile, left, right, static p => (p.Component, p.GridY, p.GridX, p.Resolution)));
                break;
            default:
                selected.Sort((left, right) => Compare(tile, left, right, static p => (p.Resolution, p.Component, 0, 0)));
                break;
        }
    }

    private static int Compare(TileStructure tile, int left, int right, Func<Precinct, (long, long, long, long)> key)
    {
        int result = key(tile.Precincts[left]).CompareTo(key(tile.Precincts[right]));
        return result != 0 ? result : left.CompareTo(right);
    }

    private static void ReadByLayer(TileStructure tile, ReadOnlySpan<int> selected, int layers, ref PacketReader reader)
    {
        int first = layers;
        foreach (int index in selected)
            first = Math.Min(first, tile.Precincts[index].NextLayer);
        for (int layer = first; layer < layers; layer++)
        {
            foreach (int index in selected)
            {
                ref Precinct precinct = ref tile.Precincts[index];
                if (precinct.NextLayer == layer)
                    reader.Read(ref precinct);
            }
        }
    }

    private static void ReadByResolution(TileStructure tile, ReadOnlySpan<int> selected, int layers, ref PacketReader reader)
    {
        while (!selected.IsEmpty)
        {
            int resolution = tile.Precincts[selected[0]].Resolution;
            int count = 1;
            while (count < selected.Length && tile.Precincts[selected[count]].Resolution == resolution)
                count++;
            ReadByLayer(tile, selected[..count], layers, ref reader);
            selected = selected[count..];
        }
    }
}
