namespace Dicom.Storage.Codecs;

/// <summary>A sequential scan of all components, from bits to samples without a stop.</summary>
internal sealed class JpegSequentialScan
{
    private readonly JpegFrame _frame;
    private readonly JpegPlane[] _planes;
    private readonly JpegHuffmanTable[] _dc;
    private readonly JpegHuffmanTable[] _ac;
    private readonly int[] _predictors;
    private readonly int _restartInterval;
    private int _left;

    public JpegSequentialScan(JpegFrame frame, JpegTables tables, JpegPlane[] planes)
    {
        _frame = frame;
        _planes = planes;
        _dc = [.. frame.Components.Select(c => tables.Dc(c.DcTable))];
        _ac = [.. frame.Components.Select(c => tables.Ac(c.AcTable))];
        foreach (JpegComponent component in frame.Components)
            component.Steps = tables.Quantization(component.Quantization);
        _predictors = new int[planes.Length];
        _restartInterval = tables.RestartInterval;
        _left = _restartInterval == 0 ? int.MaxValue : _restartInterval;
    }

    /// <summary>Decodes a row of MCUs into the planes.</summary>
    public void DecodeRow(ref JpegEntropyData data, ref JpegBitReader bits, int row)
    {
        Span<short> block = stackalloc short[64];
        for (int mcu = 0; mcu < _frame.McusWide; mcu++)
        {
            if (_left == 0)
            {
                bits = data.Next(bits);
                Array.Clear(_predictors);
                _left = _restartInterval;
            }

            if (_restartInterval > 0)
                _left--;
            for (int i = 0; i < _planes.Length; i++)
            {
                JpegComponent component = _planes[i].Component;
                for (int v = 0; v < component.Vertical; v++)
                {
                    Span<ushort> lines = _planes[i].Lines(8 * ((row * component.Vertical) + v), 8);
                    for (int h = 0; h < component.Horizontal; h++)
                    {
                        block.Clear();
                        DecodeBlock(ref bits, i, block, lines[(8 * ((mcu * component.Horizontal) + h))..]);
                    }
                }
            }
        }
    }

    private void DecodeBlock(ref JpegBitReader bits, int index, scoped Span<short> block, Span<ushort> samples)
    {
        int[] steps = _planes[index].Component.Steps!;
        int last = JpegBlockCoder.ReadBlock(ref bits, _dc[index], _ac[index], block, ref _predictors[index]);
        if (last == 0)
            JpegInverseDct.Fill(block[0], steps[0], _frame.Precision, samples, _planes[index].Stride);
        else
            JpegInverseDct.Transform(block, steps, _frame.Precision, samples, _planes[index].Stride);
    }
}
