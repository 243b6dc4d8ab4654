using System.Numerics;
using System.Runtime.Intrinsics;

namespace Dicom.Storage.Codecs;

/// <summary>How blocks of a component are quantized and coded.</summary>
internal sealed class JpegBlockTables
{
    public JpegBlockTables(byte[] steps, JpegHuffmanCodes dc, JpegHuffmanCodes ac)
    {
        Dc = dc;
        Ac = ac;
        Factors = Array.ConvertAll(steps, step => 1f / (8 * step));
    }

    public JpegHuffmanCodes Dc { get; }

    public JpegHuffmanCodes Ac { get; }

    /// <summary>Gets, row by row, one by eight times the step: coefficients come eight times as large from the transform.</summary>
    public float[] Factors { get; }
}

/// <summary>Transforms, quantizes and codes blocks one after the other (T.81 F.1.2).</summary>
internal ref struct JpegBlockWriter
{
    private const int MaxBytes = 64 * 8; // 64 codes of at most 16 and 11 bits, each byte perhaps stuffed

    private readonly JpegBlockTables _luminance;
    private readonly JpegBlockTables _chrominance;
    private readonly int[] _predictors = new int[3];
    private readonly int[] _block = new int[64];
    private JpegBitWriter _bits;

    public JpegBlockWriter(JpegBitWriter bits, JpegBlockTables luminance, JpegBlockTables chrominance)
    {
        _bits = bits;
        _luminance = luminance;
        _chrominance = chrominance;
    }

    public void Write(ReadOnlySpan<short> samples, int stride, int component)
    {
        JpegBlockTables tables = component == 0 ? _luminance : _chrominance;
        Span<int> block = _block;
        JpegForwardDct.Transform(samples, stride, tables.Factors, block);
        _bits.FlushIfBelow(MaxBytes);
        int difference = block[0] - _predictors[component];
        _predictors[component] = block[0];
        WriteValue(tables.Dc, 0, difference);
        WriteBand(tables.Ac, block);
    }

    public void Finish() => _bits.Finish();

    private void WriteBand(JpegHuffmanCodes codes, ReadOnlySpan<int> block)
    {
        ReadOnlySpan<byte> order = JpegZigzag.Order;
        int run = 0;
        for (int k = 1; k < 64; k++)
        {
            int coefficient = block[order[k]];
            if (coefficient == 0)
            {
                run++;
                continue;
            }

            for (; run > 15; run -= 16)
                _bits.Write(codes.Code(0xF0), codes.Length(0xF0));
            WriteValue(codes, run << 4, coefficient);
            run = 0;
        }

        if (run > 0)
            _bits.Write(codes.Code(0), codes.Length(0));
    }

    private void WriteValue(JpegHuffmanCodes codes, int run, int value)
    {
        int size = 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(value));
        uint bits = (uint)((value + (value >> 31)) & ((1 << size) - 1));
        _bits.Write((codes.Code(run | size) << size) | bits, codes.Length(run | size) + size);
    }
}
