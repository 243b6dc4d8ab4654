namespace Dicom.Storage.Codecs;

/// <summary>The headers that the encoder writes (T.800 Annex A).</summary>
internal static class Jpeg2000EncoderHeaders
{
    /// <summary>SOT and SOD.</summary>
    private const int TilePartHeaderBytes = 14;

    /// <summary>Rsiz of a codestream that needs Part 15 (T.814 A.2).</summary>
    private const int HighThroughputProfile = 0x4000;

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
        WriteQuantization(settings, header);
        parameters.Read(Jpeg2000Marker.QuantizationDefault, header.Written[(start + 4)..]);
        return parameters;
    }

    /// <summary>Writes the main header.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="settings">What was done with it.</param>
    /// <param name="parts">Where the packets of each tile-part end.</param>
    /// <param name="header">Takes the header.</param>
    public static void Write(in FrameInfo frame, Jpeg2000EncoderSettings settings, ReadOnlySpan<int> parts, Jpeg2000Buffer header)
    {
        header.WriteUInt16(Jpeg2000Marker.StartOfCodestream);
        WriteSize(frame, settings, header);
        if (settings.IsHighThroughput)
            WriteCapabilities(settings, header);
        WriteCodingStyle(settings, header);
        WriteQuantization(settings, header);
        if (settings.IsProgressive)
            WriteLengths(parts, header);
    }

    public static void WriteTilePart(int index, int count, int packetBytes, Jpeg2000Buffer header)
    {
        header.WriteUInt16(Jpeg2000Marker.StartOfTilePart);
        header.WriteUInt16(10);
        header.WriteUInt16(0);
        header.WriteUInt32((uint)(packetBytes + TilePartHeaderBytes));
        header.WriteByte(index);
        header.WriteByte(count);
        header.WriteUInt16(Jpeg2000Marker.StartOfData);
    }

    // T.814 A.3: Part 15 alone, reversible, code-blocks of one kind and one set of passes; the low bits bound the magnitudes (8 to 27 here).
    private static void WriteCapabilities(Jpeg2000EncoderSettings settings, Jpeg2000Buffer header)
    {
        int bound = RangeOf(settings) + (settings.Levels > 0 ? 2 : 0) + settings.GuardBits - 1;
        int code = bound <= 8 ? 0 : bound < 28 ? bound - 8 : 13 + (bound >> 2);
        header.WriteUInt16(Jpeg2000Marker.Capabilities);
        header.WriteUInt16(8);
        header.WriteUInt32(1 << (32 - 15));
        header.WriteUInt16(code);
    }

    // T.800 A.7.1: no tile numbers, as there is one tile, and lengths of four bytes.
    private static void WriteLengths(ReadOnlySpan<int> parts, Jpeg2000Buffer header)
    {
        header.WriteUInt16(Jpeg2000Marker.TilePartLengths);
        header.WriteUInt16(4 + 5 * parts.Length);
        header.WriteByte(0);
        header.WriteByte(0x50);
        int start = 0;
        foreach (int end in parts)
        {
            header.WriteByte(0);
            header.WriteUInt32((uint)(end - start + TilePartHeaderBytes));
            start = end;
        }
    }

    // The range of the lowest subband: the depth, and one bit for the differences of the RCT (T.800 E-4).
    private static int RangeOf(Jpeg2000EncoderSettings settings) => settings.Precision + (settings.HasComponentTransform ? 1 : 0);

    private static void WriteSize(in FrameInfo frame, Jpeg2000EncoderSettings settings, Jpeg2000Buffer header)
    {
        header.WriteUInt16(Jpeg2000Marker.Size);
        header.WriteUInt16(38 + 3 * frame.SamplesPerPixel);
        header.WriteUInt16(settings.IsHighThroughput ? HighThroughputProfile : 0);
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
        header.WriteByte((int)settings.Order);
        header.WriteUInt16(1);
        header.WriteByte(settings.HasComponentTransform ? 1 : 0);
        header.WriteByte(settings.Levels);
        header.WriteByte(Jpeg2000EncoderSettings.BlockExponent - 2);
        header.WriteByte(Jpeg2000EncoderSettings.BlockExponent - 2);
        header.WriteByte((int)(settings.IsHighThroughput ? CodeBlockStyles.HighThroughput : CodeBlockStyles.None));
        header.WriteByte(1); // 5/3
    }

    // The exponent is the range of a subband, one bit more for each high-pass (T.800 E-4).
    private static void WriteQuantization(Jpeg2000EncoderSettings settings, Jpeg2000Buffer header)
    {
        int range = RangeOf(settings);
        header.WriteUInt16(Jpeg2000Marker.QuantizationDefault);
        header.WriteUInt16(4 + 3 * settings.Levels);
        header.WriteByte(settings.GuardBits << 5);
        header.WriteByte(range << 3);
        for (int level = 0; level < settings.Levels; level++)
        {
            header.WriteByte((range + 1) << 3);
            header.WriteByte((range + 1) << 3);
            header.WriteByte((range + 2) << 3);
        }
    }
}
