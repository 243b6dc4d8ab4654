using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dicom.Storage.Codecs;

/// <summary>Encodes code-blocks by the high-throughput coder (T.814 7) into one segment: a cleanup pass with all bits of all magnitudes.</summary>
/// <remarks>
/// The three streams of a segment are made as plain bits first. Their room: a coefficient takes <see cref="MaxExponent"/> bits at most, a
/// quad 7 of a codeword and 8 of a residual, and an event of the run-length code two, since each makes the next state shorter or ends a run.
/// </remarks>
internal sealed class HtBlockEncoder : IDisposable
{
    public const int MaxSide = 64;

    /// <summary>The bits of a magnitude of 29 planes less one, its sign behind it.</summary>
    private const int MaxExponent = 30;

    /// <summary>Two samples of so many bits are written at once.</summary>
    private const int MaxVectorExponent = 28;

    private const int MaxQuads = MaxSide * MaxSide / 4;
    private const int RunBytes = (MaxQuads / 2) + 64;

    /// <summary>A line with three samples more, which are zero: quads are whole, and pairs of them.</summary>
    private const int LineLength = MaxSide + 4;

    private readonly byte[] _magnitudes = ArrayPool<byte>.Shared.Rent((4 * MaxQuads * MaxExponent / 8) + HtBitWriter.Slack);
    private readonly byte[] _codewords = ArrayPool<byte>.Shared.Rent((MaxQuads * 16 / 8) + HtBitWriter.Slack);
    private readonly byte[] _runs = ArrayPool<byte>.Shared.Rent(RunBytes);
    private readonly uint[] _lines = ArrayPool<uint>.Shared.Rent(2 * LineLength);

    /// <summary>The exponents of the lower samples of two rows of quads, with one before and three behind.</summary>
    private readonly int[] _exponents = ArrayPool<int>.Shared.Rent(2 * (LineLength + 4));

