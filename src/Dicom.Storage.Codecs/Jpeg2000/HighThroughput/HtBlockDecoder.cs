using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>
/// Decodes code-blocks of the high-throughput coder (T.814 7): a cleanup pass that gives magnitudes down to a bit-plane, and up to two
/// passes that refine them by one more.
/// </summary>
/// <remarks>
/// A pass has two steps: the codewords of all quads are read first, then the magnitudes. The readers go over plain bits by position; a
/// position behind the end is brought back to it, where there are enough bytes of what follows. Arrays have room for any block and a quad
/// around it, and significance outside the block is refused, which bounds all else.
/// </remarks>
internal sealed partial class HtBlockDecoder : IBlockDecoder, IDisposable
{
    private const int MaxSide = 1024;
    private const int MaxCoefficients = 4096;
    private const int MaxSuffix = 4079;

    /// <summary>Quads of a block with one before each row and two behind: most for 1,023 x 4 and the like.</summary>
    private const int MaxQuads = 4096;

    /// <summary>Coefficients of a block with a border around it: most for 1,024 x 4.</summary>
    private const int MaxBordered = (MaxSide + 2) * 6;

    private readonly uint[] _quads = ArrayPool<uint>.Shared.Rent(MaxQuads);
    private readonly uint[] _above = ArrayPool<uint>.Shared.Rent(MaxSide + 8);
    private readonly byte[] _significance = ArrayPool<byte>.Shared.Rent(MaxBordered);
    private byte[] _magnitudes = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private readonly byte[] _codewords = ArrayPool<byte>.Shared.Rent(MaxSuffix + HtBitSources.Tail);

    public void Decode(in CodedBlock block, Span<uint> coefficients)
    {
        int area = block.Width * block.Height;
        if (block.Width is < 1 or > MaxSide || block.Height is < 1 or > MaxSide || area > MaxCoefficients || coefficients.Length < area)
            throw new ArgumentOutOfRangeException(nameof(block), "A code-block has at most 1,024 columns or rows and 4,096 coefficients.");
        if (block.BitPlanes is < 1 or > MqBlockDecoder.MaxBitPlanes)
            throw Jpeg2000Errors.Unsupported($"{block.BitPlanes} bit-planes.");
        if (block.Segments.Length > 2 || block.Segments[0].Passes != 1)
            throw Jpeg2000Errors.Unsupported("more than one set of high-throughput passes in a code-block.");

        coefficients = coefficients[..area];
        coefficients.Clear();
        // A segment without bytes stands for a block of zeros.
        if (block.Segments[0].Length == 0)
            return;
        DecodeCleanup(block, block.Data.Slice(block.Segments[0].Start, block.Segments[0].Length), coefficients);
        if (block.Segments.Length == 2 && block.BitPlanes > 1)
            Refine(block, block.Data.Slice(block.Segments[1].Start, block.Segments[1].Length), block.Segments[1].Passes, coefficients);
    }

    public void Dispose()
    {
        ArrayPool<uint>.Shared.Return(_quads);
        ArrayPool<uint>.Shared.Return(_above);
        ArrayPool<byte>.Shared.Return(_magnitudes);
        ArrayPool<byte>.Shared.Return(_codewords);
        ArrayPool<byte>.Shared.Return(_significance);
        _magnitudes = [];
    }

    private void DecodeCleanup(in CodedBlock block, ReadOnlySpan<byte> segment, Span<uint> coefficients)
    {
        int length = segment.Length;
        int suffix = length < 2 ? 0 : segment[length - 1] << 4 | segment[length - 2] & 0x0F;
        if (suffix < 2 || suffix > length || suffix > MaxSuffix)
            throw Jpeg2000Errors.Invalid("a high-throughput code-block has impossible lengths.");

        ReadOnlySpan<byte> magnitudes = segment[..(length - suffix)];
        MakeRoom(magnitudes.Length);
        int magnitudeBits = HtBitSources.Forward(magnitudes, _magnitudes, beyond: 0xFF);
        int codewordBits = HtBitSources.Backward(segment.Slice(length - suffix, suffix - 1), _codewords, skipsNibble: true);
        ReadQuads(block.Width, block.Height, segment[(length - suffix)..], codewordBits);
        ReadMagnitudes(block, magnitudeBits, coefficients);
    }

