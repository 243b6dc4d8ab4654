namespace Dicom.Storage.Codecs;

/// <summary>How the samples of a frame are coded.</summary>
internal enum JpegProcess
{
    /// <summary>Baseline and extended: all coefficients of a block in one scan (T.81 F).</summary>
    Sequential,

    /// <summary>Coefficients by bands and by bits in several scans (T.81 G).</summary>
    Progressive,

    /// <summary>Differences from a prediction (T.81 H).</summary>
    Lossless,
}

/// <summary>The header of a frame (T.81 B.2.2).</summary>
internal sealed class JpegFrame
{
    private JpegFrame(JpegProcess process, int precision, int columns, int rows, JpegComponent[] components)
    {
        Process = process;
        Precision = precision;
        Columns = columns;
        Rows = rows;
        Components = components;
        MaxHorizontal = components.Max(c => c.Horizontal);
        MaxVertical = components.Max(c => c.Vertical);
        UnitSide = process == JpegProcess.Lossless ? 1 : 8;
        McusWide = DivideUp(columns, UnitSide * MaxHorizontal);
        McusHigh = DivideUp(rows, UnitSide * MaxVertical);
        foreach (JpegComponent component in components)
        {
            component.Width = DivideUp(columns * component.Horizontal, MaxHorizontal);
            component.Height = DivideUp(rows * component.Vertical, MaxVertical);
            component.UnitsWide = McusWide * component.Horizontal;
            component.UnitsHigh = McusHigh * component.Vertical;
        }
    }

    public JpegProcess Process { get; }

    public int Precision { get; }

    public int Columns { get; }

    public int Rows { get; }

    public JpegComponent[] Components { get; }

    public int MaxHorizontal { get; }

    public int MaxVertical { get; }

    /// <summary>Gets the samples along the side of a data unit: 8 for a block, 1 in the lossless process.</summary>
    public int UnitSide { get; }

    public int McusWide { get; }

    public int McusHigh { get; }

    /// <param name="segment">What follows the length of the segment.</param>
    /// <param name="rows">Used when the header leaves the number of lines to a DNL segment (T.81 B.2.5).</param>
    public static JpegFrame Read(byte marker, ReadOnlySpan<byte> segment, int rows)
    {
        JpegProcess process = marker switch
        {
            JpegMarker.BaselineFrame or JpegMarker.ExtendedFrame => JpegProcess.Sequential,
            JpegMarker.ProgressiveFrame => JpegProcess.Progressive,
            _ => JpegProcess.Lossless,
        };
        if (segment.Length < 6 || segment.Length != 6 + (3 * segment[5]))
            JpegErrors.Invalid("The length of the JPEG frame header is not that of its components.");
        int precision = segment[0];
        int lines = (segment[1] << 8) | segment[2];
        int columns = (segment[3] << 8) | segment[4];
        bool isPrecise = process == JpegProcess.Lossless
            ? precision is >= 2 and <= 16
            : precision == 8 || (precision == 12 && marker != JpegMarker.BaselineFrame);
        if (!isPrecise || columns == 0)
            JpegErrors.Invalid($"A JPEG frame of {columns} columns and {precision} bits cannot be in its process.");
        if (segment[5] is < 1 or > 4)
            JpegErrors.Unsupported($"A JPEG frame of {segment[5]} components is not supported.");
        return new JpegFrame(process, precision, columns, lines == 0 ? rows : lines, ReadComponents(segment[6..]));
    }

    public JpegComponent? Find(byte id) => Array.Find(Components, c => c.Id == id);

    public static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;

    private static JpegComponent[] ReadComponents(ReadOnlySpan<byte> list)
    {
        JpegComponent[] components = new JpegComponent[list.Length / 3];
        for (int i = 0; i < components.Length; i++)
        {
            ReadOnlySpan<byte> entry = list.Slice(3 * i, 3);
            int horizontal = entry[1] >> 4;
            int vertical = entry[1] & 15;
            if (horizontal is < 1 or > 4 || vertical is < 1 or > 4 || entry[2] > 3)
                JpegErrors.Invalid("A sampling factor or table of a JPEG component is out of range.");
            for (int k = 0; k < i; k++)
            {
                if (components[k].Id == entry[0])
                    JpegErrors.Invalid("Two JPEG components have one identifier.");
            }

            // The only component has nothing to be sampled against: its scan is not interleaved whatever its factors (T.81 A.2.2).
            components[i] = list.Length == 3
                ? new JpegComponent(i, entry[0], 1, 1, entry[2])
                : new JpegComponent(i, entry[0], horizontal, vertical, entry[2]);
        }

        return components;
    }
}
