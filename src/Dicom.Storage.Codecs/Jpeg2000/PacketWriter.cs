using System.Numerics;

namespace Dicom.Storage.Codecs;

/// <summary>Writes the packets of a tile of one layer, resolution by resolution (T.800 B.10, B.12).</summary>
internal static class PacketWriter
{
    /// <summary>Writes all packets.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="blocks">Its code-blocks.</param>
    /// <param name="more">Bit-planes that each subband has beyond those that the tile says.</param>
    /// <param name="segments">The bytes of all code-blocks.</param>
    /// <param name="packets">Takes the packets.</param>
    /// <returns>Where those of each resolution end.</returns>
    public static int[] WriteAll(TileStructure tile, EncodedBlock[] blocks, int more, ReadOnlySpan<byte> segments, Jpeg2000Buffer packets)
    {
        int[] order = [.. Enumerable.Range(0, tile.PrecinctCount)];
        PacketOrder.Sort(tile, tile.Coding.Order, order);
        int[] ends = new int[tile.Components.Max(component => component.Resolutions.Length)];
        foreach (int index in order)
        {
            ref Precinct precinct = ref tile.Precincts[index];
            Write(tile, precinct, blocks, more, segments, packets);
            ends[precinct.Resolution] = packets.Length;
        }

        return ends;
    }

    private static void Write(TileStructure tile, in Precinct precinct, EncodedBlock[] blocks, int more, ReadOnlySpan<byte> segments, Jpeg2000Buffer packets)
    {
        Resolution resolution = tile.Components[precinct.Component].Resolutions[precinct.Resolution];
        PacketBitWriter bits = new(packets);
        bits.Write(1);
        for (int b = 0; b < resolution.Subbands.Length; b++)
            WriteBand(tile.Bands[precinct.FirstBand + b], resolution.Subbands[b].BitPlanes + more, blocks, ref bits);
        bits.Align();

        for (int b = 0; b < resolution.Subbands.Length; b++)
        {
            PrecinctBand band = tile.Bands[precinct.FirstBand + b];
            foreach (ref EncodedBlock block in blocks.AsSpan(band.FirstBlock, band.BlocksWide * band.BlocksHigh))
                packets.Write(segments.Slice(block.Start, block.Length));
        }
    }

    private static void WriteBand(in PrecinctBand band, int bitPlanes, EncodedBlock[] blocks, ref PacketBitWriter bits)
    {
        int count = band.BlocksWide * band.BlocksHigh;
        if (count == 0)
            return;
        int[] included = new int[count];
        int[] zeroPlanes = new int[count];
        for (int i = 0; i < count; i++)
        {
            ref EncodedBlock block = ref blocks[band.FirstBlock + i];
            // Layer 0, or after the last for a block of zeros, whose planes must not raise those of the others.
            included[i] = block.BitPlanes == 0 ? 1 : 0;
            zeroPlanes[i] = bitPlanes - block.CodedPlanes;
        }

        TagTreeWriter inclusion = new(band.BlocksWide, band.BlocksHigh, included);
        TagTreeWriter planes = new(band.BlocksWide, band.BlocksHigh, zeroPlanes);
        for (int i = 0; i < count; i++)
        {
            int x = i % band.BlocksWide;
            int y = i / band.BlocksWide;
            inclusion.Write(x, y, 1, ref bits);
            ref EncodedBlock block = ref blocks[band.FirstBlock + i];
            if (block.BitPlanes == 0)
                continue;
            planes.Write(x, y, zeroPlanes[i] + 1, ref bits);
            WritePasses(block.Passes, ref bits);
            WriteLength(block, ref bits);
        }
    }

    // T.800 table B.4.
    private static void WritePasses(int passes, ref PacketBitWriter bits)
    {
        switch (passes)
        {
            case 1:
                bits.Write(0);
                break;
            case 2:
                bits.Write(0b10, 2);
                break;
            case <= 5:
                bits.Write(0b1100 | passes - 3, 4);
                break;
            case <= 36:
                bits.Write(0b1111, 4);
                bits.Write(passes - 6, 5);
                break;
            default:
                bits.Write(0b1_1111_1111, 9);
                bits.Write(passes - 37, 7);
                break;
        }
    }

    // T.800 B.10.7: Lblock starts at 3, ones raise it.
    private static void WriteLength(in EncodedBlock block, ref PacketBitWriter bits)
    {
        int forPasses = BitOperations.Log2((uint)block.Passes);
        int needed = 32 - BitOperations.LeadingZeroCount((uint)block.Length);
        int more = Math.Max(0, needed - 3 - forPasses);
        for (int i = 0; i < more; i++)
            bits.Write(1);
        bits.Write(0);
        bits.Write(block.Length, 3 + more + forPasses);
    }
}