    private void MakeRoom(int length)
    {
        if (_magnitudes.Length >= length + HtBitSources.Tail)
            return;
        ArrayPool<byte>.Shared.Return(_magnitudes);
        _magnitudes = ArrayPool<byte>.Shared.Rent(length + HtBitSources.Tail);
    }

    /// <summary>Reads the codewords of all quads into <see cref="_quads"/>: the table's entry, and the residual in the bits above.</summary>
    private void ReadQuads(int width, int height, ReadOnlySpan<byte> suffix, int codewordBits)
    {
        HtRunReader runs = new(suffix);
        int wide = (width + 1) / 2;
        int stride = StrideOf(width);
        int rows = (height + 1) / 2;
        Span<uint> quads = _quads.AsSpan(0, (rows + 1) * stride);
        quads.Clear();
        // What has no significance within the block: right of an odd width, below an odd height.
        uint right = (width & 1) != 0 ? 0xC0u : 0;
        int position = 0;
        position = ReadFirstRow(quads.Slice(stride, stride), wide, ref runs, position, codewordBits);
        for (int row = 1; row < rows; row++)
            position = ReadRow(quads.Slice(row * stride, stride), quads.Slice((row + 1) * stride, stride), wide, ref runs, position, codewordBits);

        uint outside = 0;
        for (int row = 1; row <= rows && right != 0; row++)
            outside |= quads[(row * stride) + wide] & right;
        if ((height & 1) != 0)
        {
            foreach (uint quad in quads.Slice(rows * stride, stride))
                outside |= quad & 0xA0;
        }

        if (outside != 0)
            throw Jpeg2000Errors.Invalid("a high-throughput code-block has coefficients outside.");
    }

    // One quad before the row, so that each has one at its left, and two behind: pairs are whole, and each has one at its upper right.
    private static int StrideOf(int width) => ((width + 3) / 4 * 2) + 3;

    private int ReadFirstRow(Span<uint> row, int wide, ref HtRunReader runs, int position, int end)
    {
        ref byte bits = ref MemoryMarshal.GetArrayDataReference(_codewords);
        ref ushort table = ref MemoryMarshal.GetArrayDataReference(HtTables.FirstRow);
        ref ushort pairs = ref MemoryMarshal.GetArrayDataReference(HtTables.ResidualPairs);
        for (int q = 1; q <= wide; q += 2)
        {
            ulong next = Load(ref bits, position, end);
            int taken = 0;
            uint first = ReadQuad(ref table, FirstRowContext(row[q - 1]), ref runs, ref next, ref taken);
            uint second = q < wide ? ReadQuad(ref table, FirstRowContext(first), ref runs, ref next, ref taken) : 0;
            if ((first & second & 8) != 0)
                ReadFirstResiduals(ref pairs, ref first, ref second, runs.Read(), ref next, ref taken);
            else
                ReadResiduals(ref pairs, ref first, ref second, 0, ref next, ref taken);
            row[q] = first;
            row[q + 1] = second;
            position += taken;
        }

        return position;
    }

    private int ReadRow(Span<uint> above, Span<uint> row, int wide, ref HtRunReader runs, int position, int end)
    {
        ref byte bits = ref MemoryMarshal.GetArrayDataReference(_codewords);
        ref ushort table = ref MemoryMarshal.GetArrayDataReference(HtTables.OtherRows);
        ref ushort pairs = ref MemoryMarshal.GetArrayDataReference(HtTables.ResidualPairs);
        // Both rows have a quad before the first, and as many behind the last as are looked at.
        ref uint upper = ref MemoryMarshal.GetReference(above);
        ref uint current = ref Unsafe.Add(ref MemoryMarshal.GetReference(row), 1);
        uint before = 0;
        for (int q = 1; q <= wide; q += 2)
        {
            ulong next = Load(ref bits, position, end);
            int taken = 0;
            uint first = ReadQuad(ref table, Context(ref upper, before), ref runs, ref next, ref taken);
            uint second = q < wide ? ReadQuad(ref table, Context(ref Unsafe.Add(ref upper, 1), first), ref runs, ref next, ref taken) : 0;
            ReadResiduals(ref pairs, ref first, ref second, 0, ref next, ref taken);
            current = first;
            Unsafe.Add(ref current, 1) = second;
            before = second;
            upper = ref Unsafe.Add(ref upper, 2);
            current = ref Unsafe.Add(ref current, 2);
            position += taken;
        }

        return position;
    }

