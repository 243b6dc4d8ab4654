namespace Dicom.Storage.Codecs;

/// <summary>What block decoders look up, made of the codes of T.814 Annex C.</summary>
internal static class HtTables
{
    /// <summary>The bits of an index below the context.</summary>
    public const int CodewordBits = 7;

    /// <summary>Gets for the contexts and next bits of the first row of quads a quad: in the low bits the length of its codeword (3), then u_off (1), rho, e_1, e_k (4 each).</summary>
    public static readonly ushort[] FirstRow = Expand(HtCodewords.FirstRow);

    /// <summary>Gets the same for all other rows.</summary>
    public static readonly ushort[] OtherRows = Expand(HtCodewords.OtherRows);

    /// <summary>
    /// Gets the prefix of an unsigned residual by the next three bits (T.814 table 3): its length (2 bits), the bits of its suffix (3), the value that
    /// it stands for (3).
    /// </summary>
    public static ReadOnlySpan<byte> ResidualPrefixes =>
    [
        3 | 5 << 2 | 5 << 5, 1 | 1 << 5, 2 | 2 << 5, 1 | 1 << 5, 3 | 1 << 2 | 3 << 5, 1 | 1 << 5, 2 | 2 << 5, 1 | 1 << 5,
    ];

    /// <summary>Gets the exponents of the lengths of runs (T.814 table 2).</summary>
    public static ReadOnlySpan<byte> RunExponents => [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5];

    private static ushort[] Expand(ReadOnlySpan<uint> codewords)
    {
        ushort[] table = new ushort[8 << CodewordBits];
        foreach (uint entry in codewords)
        {
            int length = (int)(entry & 7);
            int code = (int)(entry >> 3 & 0x7F);
            int context = (int)(entry >> 23);
            uint known = entry >> 14 & 15;
            uint leading = entry >> 10 & 15;
            uint flag = entry >> 18 & 1;
            uint significance = entry >> 19 & 15;
            ushort quad = (ushort)((uint)length | flag << 3 | significance << 4 | leading << 8 | known << 12);
            for (int beyond = 0; beyond < 1 << (CodewordBits - length); beyond++)
                table[context << CodewordBits | beyond << length | code] = quad;
        }

        return table;
    }
}
