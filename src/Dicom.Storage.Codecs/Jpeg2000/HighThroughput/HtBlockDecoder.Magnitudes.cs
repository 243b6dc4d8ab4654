using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dicom.Storage.Codecs;

/// <content>The second step of the cleanup pass: magnitudes and signs (T.814 7.3.8).</content>
internal sealed partial class HtBlockDecoder
{
    /// <summary>Two samples of so many bits are in one load.</summary>
    private const int MaxVectorExponent = 28;

    private void ReadMagnitudes(in CodedBlock block, int end, Span<uint> coefficients)
    {
        int width = block.Width;
        int plane = block.BitPlanes - 1;
        int stride = StrideOf(width);
        int wide = (width + 1) / 2;
        Span<uint> above = _above.AsSpan(0, width + 6);
        above.Clear();
        int position = 0;
        // The second row of an odd height goes nowhere: nothing in it is significant.
        Span<uint> spare = stackalloc uint[MaxSide + 1];
        Span<uint> edge = stackalloc uint[MaxSide + 1];
        for (int y = 0; y < block.Height; y += 2)
        {
            ReadOnlySpan<uint> quads = _quads.AsSpan((((y >> 1) + 1) * stride) + 1, wide);
            Span<uint> top = (width & 1) == 0 ? coefficients.Slice(y * width, width) : edge[..(width + 1)];
            Span<uint> bottom = (width & 1) == 0 && y + 1 < block.Height ? coefficients.Slice((y + 1) * width, width) : spare[..(width + (width & 1))];
            if ((width & 1) != 0)
            {
                top.Clear();
                bottom.Clear();
            }

            position = ReadQuadRow(quads, above, top, bottom, position, end, plane, isFirst: y == 0);
            if ((width & 1) == 0)
                continue;
            top[..width].CopyTo(coefficients[(y * width)..]);
            if (y + 1 < block.Height)
                bottom[..width].CopyTo(coefficients[((y + 1) * width)..]);
        }
    }

    /// <summary>Reads the magnitudes of a row of quads.</summary>
    /// <param name="quads">The quads.</param>
    /// <param name="above">Twice the magnitude less one of the lower samples of the row above, one zero before them; those of this row after it.</param>
    /// <param name="top">Takes the upper samples, which are zero.</param>
    /// <param name="bottom">Takes the lower ones.</param>
    /// <param name="position">Where the next bit is.</param>
    /// <param name="end">Where the last is.</param>
    /// <param name="plane">The bit-plane down to which magnitudes go.</param>
    /// <param name="isFirst">Whether there is no row above.</param>
    private int ReadQuadRow(
        ReadOnlySpan<uint> quads, Span<uint> above, Span<uint> top, Span<uint> bottom, int position, int end, int plane, bool isFirst)
    {
        ref byte bits = ref MemoryMarshal.GetArrayDataReference(_magnitudes);
        uint beforeLast = 0; // the sample above to the left of the quad, before this row's took its place
        for (int q = 0, x = 0; q < quads.Length; q++, x += 2)
        {
            uint quad = quads[q];
            uint left = beforeLast;
            beforeLast = above[x + 2];
            if ((quad & 0xF0) == 0)
            {
                above[x + 1] = 0;
                above[x + 2] = 0;
                continue;
            }

            int exponent = (int)(quad >> 16);
            uint significance = quad >> 4 & 15;
            int predicted = 1;
            if (!isFirst && (significance & (significance - 1)) != 0)
                predicted = Math.Max(1, 31 - BitOperations.LeadingZeroCount(left | above[x + 1] | above[x + 2] | above[x + 3] | 1));
            exponent += predicted;
            if (exponent > 30 - plane)
                throw Jpeg2000Errors.Invalid("a high-throughput code-block has magnitudes that do not fit.");

            // Two samples at a time have to fit into the 57 bits of a load.
            if (Avx2.IsSupported && exponent <= MaxVectorExponent)
                ReadQuad(ref bits, ref position, end, exponent, quad, plane, ref top[x], ref bottom[x], ref above[x + 1]);
            else
                ReadLongQuad(ref bits, ref position, end, exponent, quad, plane, ref top[x], ref bottom[x], ref above[x + 1]);
        }

        return position;
    }