    /// <summary>The next 57 bits or more, of which a pair of quads takes 42 at most: two codewords of 7, two residuals of 12, and one bit more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(ref byte bits, int position, int end)
    {
        position = Math.Min(position, end);
        return Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bits, position >> 3)) >> (position & 7);
    }

    /// <summary>The context in the first row (T.814 7.3.5): one of the left samples of the quad before, then its two right ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint FirstRowContext(uint before) => ((before >> 4 | before >> 5) & 1) | (before >> 5 & 6);

    /// <summary>The context in all other rows: samples of the row above and of the quad before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Context(ref uint above, uint before)
    {
        uint upper = Unsafe.Add(ref above, 1);
        return ((above >> 7 | upper >> 5) & 1) | ((before >> 5 | before >> 6) & 2) | ((upper >> 5 | Unsafe.Add(ref above, 2) >> 3) & 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint ReadQuad(ref ushort table, uint context, ref HtRunReader runs, ref ulong next, ref int taken)
    {
        if (context == 0 && !runs.Read())
            return 0;
        uint quad = Unsafe.Add(ref table, (context << HtTables.CodewordBits) + (uint)(next & 0x7F));
        int length = (int)(quad & 7);
        next >>= length;
        taken += length;
        return quad;
    }

    // Both quads of a pair in the first row have a residual: an event tells whether both are above 2 (T.814 7.3.6).
    private static void ReadFirstResiduals(ref ushort pairs, ref uint first, ref uint second, bool areLarge, ref ulong next, ref int taken)
    {
        if (areLarge)
        {
            ReadResiduals(ref pairs, ref first, ref second, 2, ref next, ref taken);
            return;
        }

        uint prefix = HtTables.ResidualPrefixes[(int)(next & 7)];
        if (prefix >> 5 <= 2)
        {
            ReadResiduals(ref pairs, ref first, ref second, 0, ref next, ref taken);
            return;
        }

        Take(ref next, ref taken, 3);
        second |= (Take(ref next, ref taken, 1) + 1) << 16;
        first |= ReadSuffix(prefix, ref next, ref taken) << 16;
    }

    /// <summary>Prefixes, suffixes and extensions of a pair take turns (T.814 7.3.6). Without branches: which of the two have a residual changes all the time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReadResiduals(ref ushort pairs, ref uint first, ref uint second, uint more, ref ulong next, ref int taken)
    {
        uint flags = (first << 3 & 0x40) | (second << 4 & 0x80);
        uint pair = Unsafe.Add(ref pairs, flags | (uint)(next & 0x3F));
        Take(ref next, ref taken, (int)(pair & 7));
        uint suffix1 = Take(ref next, ref taken, (int)(pair >> 3 & 7));
        uint suffix2 = Take(ref next, ref taken, (int)(pair >> 6 & 7));
        uint value1 = (pair >> 9 & 7) + suffix1 + more;
        uint value2 = (pair >> 12) + suffix2 + more;
        if ((suffix1 | suffix2) >= 16)
        {
            value1 += Extension(suffix1, ref next, ref taken);
            value2 += Extension(suffix2, ref next, ref taken);
        }

        first |= value1 << 16;
        second |= value2 << 16;
    }

    private static uint ReadSuffix(uint prefix, ref ulong next, ref int taken)
    {
        uint suffix = Take(ref next, ref taken, (int)(prefix >> 2 & 7));
        return (prefix >> 5) + suffix + Extension(suffix, ref next, ref taken);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Extension(uint suffix, ref ulong next, ref int taken) => suffix >= 28 ? 4 * Take(ref next, ref taken, 4) : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Take(ref ulong next, ref int taken, int count)
    {
        uint value = (uint)next & ((1u << count) - 1);
        next >>= count;
        taken += count;
        return value;
    }
}
