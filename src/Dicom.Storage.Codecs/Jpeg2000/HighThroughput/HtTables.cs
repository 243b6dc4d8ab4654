using System.Numerics;

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

    /// <summary>
    /// Gets the prefixes of a pair of quads by which of them have a residual (2 bits) and the next six bits: their length (3), the bits of the first
    /// suffix (3) and of the second (3), the values that they stand for (3 each).
    /// </summary>
    public static readonly ushort[] ResidualPairs = MakeResidualPairs();

    /// <summary>Gets the exponents of the lengths of runs (T.814 table 2).</summary>
    public static ReadOnlySpan<byte> RunExponents => [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5];

    /// <summary>
    /// Gets for the context (3 bits), the significance (4) and which magnitudes are as long as the exponent (4; none when it is predicted)
    /// what an encoder of the first row writes: the length of the codeword (3), the codeword (7), and which of them it makes known (4).
    /// </summary>
    public static readonly ushort[] FirstRowCodes = Choose(HtCodewords.FirstRow);

    /// <summary>Gets the same for all other rows.</summary>
    public static readonly ushort[] OtherRowsCodes = Choose(HtCodewords.OtherRows);

    /// <summary>
    /// Gets how a residual is written, up to 32: the length of its prefix (2 bits), the prefix (3), the length of its suffix (3), the suffix (5).
    /// </summary>
    public static readonly ushort[] ResidualCodes = MakeResidualCodes();

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

    // Of the codes that fit, the one that makes most leading bits known leaves the fewest to write.
    private static ushort[] Choose(ReadOnlySpan<uint> codewords)
    {
        ushort[] table = new ushort[1 << 11];
        foreach (uint entry in codewords)
        {
            uint known = entry >> 14 & 15;
            uint leading = entry >> 10 & 15;
            uint context = entry >> 23;
            uint significance = entry >> 19 & 15;
            bool hasResidual = (entry >> 18 & 1) != 0;
            for (uint longest = hasResidual ? 1u : 0; longest <= (hasResidual ? 15u : 0); longest++)
            {
                ref ushort best = ref table[context << 8 | significance << 4 | longest];
                bool fits = (longest & ~significance) == 0 && (longest & known) == leading;
                if (fits && (best == 0 || BitOperations.PopCount(known) > BitOperations.PopCount((uint)best >> 10)))
                    best = (ushort)(entry & 0x3FF | known << 10);
            }
        }

        return table;
    }

    private static ushort[] MakeResidualPairs()
    {
        ushort[] table = new ushort[4 << 6];
        for (int index = 0; index < table.Length; index++)
        {
            int next = index & 0x3F;
            int first = (index & 0x40) != 0 ? ResidualPrefixes[next & 7] : 0;
            next >>= first & 3;
            int second = (index & 0x80) != 0 ? ResidualPrefixes[next & 7] : 0;
            table[index] = (ushort)((first & 3) + (second & 3) | (first >> 2 & 7) << 3 | (second >> 2 & 7) << 6 | first >> 5 << 9 | second >> 5 << 12);
        }

        return table;
    }

    private static ushort[] MakeResidualCodes()
    {
        ushort[] table = new ushort[33];
        for (int value = 1; value < table.Length; value++)
        {
            int code = value switch
            {
                <= 2 => value | value << 2,
                <= 4 => 3 | 4 << 2 | 1 << 5 | (value - 3) << 8,
                _ => 3 | 5 << 5 | (value - 5) << 8,
            };
            table[value] = (ushort)code;
        }

        return table;
    }
}
