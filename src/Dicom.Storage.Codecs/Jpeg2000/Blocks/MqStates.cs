using System.Runtime.CompilerServices;

namespace Dicom.Storage.Codecs;

/// <summary>
/// The probability states of the MQ coder (T.800 table C.2), with the more probable symbol made part of the state. A state is a word:
/// Qe in bits 16 to 31, the state after a more probable symbol in 8 to 14, that after a less probable one in 1 to 7, the symbol in bit 0.
/// </summary>
internal static class MqStates
{
    public const int ContextCount = 19;
    public const int SignContext = 9;
    private const uint RefinementContext = 14;
    public const int RunContext = 17;
    public const int UniformContext = 18;

    // Qe, state after MPS, state after LPS, whether the symbols change places.
    private static readonly (ushort Qe, byte AfterMps, byte AfterLps, byte Switch)[] s_rows =
    [
        (0x5601, 1, 1, 1), (0x3401, 2, 6, 0), (0x1801, 3, 9, 0), (0x0AC1, 4, 12, 0), (0x0521, 5, 29, 0), (0x0221, 38, 33, 0),
        (0x5601, 7, 6, 1), (0x5401, 8, 14, 0), (0x4801, 9, 14, 0), (0x3801, 10, 14, 0), (0x3001, 11, 17, 0), (0x2401, 12, 18, 0),
        (0x1C01, 13, 20, 0), (0x1601, 29, 21, 0), (0x5601, 15, 14, 1), (0x5401, 16, 14, 0), (0x5101, 17, 15, 0), (0x4801, 18, 16, 0),
        (0x3801, 19, 17, 0), (0x3401, 20, 18, 0), (0x3001, 21, 19, 0), (0x2801, 22, 19, 0), (0x2401, 23, 20, 0), (0x2201, 24, 21, 0),
        (0x1C01, 25, 22, 0), (0x1801, 26, 23, 0), (0x1601, 27, 24, 0), (0x1401, 28, 25, 0), (0x1201, 29, 26, 0), (0x1101, 30, 27, 0),
        (0x0AC1, 31, 28, 0), (0x09C1, 32, 29, 0), (0x08A1, 33, 30, 0), (0x0521, 34, 31, 0), (0x0441, 35, 32, 0), (0x02A1, 36, 33, 0),
        (0x0221, 37, 34, 0), (0x0141, 38, 35, 0), (0x0111, 39, 36, 0), (0x0085, 40, 37, 0), (0x0049, 41, 38, 0), (0x0025, 42, 39, 0),
        (0x0015, 43, 40, 0), (0x0009, 44, 41, 0), (0x0005, 45, 42, 0), (0x0001, 45, 43, 0), (0x5601, 46, 46, 0),
    ];

    /// <summary>The words, two for each row: more probable symbol 0, then 1. 128 of them, so that seven bits are always an index.</summary>
    private static readonly uint[] s_words = MakeWords();

    public static ReadOnlySpan<uint> Words => s_words;

    /// <summary>Puts all contexts into their first states (T.800 table D.7).</summary>
    public static void Reset(Span<uint> contexts)
    {
        contexts.Fill(s_words[0]);
        contexts[0] = s_words[2 * 4];
        contexts[RunContext] = s_words[2 * 3];
        contexts[UniformContext] = s_words[2 * 46];
    }

    /// <summary>The context in which the coefficient in row 0 of a shifted word of <see cref="BlockFlags"/> is refined (T.800 table D.4).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint RefinementContextOf(ulong shifted)
    {
        uint refined = (uint)(shifted >> BlockFlags.RefinedBit) & 1;
        uint hasNeighbours = (shifted & BlockFlags.Neighbours) != 0 ? 1u : 0;
        return RefinementContext + (hasNeighbours & ~refined | refined << 1);
    }

    private static uint[] MakeWords()
    {
        uint[] words = new uint[128];
        for (int i = 0; i < s_rows.Length; i++)
        {
            for (int symbol = 0; symbol < 2; symbol++)
            {
                (ushort qe, byte afterMps, byte afterLps, byte change) = s_rows[i];
                words[2 * i + symbol] = (uint)qe << 16 | (uint)(2 * afterMps + symbol) << 8 | (uint)(2 * afterLps + (symbol ^ change)) << 1 | (uint)symbol;
            }
        }

        return words;
    }
}
