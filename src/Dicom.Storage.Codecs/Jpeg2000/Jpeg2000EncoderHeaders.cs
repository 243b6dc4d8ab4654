namespace Dicom.Storage.Codecs;

/// <summary>The headers that the encoder writes (T.800 Annex A).</summary>
internal static class Jpeg2000EncoderHeaders
{
    private const int MinGuardBits = 2;
    private const int MaxGuardBits = 7;

    /// <summary>What a decoder will read out of the headers, to lay out the tile.</summary>
    public static CodingParameters Parameters(in FrameInfo frame, Jpeg2000EncoderSettings settings)
    {
        using Jpeg2000Buffer header = new();
        WriteSize(frame, settings, header);
        CodingParameters parameters = new(SizeParser.Parse(header.Written[4..]));
        int start = header.Length;
        WriteCodingStyle(settings, header);
        parameters.Read(Jpeg2000Marker.CodingStyleDefault, header.Written[(start + 4)..]);
        start = header.Length;
        WriteQuantization(settings, MinGuardBits, header);
        parameters.Read(Jpeg2000Marker.QuantizationDefault, header.Written[(start + 4)..]);
        return parameters;
    }

    /// <summary>The guard bits with which every block's planes are within Mb of its subband (T.800 E-2). The 5/3 wavelet can widen what it is given by more than two bits.</summary>
    public static int GuardBitsFor(TileStructure tile, ReadOnlySpan<EncodedBlock> blocks)
    {
        int guardBits = MinGuardBits;
        for (int i = 0; i < blocks.Length; i++)
        {
            ref CodeBlock block = ref tile.Blocks[i];
            Subband band = tile.Components[block.Component].Resolutions[block.Resolution].Subbands[block.Band];
            guardBits = Math.Max(guardBits, MinGuardBits + blocks[i].BitPlanes - band.BitPlanes);
        }

        return Math.Min(guardBits, MaxGuardBits);
    }

    /// <summary>The planes of a subband that are not in a block.</summary>
    public static int ZeroBitPlanes(Subband band, int guardBits, in EncodedBlock block) => band.BitPlanes + guardBits - MinGuardBits - block.BitPlanes;

    public static void Write(in FrameInfo frame, Jpeg2000EncoderSettings settings, int guardBits, int packetBytes, Jpeg2000Buffer header)
    {
        header.WriteUInt16(Jpeg2000Marker.StartOfCodestream);
        WriteSize(frame, settings, header);
        WriteCodingStyle(settings, header);
        WriteQuantization(settings, guardBits, header);
        header.WriteUInt16(Jpeg2000Marker.StartOfTilePart);
        header.WriteUInt16(10);
        header.WriteUInt16(0);
        header.WriteUInt32((uint)(packetBytes + 14));
        header.WriteByte(0);
        header.WriteByte(1);
        header.WriteUInt16(Jpeg2000Marker.StartOfData);
    }

    private static void WriteSize(in FrameInfo frame, Jpeg2000EncoderSettings settings, Jpeg2000Buffer header)
    {
        header.WriteUInt16(Jpeg2000Marker.Size);
        header.WriteUInt16(38 + 3 * frame.SamplesPerPixel);
        header.WriteUInt16(0);
        header.WriteUInt32((uint)frame.Columns);
        header.WriteUInt32((uint)frame.Rows);
        header.WriteUInt32(0);
        header.WriteUInt32(0);
        header.WriteUInt32((uint)frame.Columns);
        header.WriteUInt32((uint)frame.Rows);
        header.WriteUInt32(0);
        header.WriteUInt32(0);
        header.WriteUInt16(frame.SamplesPerPixel);
        for (int i = 0; i < frame.SamplesPerPixel; i++)
        {
            header.WriteByte(settings.Precision - 1 | (settings.IsSigned ? 0x80 : 0));
            header.WriteByte(1);
            header.WriteByte(1);
        }
    }

    private static void WriteCodingStyle(Jpeg2000EncoderSettings settings, Jpeg2000Buffer header)
    {
        header.WriteUInt16(Jpeg2000Marker.CodingStyleDefault);
        header.WriteUInt16(12);
        header.WriteByte(0);
        header.WriteByte((int)ProgressionOrder.LayerResolutionComponentPosition);
        header.WriteUInt16(1);
        header.WriteByte(settings.HasComponentTransform ? 1 : 0);
        header.WriteByte(settings.Levels);
        header.WriteByte(Jpeg2000EncoderSettings.BlockExponent - 2);
        header.WriteByte(Jpeg2000EncoderSettings.BlockExponent - 2);
        header.WriteByte(0);
        header.WriteByte(1); // 5/3
    }

    // The exponent is the range of a subband: the depth, one bit for each high-pass, one for the differences of the RCT (T.800 E-4).
    private static void WriteQuantization(Jpeg2000EncoderSettings settings, int guardBits, Jpeg2000Buffer header)
    {
        int range = settings.Precision + (settings.HasComponentTransform ? 1 : 0);
        header.WriteUInt16(Jpeg2000Marker.QuantizationDefault);
        header.WriteUInt16(4 + 3 * settings.Levels);
        header.WriteByte(guardBits << 5);
        header.WriteByte(range << 3);
        for (int level = 0; level < settings.Levels; level++)
        {
            header.WriteByte((range + 1) << 3);
            header.WriteByte((range + 1) << 3);
            header.WriteByte((range + 2) << 3);
        }
    }
}
