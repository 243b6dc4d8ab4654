namespace Dicom.Storage.Codecs;

/// <summary>The blocks of progressive scans (T.81 G.1.2, G.2). A band of zeros that goes on over many blocks costs nothing.</summary>
internal ref struct JpegProgressiveScan
{
    private readonly JpegScan _scan;
    private readonly JpegHuffmanTable? _ac;
    private int _endOfBandRun;

    /// <param name="ac">The table of AC codes; none in scans of DC coefficients.</param>
    public JpegProgressiveScan(JpegScan scan, JpegHuffmanTable? ac)
    {
        _scan = scan;
        _ac = ac;
    }

    /// <summary>Begins a restart interval.</summary>
    public void Restart() => _endOfBandRun = 0;

    /// <summary>Gets how many of the blocks to come have nothing in a first scan of their band, at most as many as asked for, and passes them.</summary>
    public int SkipEmpty(int blocks)
    {
        if (_scan.Start == 0 || _scan.High != 0)
            return 0;
        int skipped = Math.Min(blocks, _endOfBandRun);
        _endOfBandRun -= skipped;
        return skipped;
    }

    public void ReadBlock(ref JpegBitReader bits, JpegHuffmanTable? dc, Span<short> block, ref int predictor)
    {
        if (_scan.Start > 0 && _scan.High == 0)
        {
            ReadBand(ref bits, block);
        }
        else if (_scan.Start > 0)
        {
            RefineBand(ref bits, block);
        }
        else if (_scan.High == 0)
        {
            predictor += (int)bits.Read(dc!) >> 16;
            block[0] = (short)(predictor << _scan.Low);
        }
        else
        {
            block[0] |= (short)(bits.ReadBit() << _scan.Low);
        }
    }

    private void ReadBand(ref JpegBitReader bits, Span<short> block)
    {
        if (_endOfBandRun > 0)
        {
            _endOfBandRun--;
            return;
        }

        for (int k = _scan.Start; k <= _scan.End; k++)
        {
            uint code = bits.Read(_ac!);
            int symbol = (int)(code >> 8) & 0xFF;
            int run = symbol >> 4;
            if ((symbol & 15) == 0)
            {
                if (run < 15)
                {
                    // This block is the first of the run.
                    _endOfBandRun = (1 << run) - 1 + bits.ReadBits(run);
                    return;
                }

                k += 15;
                continue;
            }

            k += run;
            if (k > _scan.End)
                JpegErrors.Invalid("A run of JPEG coefficients goes past the end of its band.");
            block[JpegZigzag.Order[k]] = (short)((int)(code >> 16) << _scan.Low);
        }
    }

    // Bits of coefficients that are not zero stand between the codes, for each that a code passes (T.81 G.1.2.3).
    private void RefineBand(ref JpegBitReader bits, Span<short> block)
    {
        int k = _scan.Start;
        if (_endOfBandRun == 0)
        {
            while (k <= _scan.End)
            {
                uint code = bits.Read(_ac!);
                int symbol = (int)(code >> 8) & 0xFF;
                int run = symbol >> 4;
                int size = symbol & 15;
                if (size == 0 && run < 15)
                {
                    _endOfBandRun = (1 << run) + bits.ReadBits(run);
                    break;
                }

                if (size > 1)
                    JpegErrors.Invalid("A JPEG refinement scan brings a coefficient of more than a bit.");
                k = RefineUpTo(ref bits, block, k, run);
                if (size == 1)
                {
                    if (k > _scan.End)
                        JpegErrors.Invalid("A run of JPEG coefficients goes past the end of its band.");
                    block[JpegZigzag.Order[k]] = (short)((short)(code >> 16) << _scan.Low);
                }

                k++;
            }
        }

        if (_endOfBandRun > 0)
        {
            RefineUpTo(ref bits, block, k, int.MaxValue);
            _endOfBandRun--;
        }
    }

    // Stops at the zero that follows as many zeros as the run says, or past the band.
    private readonly int RefineUpTo(ref JpegBitReader bits, Span<short> block, int k, int run)
    {
        short one = (short)(1 << _scan.Low);
        for (; k <= _scan.End; k++)
        {
            ref short coefficient = ref block[JpegZigzag.Order[k]];
            if (coefficient == 0)
            {
                if (run-- == 0)
                    break;
            }
            else if (bits.ReadBit() != 0 && (coefficient & one) == 0)
            {
                coefficient += coefficient > 0 ? one : (short)-one;
            }
        }

        return k;
    }
}
