using System.Buffers.Binary;

namespace Dicom.Storage.Codecs;

/// <summary>What DHT, DQT and DRI segments have defined so far. Tables for look-up are made when a scan uses them.</summary>
internal sealed class JpegTables
{
    private readonly JpegHuffmanSpec?[] _dc = new JpegHuffmanSpec?[4];
    private readonly JpegHuffmanSpec?[] _ac = new JpegHuffmanSpec?[4];
    private readonly int[]?[] _quantization = new int[]?[4];

    /// <summary>Gets or sets the MCUs between two restart markers; 0 for none (T.81 B.2.4.4).</summary>
    public int RestartInterval { get; set; }

    public JpegHuffmanTable Dc(int index) => Table(_dc, index, JpegCodeKind.Dc);

    public JpegHuffmanTable Ac(int index) => Table(_ac, index, JpegCodeKind.Ac);

    public JpegHuffmanTable Lossless(int index) => Table(_dc, index, JpegCodeKind.Lossless);

    /// <summary>The 64 steps in the order of rows and columns.</summary>
    public int[] Quantization(int index)
    {
        if (_quantization[index] is null)
            JpegErrors.Invalid($"The JPEG codestream does not define quantization table {index}.");
        return _quantization[index]!;
    }

    /// <summary>DHT, T.81 B.2.4.2.</summary>
    public void ReadHuffman(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            int kind = segment[0] >> 4;
            int index = segment[0] & 15;
            if (kind > 1 || index > 3 || segment.Length < 17)
                JpegErrors.Invalid("A JPEG Huffman table has a class, a place or a length that cannot be.");
            JpegHuffmanSpec spec = JpegHuffmanSpec.Read(segment[1..], out int length);
            (kind == 0 ? _dc : _ac)[index] = spec;
            segment = segment[(1 + length)..];
        }
    }

    /// <summary>DQT, T.81 B.2.4.1.</summary>
    public void ReadQuantization(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            int bytes = (segment[0] >> 4) + 1;
            int index = segment[0] & 15;
            if (bytes > 2 || index > 3 || segment.Length < 1 + (64 * bytes))
                JpegErrors.Invalid("A JPEG quantization table has a precision, a place or a length that cannot be.");
            // A component keeps the table that its first scan found.
            int[] steps = _quantization[index] = new int[64];
            for (int k = 0; k < 64; k++)
                steps[JpegZigzag.Order[k]] = bytes == 1 ? segment[1 + k] : BinaryPrimitives.ReadUInt16BigEndian(segment[(1 + (2 * k))..]);
            segment = segment[(1 + (64 * bytes))..];
        }
    }

    private static JpegHuffmanTable Table(JpegHuffmanSpec?[] specs, int index, JpegCodeKind kind)
    {
        JpegHuffmanSpec? spec = specs[index];
        if (spec is null)
        {
            JpegErrors.Invalid($"The JPEG codestream does not define Huffman table {index} of class {(kind == JpegCodeKind.Ac ? 1 : 0)}.");
            return null!;
        }

        return spec.TableFor(kind);
    }
}
