namespace Dicom.Storage.Codecs;

/// <summary>A scan, sequential or progressive, whose coefficients are kept until other scans have brought the rest.</summary>
internal sealed class JpegStoredScan
{
    private const int MaxTransform = 13; // T.81 table B.3

    private readonly JpegFrame _frame;
    private readonly JpegScan _scan;
    private readonly JpegCoefficients _coefficients;
    private readonly JpegHuffmanTable?[] _dc = new JpegHuffmanTable?[4];
    private readonly JpegHuffmanTable?[] _ac = new JpegHuffmanTable?[4];
    private readonly int[] _predictors = new int[4];
    private readonly int _restartInterval;
    private int _left;

    public JpegStoredScan(JpegFrame frame, JpegScan scan, JpegTables tables, JpegCoefficients coefficients)
    {
        _frame = frame;
        _scan = scan;
        _coefficients = coefficients;
        _restartInterval = tables.RestartInterval;
        _left = _restartInterval == 0 ? int.MaxValue : _restartInterval;
        bool isProgressive = frame.Process == JpegProcess.Progressive;
        if (isProgressive)
            CheckBand(scan);
        for (int i = 0; i < scan.Components.Length; i++)
        {
            JpegComponent component = scan.Components[i];
            CheckOrder(component, isProgressive);
            component.IsSeen |= !isProgressive || scan.Start == 0;
            component.Steps ??= tables.Quantization(component.Quantization);
            if (!isProgressive || (scan.Start == 0 && scan.High == 0))
                _dc[i] = tables.Dc(component.DcTable);
            if (!isProgressive || scan.Start > 0)
                _ac[i] = tables.Ac(component.AcTable);
        }
    }

    public void Decode(ref JpegEntropyData data)
    {
        bool isInterleaved = _scan.Components.Length > 1;
        JpegComponent first = _scan.Components[0];
        int wide = isInterleaved ? _frame.McusWide : JpegFrame.DivideUp(first.Width, 8);
        int high = isInterleaved ? _frame.McusHigh : JpegFrame.DivideUp(first.Height, 8);
        JpegBitReader bits = data.First();
        JpegProgressiveScan progressive = new(_scan, _ac[0]);
        for (int y = 0; y < high; y++)
        {
            for (int x = 0; x < wide; x++)
            {
                if (_left == 0)
                {
                    bits = data.Next(bits);
                    Array.Clear(_predictors);
                    progressive.Restart();
                    _left = _restartInterval;
                }

                if (_frame.Process == JpegProcess.Progressive && !isInterleaved)
                {
                    int skipped = progressive.SkipEmpty(Math.Min(wide - x, _left));
                    if (skipped > 0)
                    {
                        x += skipped - 1;
                        Count(skipped);
                        continue;
                    }
                }

                Count(1);
                if (isInterleaved)
                    ReadMcu(ref bits, ref progressive, x, y);
                else
                    ReadBlock(ref bits, ref progressive, 0, x, y);
            }

            if (bits.HasOverrun)
                JpegErrors.EndsEarly();
        }
    }

    private void Count(int mcus)
    {
        if (_restartInterval > 0)
            _left -= mcus;
    }

    private void ReadMcu(ref JpegBitReader bits, ref JpegProgressiveScan progressive, int x, int y)
    {
        for (int i = 0; i < _scan.Components.Length; i++)
        {
            JpegComponent component = _scan.Components[i];
            for (int v = 0; v < component.Vertical; v++)
            {
                for (int h = 0; h < component.Horizontal; h++)
                    ReadBlock(ref bits, ref progressive, i, (x * component.Horizontal) + h, (y * component.Vertical) + v);
            }
        }
    }

    private void ReadBlock(ref JpegBitReader bits, ref JpegProgressiveScan progressive, int index, int x, int y)
    {
        Span<short> block = _coefficients.Block(_scan.Components[index], x, y);
        if (_frame.Process == JpegProcess.Progressive)
            progressive.ReadBlock(ref bits, _dc[index], block, ref _predictors[index]);
        else
            JpegBlockCoder.ReadBlock(ref bits, _dc[index]!, _ac[index]!, block, ref _predictors[index]);
    }

    private static void CheckBand(JpegScan scan)
    {
        bool isDc = scan.Start == 0 && scan.End == 0;
        bool isBand = scan.Start > 0 && scan.End >= scan.Start && scan.End < 64 && scan.Components.Length == 1;
        if ((!isDc && !isBand) || scan.Low > MaxTransform || (scan.High > 0 && scan.High != scan.Low + 1))
            JpegErrors.Invalid($"A progressive JPEG scan of coefficients {scan.Start} to {scan.End}, bits {scan.High} to {scan.Low}, cannot be.");
    }

    // Every scan brings something new: so their number is bounded, however many there are in the codestream.
    private void CheckOrder(JpegComponent component, bool isProgressive)
    {
        if (!isProgressive)
        {
            if (component.IsSeen)
                JpegErrors.Invalid("A JPEG component has two sequential scans.");
            return;
        }

        Span<sbyte> transforms = _coefficients.TransformsOf(component);
        for (int k = _scan.Start; k <= _scan.End; k++)
        {
            if (_scan.High != Math.Max(0, (int)transforms[k]) || (transforms[k] == 0))
                JpegErrors.Invalid("A progressive JPEG scan does not go on where the scan before it has stopped.");
            transforms[k] = (sbyte)_scan.Low;
        }
    }
}