    /// <summary>Reads the samples of a quad one by one.</summary>
    private static void ReadLongQuad(
        ref byte bits, ref int position, int end, int exponent, uint quad, int plane, ref uint top, ref uint bottom, ref uint above)
    {
        uint lower = 0;
        uint lowerRight = 0;
        if ((quad & 0x10) != 0)
            top = Sample(ReadSample(ref bits, ref position, end, exponent, quad, 0), plane);
        if ((quad & 0x20) != 0)
        {
            lower = ReadSample(ref bits, ref position, end, exponent, quad, 1);
            bottom = Sample(lower, plane);
        }

        if ((quad & 0x40) != 0)
            Unsafe.Add(ref top, 1) = Sample(ReadSample(ref bits, ref position, end, exponent, quad, 2), plane);
        if ((quad & 0x80) != 0)
        {
            lowerRight = ReadSample(ref bits, ref position, end, exponent, quad, 3);
            Unsafe.Add(ref bottom, 1) = Sample(lowerRight, plane);
        }

        above = lower & 0x7FFF_FFFF;
        Unsafe.Add(ref above, 1) = lowerRight & 0x7FFF_FFFF;
    }

    /// <summary>Reads the four samples of a quad at once; what they are is told in <see cref="ReadSample"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReadQuad(
        ref byte bits, ref int position, int end, int exponent, uint quad, int plane, ref uint top, ref uint bottom, ref uint above)
    {
        int upper = position + (exponent * BitOperations.PopCount(quad & 0x30)) - BitOperations.PopCount(quad & 0x3000);
        ulong left = Load(ref bits, position, end);
        ulong right = Load(ref bits, upper, end);
        position = upper + (exponent * BitOperations.PopCount(quad & 0xC0)) - BitOperations.PopCount(quad & 0xC000);

        Vector128<uint> quads = Vector128.Create(quad);
        Vector128<uint> one = Vector128<uint>.One;
        Vector128<uint> absent = Vector128.Equals(quads & Vector128.Create(0x10u, 0x20, 0x40, 0x80), Vector128<uint>.Zero);
        Vector128<uint> known = Avx2.ShiftRightLogicalVariable(quads, Vector128.Create(12u, 13, 14, 15)) & one;
        Vector128<uint> counts = Vector128.AndNot(Vector128.Create((uint)exponent) - known, absent);
        // The second and the fourth sample begin where the first and the third end.
        Vector128<uint> starts = Sse2.ShiftLeftLogical128BitLane(counts, 4) & Vector128.Create(0u, uint.MaxValue, 0, uint.MaxValue);
        Vector256<ulong> words = Avx2.ShiftRightLogicalVariable(
            Vector256.Create(Vector128.Create(left), Vector128.Create(right)), Avx2.ConvertToVector256Int64(starts).AsUInt64());
        Vector128<uint> raw = Avx2.PermuteVar8x32(words.AsUInt32(), Vector256.Create(0u, 2, 4, 6, 0, 2, 4, 6)).GetLower();

        Vector128<uint> leading = Avx2.ShiftRightLogicalVariable(quads, Vector128.Create(8u, 9, 10, 11)) & one;
        Vector128<uint> limit = Avx2.ShiftLeftLogicalVariable(one, counts);
        Vector128<uint> magnitudes = Vector128.AndNot((raw & (limit - one)) | Avx2.ShiftLeftLogicalVariable(leading, counts) | one, absent);
        Vector128<uint> samples = Vector128.ShiftLeft(magnitudes + Vector128.Create(2u), plane) | (raw << 31);
        samples = Vector128.Shuffle(Vector128.AndNot(samples, absent), Vector128.Create(0u, 2, 1, 3));
        Unsafe.WriteUnaligned(ref Unsafe.As<uint, byte>(ref top), samples.AsUInt64().ToScalar());
        Unsafe.WriteUnaligned(ref Unsafe.As<uint, byte>(ref bottom), samples.AsUInt64().GetElement(1));
        Unsafe.WriteUnaligned(ref Unsafe.As<uint, byte>(ref above), Vector128.Shuffle(magnitudes, Vector128.Create(1u, 3, 1, 3)).AsUInt64().ToScalar());
    }

    /// <summary>Twice the magnitude less one, and the sign in bit 31 (T.814 7.3.8).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint ReadSample(ref byte bits, ref int position, int end, int exponent, uint quad, int sample)
    {
        int count = exponent - (int)(quad >> (12 + sample) & 1);
        int at = Math.Min(position, end);
        uint value = (uint)(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bits, at >> 3)) >> (at & 7));
        position += count;
        uint magnitude = (value & ((1u << count) - 1)) | (quad >> (8 + sample) & 1) << count | 1;
        return magnitude | value << 31;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Sample(uint value, int plane) => (value & 0x8000_0000) | ((value & 0x7FFF_FFFF) + 2) << plane;
}
