namespace Dicom.Storage.Codecs;

/// <summary>Decodes one scan into the rows of its components.</summary>
internal sealed class JpegLsScanDecoder : IDisposable
{
    private readonly JpegLsFrame _frame;
    private readonly JpegLsScan _scan;
    private readonly JpegLsCoding _coding;
    private readonly JpegLsLines _lines;
    private readonly int[] _runIndexes;
    private readonly int _restartInterval;

    public JpegLsScanDecoder(JpegLsFrame frame, JpegLsScan scan, JpegLsPreset preset, int restartInterval)
    {
        if (scan.Interleave == JpegLsInterleave.Sample && scan.Components.Any(i => frame.ColumnsOf(i) != frame.Columns || frame.RowsOf(i) != frame.Rows))
            throw JpegLsErrors.Invalid("components of different sizes are interleaved by sample.");

        _frame = frame;
        _scan = scan;
        _restartInterval = restartInterval;
        _runIndexes = new int[scan.Components.Length];
        _coding = new JpegLsCoding(preset.Resolve(frame.Precision, scan.Near), scan.Near);
        _lines = new JpegLsLines(scan.Components.Length, scan.Components.Max(frame.ColumnsOf));
    }

    public void Decode(ref JpegLsHeader header, JpegLsPlane[] planes, Span<byte> destination, int bytesPerSample, int signShift)
    {
        JpegLsBitReader reader = new(header.Data, header.Position);
        int units = _scan.Interleave == JpegLsInterleave.None
            ? _frame.RowsOf(_scan.Components[0])
            : (_frame.Rows + _frame.TallestSampling - 1) / _frame.TallestSampling;
        for (int unit = 0, restarts = 0, untilRestart = _restartInterval; unit < units; unit++, untilRestart--)
        {
            if (_restartInterval != 0 && untilRestart == 0)
            {
                Restart(ref header, ref reader, restarts++);
                untilRestart = _restartInterval;
            }

            if (_scan.Interleave == JpegLsInterleave.Sample)
                DecodePixels(ref reader);
            for (int i = 0; i < _scan.Components.Length; i++)
            {
                int component = _scan.Components[i];
                ref readonly JpegLsPlane plane = ref planes[component];
                int lines = _scan.Interleave == JpegLsInterleave.Line ? _frame.Components[component].Vertical : 1;
                for (int line = 0; line < lines; line++)
                {
                    int row = (unit * lines) + line;
                    if (row >= plane.Rows)
                        break;
                    if (_scan.Interleave != JpegLsInterleave.Sample)
                        DecodeLine(ref reader, i, plane.Columns);
                    JpegLsSamples.Write(_lines.Line(i)[..plane.Columns], plane.Row(destination, row, bytesPerSample), bytesPerSample, plane.PixelStride, signShift);
                    _lines.EndLine(i);
                }
            }

            if (reader.HasOverrun)
                throw JpegLsErrors.EndsEarly();
        }

        header.Position = reader.Position;
    }

    public void Dispose()
    {
        _coding.Dispose();
        _lines.Dispose();
    }

    private void DecodeLine(ref JpegLsBitReader reader, int index, int columns)
    {
        _lines.BeginLine(index, columns);
        if (_coding.IsExact)
            JpegLsLineDecoder<JpegLsExactMode>.DecodeLine(ref reader, _coding, _lines, index, columns, ref _runIndexes[index]);
        else
            JpegLsLineDecoder<JpegLsGeneralMode>.DecodeLine(ref reader, _coding, _lines, index, columns, ref _runIndexes[index]);
    }

    private void DecodePixels(ref JpegLsBitReader reader)
    {
        for (int i = 0; i < _lines.Components; i++)
            _lines.BeginLine(i, _lines.Columns);
        if (_coding.IsExact)
            JpegLsLineDecoder<JpegLsExactMode>.DecodePixels(ref reader, _coding, _lines, ref _runIndexes[0]);
        else
            JpegLsLineDecoder<JpegLsGeneralMode>.DecodePixels(ref reader, _coding, _lines, ref _runIndexes[0]);
    }

    /// <summary>Begins anew behind a restart marker (T.87 A.8, T.81 E.1.4).</summary>
    private void Restart(ref JpegLsHeader header, ref JpegLsBitReader reader, int restarts)
    {
        header.SkipToMarker(reader.Position);
        byte marker = header.ReadMarker();
        if (marker != JpegLsMarker.FirstRestart + (restarts % 8))
            throw JpegLsErrors.Invalid("a restart marker is missing or is not the next one.");

        reader = new JpegLsBitReader(header.Data, header.Position);
        _coding.ResetContexts();
        _lines.Clear();
        Array.Clear(_runIndexes);
    }
}
