namespace Dicom.Storage.Codecs;

/// <summary>A Huffman table as a codestream writes it: the number of codes of each length, and their symbols (T.81 C.1).</summary>
internal sealed class JpegHuffmanSpec
{
    private readonly JpegHuffmanTable?[] _tables = new JpegHuffmanTable?[3];

    /// <param name="counts">The numbers of codes of 1 to 16 bits.</param>
    /// <param name="symbols">By ascending code.</param>
    public JpegHuffmanSpec(byte[] counts, byte[] symbols)
    {
        Counts = counts;
        Symbols = symbols;
    }

    public byte[] Counts { get; }

    public byte[] Symbols { get; }

    /// <param name="segment">Sixteen counts, then the symbols.</param>
    /// <param name="length">The bytes that the table takes.</param>
    public static JpegHuffmanSpec Read(ReadOnlySpan<byte> segment, out int length)
    {
        int total = 0;
        int space = 0;
        for (int i = 0; i < 16; i++)
        {
            total += segment[i];
            space += segment[i] << (15 - i);
        }

        // Codes of n bits take 2^(16 - n) of the 65,536 words of 16 bits.
        if (space > 1 << 16 || total > 256)
            JpegErrors.Invalid("A JPEG Huffman table has more codes than their lengths allow.");
        length = 16 + total;
        if (segment.Length < length)
            JpegErrors.Invalid("A JPEG Huffman table is longer than its segment.");
        return new JpegHuffmanSpec(segment[..16].ToArray(), segment[16..length].ToArray());
    }

    public JpegHuffmanTable TableFor(JpegCodeKind kind) => _tables[(int)kind] ??= new JpegHuffmanTable(this, kind);
}