    /// <summary>Encodes a block.</summary>
    /// <param name="coefficients">Width x height of them, row by row: the sign in bit 31, below it the magnitude.</param>
    /// <param name="width">1 to 64.</param>
    /// <param name="height">1 to 64.</param>
    /// <param name="planes">The bit-planes of the largest magnitude, 1 to 29.</param>
    /// <param name="segment">Takes the segment.</param>
    public void Encode(ReadOnlySpan<uint> coefficients, int width, int height, int planes, Jpeg2000Buffer segment)
    {
        if (width is < 1 or > MaxSide || height is < 1 or > MaxSide || coefficients.Length < width * height || planes is < 1 or >= MaxExponent)
            throw new ArgumentOutOfRangeException(nameof(coefficients));

        HtBitWriter magnitudes = new(_magnitudes);
        HtBitWriter codewords = new(_codewords);
        HtRunWriter runs = new(_runs);
        Span<int> above = _exponents.AsSpan(0, LineLength + 4);
        Span<int> below = _exponents.AsSpan(LineLength + 4, LineLength + 4);
        above.Clear();
        below.Clear();
        Span<uint> top = _lines.AsSpan(0, LineLength);
        Span<uint> bottom = _lines.AsSpan(LineLength, LineLength);
        top.Clear();
        bottom.Clear();
        for (int y = 0; y < height; y += 2)
        {
            coefficients.Slice(y * width, width).CopyTo(top);
            if (y + 1 < height)
                coefficients.Slice((y + 1) * width, width).CopyTo(bottom);
            else
                bottom.Clear();
            EncodeRow(width, y == 0, above, below, ref magnitudes, ref codewords, ref runs);
            Span<int> swap = above;
            above = below;
            below = swap;
        }

        Complete(magnitudes.Length, codewords.Length, runs.Complete(), segment);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_magnitudes);
        ArrayPool<byte>.Shared.Return(_codewords);
        ArrayPool<byte>.Shared.Return(_runs);
        ArrayPool<uint>.Shared.Return(_lines);
        ArrayPool<int>.Shared.Return(_exponents);
    }

    // T.814 7.1.1: the magnitudes, the runs forward, the codewords backward, and in the last twelve bits the length of both.
    private void Complete(int magnitudeBits, int codewordBits, int runBytes, Jpeg2000Buffer segment)
    {
        segment.Advance(HtBitTargets.Forward(_magnitudes, magnitudeBits, segment.GetSpan(HtBitTargets.RoomFor(magnitudeBits))));
        segment.Write(_runs.AsSpan(0, runBytes));
        Span<byte> room = stackalloc byte[(MaxQuads * 16 / 7) + 10];
        _codewords.AsSpan((codewordBits + 7) >> 3, HtBitWriter.Slack / 2).Clear();
        int length = HtBitTargets.Backward(_codewords, codewordBits, room);
        int suffix = runBytes + length + 1;
        room[^1] |= (byte)(suffix & 0x0F);
        segment.Write(room[^length..]);
        segment.WriteByte(suffix >> 4);
    }

    private void EncodeRow(
        int width, bool isFirst, Span<int> above, Span<int> below, ref HtBitWriter magnitudes, ref HtBitWriter codewords, ref HtRunWriter runs)
    {
        Row row = new()
        {
            Lines = ref MemoryMarshal.GetArrayDataReference(_lines),
            Above = ref MemoryMarshal.GetReference(above),
            Below = ref MemoryMarshal.GetReference(below),
            Codes = ref MemoryMarshal.GetArrayDataReference(isFirst ? HtTables.FirstRowCodes : HtTables.OtherRowsCodes),
            IsFirst = isFirst,
        };
        uint before = 0;
        for (int x = 0; x < width; x += 4)
        {
            ulong code = 0;
            int length = 0;
            int first = EncodeQuad(ref row, x, ref before, ref magnitudes, ref runs, ref code, ref length);
            // The second of the last pair may be outside the block: it has no codeword.
            int second = x + 2 < width ? EncodeQuad(ref row, x + 2, ref before, ref magnitudes, ref runs, ref code, ref length) : 0;
            if ((first | second) != 0)
                AddResiduals(isFirst, first, second, ref runs, ref code, ref length);
            codewords.Put(code, length);
        }
    }

    /// <summary>Encodes a quad.</summary>
    /// <returns>The residual of its exponent; 0 for none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int EncodeQuad(
        ref Row row, int x, ref uint before, ref HtBitWriter magnitudes, ref HtRunWriter runs, ref ulong code, ref int length)
    {
        ref byte top = ref Unsafe.As<uint, byte>(ref Unsafe.Add(ref row.Lines, x));
        ref byte bottom = ref Unsafe.Add(ref top, LineLength * sizeof(uint));
        Vector128<uint> samples = Vector128.Shuffle(
            Vector128.Create(Unsafe.ReadUnaligned<ulong>(ref top), Unsafe.ReadUnaligned<ulong>(ref bottom)).AsUInt32(), Vector128.Create(0u, 2, 1, 3));
        // Twice the magnitude less one, whose bits are the exponent; 0 for 0.
        Vector128<uint> doubled = Vector128.Max(samples << 1, Vector128<uint>.One) - Vector128<uint>.One;
        uint significance = Vector128.Equals(doubled, Vector128<uint>.Zero).ExtractMostSignificantBits() ^ 15;
        ulong left = doubled.AsUInt64().ToScalar();
        ulong right = doubled.AsUInt64().GetElement(1);
        Unsafe.Add(ref row.Below, x + 1) = 32 - BitOperations.LeadingZeroCount((uint)(left >> 32));
        Unsafe.Add(ref row.Below, x + 2) = 32 - BitOperations.LeadingZeroCount((uint)(right >> 32));

        ref int above = ref Unsafe.Add(ref row.Above, x);
        uint context = row.IsFirst
            ? ((before | before >> 1) & 1) | (before >> 1 & 6)
            : Bit((above | Unsafe.Add(ref above, 1)) != 0) | ((before >> 1 | before >> 2) & 2) | Bit((Unsafe.Add(ref above, 2) | Unsafe.Add(ref above, 3)) != 0) << 2;
        before = significance;
        if (context == 0)
            runs.Write(significance != 0);
        if (significance == 0)
        {
            if (context != 0)
                Add(Unsafe.Add(ref row.Codes, context << 8), ref code, ref length);
            return 0;
        }

        int predicted = 1;
        if ((significance & (significance - 1)) != 0)
            predicted = Math.Max(1, Math.Max(Math.Max(above, Unsafe.Add(ref above, 1)), Math.Max(Unsafe.Add(ref above, 2), Unsafe.Add(ref above, 3))) - 1);
        ulong either = left | right;
        int exponent = Math.Max(32 - BitOperations.LeadingZeroCount((uint)(either | either >> 32)), predicted);
        uint longest = exponent > predicted ? (doubled << (32 - exponent)).ExtractMostSignificantBits() : 0;
        uint chosen = Unsafe.Add(ref row.Codes, context << 8 | significance << 4 | longest);
        Add(chosen, ref code, ref length);
        if (Avx2.IsSupported && exponent <= MaxVectorExponent)
            PutSamples(samples, doubled, exponent, significance, chosen >> 10, ref magnitudes);
        else
            PutLongSamples(samples, doubled, exponent, chosen >> 10, ref magnitudes);
        return exponent - predicted;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bit(bool value) => value ? 1u : 0;

    /// <summary>Of each sample the bits of twice the magnitude less two below the exponent, the sign in the lowest (T.814 7.3.8); none for 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutSamples(
        Vector128<uint> samples, Vector128<uint> doubled, int exponent, uint significance, uint known, ref HtBitWriter magnitudes)
    {
        Vector128<uint> one = Vector128<uint>.One;
        Vector128<uint> knowns = Avx2.ShiftRightLogicalVariable(Vector128.Create(known), Vector128.Create(0u, 1, 2, 3)) & one;
        Vector128<uint> counts = Vector128.AndNot(Vector128.Create((uint)exponent) - knowns, Vector128.Equals(doubled, Vector128<uint>.Zero));
        Vector128<uint> values = ((doubled - one) & Vector128.Create(~1u)) | (samples >>> 31);
        values &= Avx2.ShiftLeftLogicalVariable(one, counts) - one;

        // The second behind the first in each half.
        Vector128<ulong> seconds = Avx2.ShiftLeftLogicalVariable((values.AsUInt64() >>> 32), counts.AsUInt64() & Vector128.Create(0xFFFF_FFFFul));
        Vector128<ulong> pairs = (values.AsUInt64() & Vector128.Create(0xFFFF_FFFFul)) | seconds;
        int left = (exponent * BitOperations.PopCount(significance & 3)) - BitOperations.PopCount(known & 3);
        int right = (exponent * BitOperations.PopCount(significance & 12)) - BitOperations.PopCount(known & 12);
        if (left + right <= 2 * MaxVectorExponent)
        {
            magnitudes.Put(pairs.ToScalar() | pairs.GetElement(1) << left, left + right);
            return;
        }

        magnitudes.Put(pairs.ToScalar(), left);
        magnitudes.Put(pairs.GetElement(1), right);
    }

    /// <summary>The same, sample by sample.</summary>
    private static void PutLongSamples(Vector128<uint> samples, Vector128<uint> doubled, int exponent, uint known, ref HtBitWriter magnitudes)
    {
        for (int i = 0; i < 4; i++)
        {
            if (doubled.GetElement(i) == 0)
                continue;
            int count = exponent - (int)(known >> i & 1);
            uint value = (doubled.GetElement(i) - 1) & ~1u | samples.GetElement(i) >> 31;
            magnitudes.Put(value & ((1u << count) - 1), count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(uint entry, ref ulong code, ref int length)
    {
        code |= (ulong)(entry >> 3 & 0x7F) << length;
        length += (int)(entry & 7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(int value, int count, ref ulong code, ref int length)
    {
        code |= (ulong)value << length;
        length += count;
    }

    // Prefixes, then suffixes; in the first row those of pairs are less by two, or the second has a bit only (T.814 7.3.6).
    private static void AddResiduals(bool isFirst, int first, int second, ref HtRunWriter runs, ref ulong code, ref int length)
    {
        if (isFirst && first > 0 && second > 0)
        {
            bool areLarge = Math.Min(first, second) > 2;
            runs.Write(areLarge);
            if (areLarge)
            {
                first -= 2;
                second -= 2;
            }
            else if (first > 2)
            {
                int code0 = HtTables.ResidualCodes[first];
                Add(code0 >> 2 & 7, code0 & 3, ref code, ref length);
                Add(second - 1, 1, ref code, ref length);
                Add(code0 >> 8, code0 >> 5 & 7, ref code, ref length);
                return;
            }
        }

        int code1 = HtTables.ResidualCodes[first];
        int code2 = HtTables.ResidualCodes[second];
        Add(code1 >> 2 & 7, code1 & 3, ref code, ref length);
        Add(code2 >> 2 & 7, code2 & 3, ref code, ref length);
        Add(code1 >> 8, code1 >> 5 & 7, ref code, ref length);
        Add(code2 >> 8, code2 >> 5 & 7, ref code, ref length);
    }

    /// <summary>What the quads of a row share.</summary>
    private ref struct Row
    {
        public ref uint Lines;

        /// <summary>The exponents of the lower samples of the row above, one zero before them.</summary>
        public ref int Above;

        /// <summary>Takes those of this row.</summary>
        public ref int Below;
        public ref ushort Codes;
        public bool IsFirst;
    }
}
