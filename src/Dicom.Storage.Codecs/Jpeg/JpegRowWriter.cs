using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>Brings the lines of all components to full size and writes them into the frame, pixel by pixel.</summary>
internal ref struct JpegRowWriter
{
    private readonly JpegFrame _frame;
    private readonly JpegPlane[] _planes;
    private readonly Span<byte> _destination;
    private readonly JpegSampleFormat _format;
    private ushort[] _scratch;
    private int _done;

    /// <param name="shift">The point transform of the lossless process.</param>
    public JpegRowWriter(JpegFrame frame, JpegPlane[] planes, scoped in FrameInfo expected, int shift, Span<byte> destination)
    {
        _frame = frame;
        _planes = planes;
        _destination = destination;
        _format = new JpegSampleFormat(expected.BytesPerSample, shift, expected.IsSigned ? Math.Max(0, (8 * expected.BytesPerSample) - frame.Precision) : 0);
        // A line of each component at full size, and one line of sums.
        _scratch = ArrayPool<ushort>.Shared.Rent((frame.Components.Length + 1) * LineLength);
    }

    // Upsampling writes whole units of a component, which may be some more than the columns; sums have a neighbour on both sides.
    private readonly int LineLength => ((_frame.Columns + 3) / 4 * 4) + 16;

    /// <summary>Writes the lines up to one that is not included.</summary>
    public void WriteUpTo(int end)
    {
        int rowBytes = _frame.Columns * _planes.Length * _format.Bytes;
        for (; _done < end; _done++)
        {
            Span<byte> row = _destination.Slice(_done * rowBytes, rowBytes);
            switch (_planes.Length)
            {
                case 1:
                    JpegSampleKernels.Write(Line(0), row, _format);
                    break;
                case 3:
                    JpegSampleKernels.Write(Line(0), Line(1), Line(2), row, _format);
                    break;
                default:
                    for (int i = 0; i < _planes.Length; i++)
                        JpegSampleKernels.Write(Line(i), row, i, _planes.Length, _format);
                    break;
            }
        }
    }

    public void Dispose()
    {
        if (_scratch is { Length: > 0 })
            ArrayPool<ushort>.Shared.Return(_scratch);
        _scratch = [];
    }

    private readonly ReadOnlySpan<ushort> Line(int index)
    {
        JpegPlane plane = _planes[index];
        JpegComponent component = plane.Component;
        int columns = _frame.Columns;
        if (component.Horizontal == _frame.MaxHorizontal && component.Vertical == _frame.MaxVertical)
            return plane.Line(_done)[..columns];

        Span<ushort> full = _scratch.AsSpan(index * LineLength, LineLength);
        // The triangle filter of the Independent JPEG Group's decoder, for blocks and lines of three samples or more as there; other ratios repeat samples.
        bool isSmooth = component.Horizontal * 2 == _frame.MaxHorizontal && _frame.UnitSide == 8 && component.Width > 2;
        if (isSmooth && component.Vertical == _frame.MaxVertical)
            JpegUpsampling.Double(plane.Line(_done)[..component.Width], Sums, full, even: 1, odd: 2, shift: 2);
        else if (isSmooth && component.Vertical * 2 == _frame.MaxVertical)
            DoubleBoth(plane, full);
        else
            JpegUpsampling.Repeat(plane.Line(_done * component.Vertical / _frame.MaxVertical), component.Horizontal, _frame.MaxHorizontal, full[..columns]);
        return full[..columns];
    }

    private readonly Span<ushort> Sums => _scratch.AsSpan(_planes.Length * LineLength, LineLength);

    private readonly void DoubleBoth(JpegPlane plane, Span<ushort> full)
    {
        int near = _done / 2;
        int far = Math.Clamp((_done & 1) == 0 ? near - 1 : near + 1, 0, plane.Component.Height - 1);
        int width = plane.Component.Width;
        JpegUpsampling.DoubleBoth(plane.Line(near)[..width], plane.Line(far)[..width], Sums, full);
    }
}
