namespace Dicom.Storage.Codecs;

/// <summary>Reads what COD and COC, QCD and QCC have in common (T.800 A.6.1 to A.6.5).</summary>
internal static class CodingStyleParser
{
    private const CodeBlockStyles PureStyles = CodeBlockStyles.HighThroughput | CodeBlockStyles.Bypass | CodeBlockStyles.TerminateAll;

    private const int MaxBands = 3 * CodingStyle.MaxLevels + 1;

    public static CodingStyle ParseStyle(ref Jpeg2000SegmentReader reader, bool hasPrecincts)
    {
        int levels = reader.ReadByte();
        int width = (reader.ReadByte() & 0x0F) + 2;
        int height = (reader.ReadByte() & 0x0F) + 2;
        int styles = reader.ReadByte();
        int transform = reader.ReadByte();
        if (levels > CodingStyle.MaxLevels)
            throw Jpeg2000Errors.Invalid("more than 32 decomposition levels.");
        if (width > 10 || height > 10 || width + height > 12)
            throw Jpeg2000Errors.Invalid("a code-block of more than 4,096 coefficients.");
        if ((styles & (int)CodeBlockStyles.Mixed) != 0 && (styles & (int)PureStyles) != (int)CodeBlockStyles.HighThroughput)
            throw Jpeg2000Errors.Unsupported("code-blocks of both coders, those of Part 1 in more than one segment.");
        if (transform > 1)
            throw Jpeg2000Errors.Unsupported("wavelets of Part 2.");

        byte[] precincts = hasPrecincts ? reader.Take(levels + 1).ToArray() : [];
        for (int i = 1; i < precincts.Length; i++)
        {
            if ((precincts[i] & 0x0F) == 0 || precincts[i] >> 4 == 0)
                throw Jpeg2000Errors.Invalid("a precinct smaller than its subbands.");
        }

        return new CodingStyle
        {
            Levels = levels,
            BlockWidthExponent = width,
            BlockHeightExponent = height,
            BlockStyles = (CodeBlockStyles)styles,
            IsReversible = transform == 1,
            Precincts = precincts,
        };
    }

    public static SubbandSteps ParseQuantization(ref Jpeg2000SegmentReader reader)
    {
        byte flags = reader.ReadByte();
        QuantizationStyle style = (QuantizationStyle)(flags & 0x1F);
        if (style > QuantizationStyle.Expounded)
            throw Jpeg2000Errors.Invalid("no such quantization style.");

        int size = style == QuantizationStyle.None ? 1 : 2;
        int count = style == QuantizationStyle.Derived ? 1 : Math.Min(reader.Remaining / size, MaxBands);
        ushort[] steps = new ushort[count];
        for (int i = 0; i < count; i++)
            steps[i] = (ushort)(size == 1 ? reader.ReadByte() >> 3 << 11 : reader.ReadUInt16());
        return new SubbandSteps { Style = style, GuardBits = flags >> 5, Steps = steps };
    }
}
