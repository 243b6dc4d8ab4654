using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dicom.Storage.Codecs;

/// <summary>
/// Eight vectors of eight 32-bit numbers, transformed side by side: lane i of the vectors is column i of a block. The factorization of
/// Loeffler, Ligtenberg and Moschytz with 13 fractional bits, rounded where the Independent JPEG Group's accurate integer transform
/// rounds, so that results are the same to the bit.
/// </summary>
internal ref struct JpegDctButterflies
{
    private const int Fraction = 13;

    // Cosines of n pi / 16 and their sums and differences, times 2^13.
    private const int C0298 = 2446;
    private const int C0390 = 3196;
    private const int C0541 = 4433;
    private const int C0765 = 6270;
    private const int C0899 = 7373;
    private const int C1175 = 9633;
    private const int C1501 = 12299;
    private const int C1847 = 15137;
    private const int C1961 = 16069;
    private const int C2053 = 16819;
    private const int C2562 = 20995;
    private const int C3072 = 25172;

    public Vector256<int> V0;
    public Vector256<int> V1;
    public Vector256<int> V2;
    public Vector256<int> V3;
    public Vector256<int> V4;
    public Vector256<int> V5;
    public Vector256<int> V6;
    public Vector256<int> V7;

    /// <summary>Transforms from frequencies to samples.</summary>
    /// <param name="shift">The fractional bits that are rounded away, besides the 13 of the factors.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invert(int shift)
    {
        int down = Fraction + shift;
        Vector256<int> z1 = (V2 + V6) * C0541;
        Vector256<int> t2 = z1 - (V6 * C1847);
        Vector256<int> t3 = z1 + (V2 * C0765);
        Vector256<int> rounding = Vector256.Create(1 << (down - 1));
        Vector256<int> t0 = ((V0 + V4) << Fraction) + rounding;
        Vector256<int> t1 = ((V0 - V4) << Fraction) + rounding;
        Vector256<int> even0 = t0 + t3;
        Vector256<int> even3 = t0 - t3;
        Vector256<int> even1 = t1 + t2;
        Vector256<int> even2 = t1 - t2;

        Vector256<int> z5 = (V7 + V3 + V5 + V1) * C1175;
        Vector256<int> z3 = z5 - ((V7 + V3) * C1961);
        Vector256<int> z4 = z5 - ((V5 + V1) * C0390);
        z1 = (V7 + V1) * C0899;
        Vector256<int> z2 = (V5 + V3) * C2562;
        Vector256<int> odd0 = (V7 * C0298) - z1 + z3;
        Vector256<int> odd1 = (V5 * C2053) - z2 + z4;
        Vector256<int> odd2 = (V3 * C3072) - z2 + z3;
        Vector256<int> odd3 = (V1 * C1501) - z1 + z4;

        V0 = (even0 + odd3) >> down;
        V7 = (even0 - odd3) >> down;
        V1 = (even1 + odd2) >> down;
        V6 = (even1 - odd2) >> down;
        V2 = (even2 + odd1) >> down;
        V5 = (even2 - odd1) >> down;
        V3 = (even3 + odd0) >> down;
        V4 = (even3 - odd0) >> down;
    }

    /// <summary>Transforms from samples to frequencies, eight times as large after both passes.</summary>
    /// <param name="up">The fractional bits that a first pass adds; negative for those that a second one takes away.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Forward(int up)
    {
        int down = Fraction - up;
        Vector256<int> rounding = Vector256.Create(1 << (down - 1));
        Vector256<int> t0 = V0 + V7;
        Vector256<int> t7 = V0 - V7;
        Vector256<int> t1 = V1 + V6;
        Vector256<int> t6 = V1 - V6;
        Vector256<int> t2 = V2 + V5;
        Vector256<int> t5 = V2 - V5;
        Vector256<int> t3 = V3 + V4;
        Vector256<int> t4 = V3 - V4;

        Vector256<int> even0 = t0 + t3;
        Vector256<int> even3 = t0 - t3;
        Vector256<int> even1 = t1 + t2;
        Vector256<int> even2 = t1 - t2;
        V0 = (((even0 + even1) << Fraction) + rounding) >> down;
        V4 = (((even0 - even1) << Fraction) + rounding) >> down;
        Vector256<int> z1 = ((even2 + even3) * C0541) + rounding;
        V2 = (z1 + (even3 * C0765)) >> down;
        V6 = (z1 - (even2 * C1847)) >> down;

        Vector256<int> z5 = ((t4 + t6 + t5 + t7) * C1175) + rounding;
        Vector256<int> z3 = z5 - ((t4 + t6) * C1961);
        Vector256<int> z4 = z5 - ((t5 + t7) * C0390);
        z1 = (t4 + t7) * C0899;
        Vector256<int> z2 = (t5 + t6) * C2562;
        V7 = ((t4 * C0298) - z1 + z3) >> down;
        V5 = ((t5 * C2053) - z2 + z4) >> down;
        V3 = ((t6 * C3072) - z2 + z3) >> down;
        V1 = ((t7 * C1501) - z1 + z4) >> down;
    }

    /// <summary>Makes rows of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Transpose()
    {
        if (Avx2.IsSupported)
            TransposeInRegisters();
        else
            TransposeInMemory();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TransposeInRegisters()
    {
        // Pairs of 32 bits, then of 64, each within halves of 128; at last the halves change places.
        Vector256<long> a0 = Avx2.UnpackLow(V0, V1).AsInt64();
        Vector256<long> a1 = Avx2.UnpackHigh(V0, V1).AsInt64();
        Vector256<long> a2 = Avx2.UnpackLow(V2, V3).AsInt64();
        Vector256<long> a3 = Avx2.UnpackHigh(V2, V3).AsInt64();
        Vector256<long> a4 = Avx2.UnpackLow(V4, V5).AsInt64();
        Vector256<long> a5 = Avx2.UnpackHigh(V4, V5).AsInt64();
        Vector256<long> a6 = Avx2.UnpackLow(V6, V7).AsInt64();
        Vector256<long> a7 = Avx2.UnpackHigh(V6, V7).AsInt64();
        Vector256<int> b0 = Avx2.UnpackLow(a0, a2).AsInt32();
        Vector256<int> b1 = Avx2.UnpackHigh(a0, a2).AsInt32();
        Vector256<int> b2 = Avx2.UnpackLow(a1, a3).AsInt32();
        Vector256<int> b3 = Avx2.UnpackHigh(a1, a3).AsInt32();
        Vector256<int> b4 = Avx2.UnpackLow(a4, a6).AsInt32();
        Vector256<int> b5 = Avx2.UnpackHigh(a4, a6).AsInt32();
        Vector256<int> b6 = Avx2.UnpackLow(a5, a7).AsInt32();
        Vector256<int> b7 = Avx2.UnpackHigh(a5, a7).AsInt32();
        V0 = Avx2.Permute2x128(b0, b4, 0x20);
        V1 = Avx2.Permute2x128(b1, b5, 0x20);
        V2 = Avx2.Permute2x128(b2, b6, 0x20);
        V3 = Avx2.Permute2x128(b3, b7, 0x20);
        V4 = Avx2.Permute2x128(b0, b4, 0x31);
        V5 = Avx2.Permute2x128(b1, b5, 0x31);
        V6 = Avx2.Permute2x128(b2, b6, 0x31);
        V7 = Avx2.Permute2x128(b3, b7, 0x31);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TransposeInMemory()
    {
        Span<int> rows = stackalloc int[64];
        V0.CopyTo(rows);
        V1.CopyTo(rows[8..]);
        V2.CopyTo(rows[16..]);
        V3.CopyTo(rows[24..]);
        V4.CopyTo(rows[32..]);
        V5.CopyTo(rows[40..]);
        V6.CopyTo(rows[48..]);
        V7.CopyTo(rows[56..]);
        for (int y = 0; y < 8; y++)
        {
            for (int x = y + 1; x < 8; x++)
                (rows[(8 * y) + x], rows[(8 * x) + y]) = (rows[(8 * x) + y], rows[(8 * y) + x]);
        }

        V0 = Vector256.Create<int>(rows);
        V1 = Vector256.Create<int>(rows[8..]);
        V2 = Vector256.Create<int>(rows[16..]);
        V3 = Vector256.Create<int>(rows[24..]);
        V4 = Vector256.Create<int>(rows[32..]);
        V5 = Vector256.Create<int>(rows[40..]);
        V6 = Vector256.Create<int>(rows[48..]);
        V7 = Vector256.Create<int>(rows[56..]);
    }
}
