using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>One scan of the lossless process.</summary>
internal sealed class JpegLosslessScan
{
    private readonly JpegFrame _frame;
    private readonly JpegScan _scan;
    private readonly JpegPlane[] _planes;
    private readonly JpegHuffmanTable[] _tables;
    private readonly bool _isInterleaved;
    private readonly int _mcusWide;
    private readonly int _mcusHigh;
    private readonly int _rowsOfInterval;

    public JpegLosslessScan(JpegFrame frame, JpegScan scan, JpegPlane[] planes, JpegTables tables)
    {
        if (scan.Start is < 1 or > JpegPredictor.Last || scan.Low >= frame.Precision)
            JpegErrors.Invalid($"A lossless JPEG scan has predictor {scan.Start} and point transform {scan.Low}.");
        _frame = frame;
        _scan = scan;
        _planes = [.. scan.Components.Select(c => planes[c.Index])];
        _tables = [.. scan.Components.Select(c => tables.Lossless(c.DcTable))];
        _isInterleaved = scan.Components.Length > 1;
        _mcusWide = _isInterleaved ? frame.McusWide : scan.Components[0].Width;
        _mcusHigh = _isInterleaved ? frame.McusHigh : scan.Components[0].Height;
        // T.81 H.1.1: an interval is a multiple of a line of MCUs.
        if (tables.RestartInterval % _mcusWide != 0)
            JpegErrors.Invalid("A restart interval of a lossless JPEG scan ends within a line.");
        _rowsOfInterval = tables.RestartInterval / _mcusWide;
        foreach (JpegComponent component in scan.Components)
        {
            if (component.IsSeen)
                JpegErrors.Invalid("A JPEG component has two lossless scans.");
            component.IsSeen = true;
        }
    }

    /// <param name="isDirect">Whether lines go out as they come, because this is the only scan.</param>
    public void Decode(ref JpegReader reader, Span<byte> buffer, ref JpegRowWriter writer, bool isDirect)
    {
        JpegEntropyData data = new(reader.Data, reader.Position, buffer);
        JpegBitReader bits = data.First();
        int stride = _planes.Max(p => p.Stride);
        int lines = _isInterleaved ? _planes.Max(p => p.Component.Vertical) : 1;
        short[] differences = ArrayPool<short>.Shared.Rent(stride * lines * _planes.Length);
        try
        {
            for (int row = 0; row < _mcusHigh; row++)
            {
                bool isFirst = row == 0;
                if (_rowsOfInterval > 0 && row > 0 && row % _rowsOfInterval == 0)
                {
                    bits = data.Next(bits);
                    isFirst = true;
                }

                ReadDifferences(ref bits, differences, stride, lines);
                if (bits.HasOverrun)
                    JpegErrors.EndsEarly();
                Undo(row, isFirst, differences, stride, lines);
                if (isDirect)
                    writer.WriteUpTo(Math.Min((row + 1) * (_isInterleaved ? _frame.MaxVertical : 1), _frame.Rows));
            }
        }
        finally
        {
            ArrayPool<short>.Shared.Return(differences);
        }

        reader.Position = data.Position;
    }

    private void Undo(int row, bool isFirst, ReadOnlySpan<short> differences, int stride, int lines)
    {
        for (int i = 0; i < _planes.Length; i++)
        {
            JpegPlane plane = _planes[i];
            int vertical = _isInterleaved ? plane.Component.Vertical : 1;
            int width = _isInterleaved ? plane.Stride : _mcusWide;
            for (int v = 0; v < vertical; v++)
            {
                int y = (row * vertical) + v;
                ReadOnlySpan<short> line = differences.Slice(((i * lines) + v) * stride, width);
                if (isFirst && v == 0)
                    JpegPredictor.UndoFirst(line, plane.Line(y)[..width], 1 << (_frame.Precision - _scan.Low - 1));
                else
                    JpegPredictor.Undo(_scan.Start, line, plane.Line(y - 1)[..width], plane.Line(y)[..width]);
            }
        }
    }

    private void ReadDifferences(ref JpegBitReader bits, Span<short> differences, int stride, int lines)
    {
        if (!_isInterleaved)
            ReadOne(ref bits, _tables[0], differences[.._mcusWide]);
        else if (_planes.Length == 3 && Array.TrueForAll(_planes, p => p.Component.Horizontal * p.Component.Vertical == 1))
            ReadThree(ref bits, differences, stride * lines);
        else
            ReadInterleaved(ref bits, differences, stride, lines);
    }

    private static void ReadOne(ref JpegBitReader source, JpegHuffmanTable table, Span<short> differences)
    {
        // A copy stays in registers.
        JpegBitReader bits = source;
        for (int x = 0; x < differences.Length; x++)
            differences[x] = (short)(bits.Read(table) >> 16);
        source = bits;
    }

    private void ReadThree(ref JpegBitReader source, Span<short> differences, int stride)
    {
        JpegBitReader bits = source;
        JpegHuffmanTable first = _tables[0];
        JpegHuffmanTable second = _tables[1];
        JpegHuffmanTable third = _tables[2];
        Span<short> a = differences[.._mcusWide];
        Span<short> b = differences.Slice(stride, _mcusWide);
        Span<short> c = differences.Slice(2 * stride, _mcusWide);
        for (int x = 0; x < a.Length; x++)
        {
            a[x] = (short)(bits.Read(first) >> 16);
            b[x] = (short)(bits.Read(second) >> 16);
            c[x] = (short)(bits.Read(third) >> 16);
        }

        source = bits;
    }

    private void ReadInterleaved(ref JpegBitReader bits, Span<short> differences, int stride, int lines)
    {
        for (int mcu = 0; mcu < _mcusWide; mcu++)
        {
            for (int i = 0; i < _planes.Length; i++)
            {
                JpegComponent component = _planes[i].Component;
                for (int v = 0; v < component.Vertical; v++)
                {
                    Span<short> line = differences.Slice((((i * lines) + v) * stride) + (mcu * component.Horizontal), component.Horizontal);
                    for (int h = 0; h < line.Length; h++)
                        line[h] = (short)(bits.Read(_tables[i]) >> 16);
                }
            }
        }
    }
}
