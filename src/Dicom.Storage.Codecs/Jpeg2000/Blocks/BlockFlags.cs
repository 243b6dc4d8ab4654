using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dicom.Storage.Codecs;

/// <summary>
/// The state of a code-block while it is coded: a word of 64 bits for each column of a stripe of four rows, with what its coder must
/// know of its surroundings, so that one read serves four coefficients. Row k of the stripe is found by shifting by 3k:
/// bits 0 to 17 are the significance of three columns by six rows, bits 18 to 35 the same of negative signs, bits 36, 39, 42, 45 tell
/// that a coefficient was visited in this bit-plane and bits 37, 40, 43, 46 that it was refined before.
/// Words have a border of one stripe above and below and one column left and right, which is written and never looked at.
/// </summary>
internal static class BlockFlags
{
    public const int StripeHeight = 4;
    public const int RowShift = 3;
    public const int SignShift = 18;

    /// <summary>From a significance to the visited bit of the same coefficient.</summary>
    public const int VisitedShift = 32;

    public const ulong Window = 0x1FF;
    public const ulong Self = 0x10;
    public const ulong Neighbours = Window & ~Self;
    public const ulong AllSignificant = 0x3FFFF;
    public const ulong Visited = Self << VisitedShift;
    public const ulong Refined = Visited << 1;

    /// <summary>The four coefficients of the column.</summary>
    public const ulong Column = Self | Self << 3 | Self << 6 | Self << 9;

    /// <summary>Above, left, right and below.</summary>
    public const ulong Cross = 0xAA;

    /// <summary>The place of <see cref="Refined"/> in a shifted word.</summary>
    public const int RefinedBit = 37;

    /// <summary>As <see cref="Column"/>, of a stripe that may have less than four rows.</summary>
    public static ulong Rows(int count) => count >= StripeHeight ? Column : Column & ((1UL << (RowShift * count)) - 1) << 4;

    /// <summary>The shift of the first coefficient of some in <see cref="Column"/>.</summary>
    public static int FirstShift(ulong column) => BitOperations.TrailingZeroCount(column) - 4;

    /// <summary>The row of a shift: 0, 3, 6 and 9 divided by three.</summary>
    public static int RowOf(int shift) => shift * 11 >> 5;

    public static int StrideOf(int width) => width + 2;

    public static int StripesOf(int height) => (height + StripeHeight - 1) / StripeHeight;

    public static int CountOf(int width, int height) => StrideOf(width) * (StripesOf(height) + 2);

    /// <summary>The index into <see cref="ContextTables.Sign"/> of the coefficient in row 0 of a shifted word.</summary>
    public static int SignIndex(ulong shifted) => (int)(shifted & Cross | (shifted >> SignShift & Cross) >> 1);

    /// <summary>
    /// Tells the neighbours that a coefficient became significant. Its own word is left to the caller, who holds it.
    /// </summary>
    /// <param name="flag">The word of its column.</param>
    /// <param name="stride">Words of a stripe.</param>
    /// <param name="row">Its row in the stripe.</param>
    /// <param name="mark">1, with the bit at <see cref="SignShift"/> when it is negative.</param>
    /// <param name="isCausal">Whether stripes know nothing of the one below.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Spread(ulong* flag, int stride, int row, ulong mark, bool isCausal)
    {
        int shift = RowShift * row;
        flag[-1] |= mark << (shift + 5);
        flag[1] |= mark << (shift + 3);
        if (row == 0 && !isCausal)
        {
            ulong* above = flag - stride;
            above[-1] |= mark << 17;
            above[0] |= mark << 16;
            above[1] |= mark << 15;
        }
        else if (row == 3)
        {
            ulong* below = flag + stride;
            below[-1] |= mark << 2;
            below[0] |= mark << 1;
            below[1] |= mark;
        }
    }
}
