using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>What the symbols of a Huffman table mean.</summary>
internal enum JpegCodeKind
{
    /// <summary>The size of a difference, 0 to 15 (T.81 F.1.2.1).</summary>
    Dc,

    /// <summary>A run of zeros and the size of the coefficient after it (T.81 F.1.2.2).</summary>
    Ac,

    /// <summary>The size of a difference, 0 to 16, where 16 has no bits after it (T.81 H.1.2.2).</summary>
    Lossless,
}

/// <summary>
/// Looks up a code together with the bits that follow it. An entry holds a value (16 bits), the symbol (8 bits), two flags and the
/// number of bits that all of it takes (6 bits), so that most samples cost one look-up.
/// </summary>
internal sealed class JpegHuffmanTable
{
    public const uint BitsMask = 0x3F;

    /// <summary>The bits after the code are not in the entry.</summary>
    public const uint NeedsValue = 0x40;

    /// <summary>The code is longer than an index, or is no code.</summary>
    public const uint NeedsSearch = 0x80;

    private readonly JpegCodeKind _kind;
    private readonly byte[] _symbols;
    private readonly uint[] _entries;
    private readonly int[] _limits = new int[17]; // of each length: the first word of 16 bits whose code is longer
    private readonly int[] _offsets = new int[17]; // of each length: the place of its first symbol, less its first code

    public JpegHuffmanTable(JpegHuffmanSpec spec, JpegCodeKind kind)
    {
        _kind = kind;
        _symbols = spec.Symbols;
        // Lossless data has one table or a few, and much to gain from long entries; those of a DCT must share the first cache.
        int bits = kind == JpegCodeKind.Lossless ? 12 : 10;
        Shift = 64 - bits;
        _entries = new uint[1 << bits];
        _entries.AsSpan().Fill(NeedsSearch);
        int code = 0;
        int place = 0;
        for (int length = 1; length <= 16; length++)
        {
            _offsets[length] = place - code;
            for (int i = 0; i < spec.Counts[length - 1]; i++, code++, place++)
            {
                int size = SizeOf(_symbols[place]);
                if (size > (kind == JpegCodeKind.Lossless ? 16 : 15))
                    JpegErrors.Invalid($"A JPEG Huffman table has a difference of {size} bits.");
                if (length <= bits)
                    FillEntries(code << (bits - length), bits - length, length, _symbols[place], size);
            }

            _limits[length] = code << (16 - length);
            code <<= 1;
        }
    }

    /// <summary>Gets how far 64 bits are shifted so that their first ones are an index.</summary>
    public int Shift { get; }

    /// <summary>The entry for the bits to come.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Look(ulong bits) =>
        // In bounds: there are 2^(64 - Shift) entries, as many as the shift leaves values.
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_entries), (nuint)(bits >> Shift));

    /// <summary>Makes an entry whole: finds a long code, and takes in the bits that follow the code.</summary>
    /// <param name="bits">32 bits or more, at the top.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public uint Resolve(uint entry, ulong bits)
    {
        int length = (int)(entry & BitsMask);
        int symbol = (entry & NeedsSearch) != 0 ? Search((int)(bits >> 48), out length) : (int)(entry >> 8) & 0xFF;
        int size = SizeOf(symbol);
        if (size is 0 or 16)
            return (size == 0 ? 0 : 0x8000_0000) | ((uint)symbol << 8) | (uint)length;

        int value = Extend((int)(bits << length >> (64 - size)), size);
        return ((uint)value << 16) | ((uint)symbol << 8) | (uint)(length + size);
    }

    private int Search(int word, out int length)
    {
        for (length = 1; length <= 16; length++)
        {
            if (word < _limits[length])
                return _symbols[_offsets[length] + (word >> (16 - length))];
        }

        JpegErrors.InvalidCode();
        return 0;
    }

    private int SizeOf(int symbol) => _kind == JpegCodeKind.Ac ? symbol & 15 : symbol;

    /// <summary>EXTEND of T.81 F.2.2.1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Extend(int bits, int size) => bits - (((bits >> (size - 1)) - 1) & ((1 << size) - 1));

    private void FillEntries(int first, int free, int length, int symbol, int size)
    {
        int follows = size == 16 ? 0 : size;
        for (int i = 0; i < 1 << free; i++)
        {
            uint entry = (uint)(symbol << 8);
            if (follows > free)
                entry |= NeedsValue | (uint)length;
            else if (size == 16)
                entry |= 0x8000_0000 | (uint)length;
            else
                entry |= (uint)((size == 0 ? 0 : Extend(i >> (free - size), size)) << 16) | (uint)(length + size);
            _entries[first + i] = entry;
        }
    }
}
