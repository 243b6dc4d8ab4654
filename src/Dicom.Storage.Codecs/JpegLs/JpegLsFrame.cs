namespace Dicom.Storage.Codecs;

/// <summary>A component of the frame (T.87 C.2.2): its name, and its sampling factors.</summary>
internal readonly record struct JpegLsComponent(byte Id, int Horizontal, int Vertical);

/// <summary>What the segments before the first scan say (T.87 C.2).</summary>
internal sealed class JpegLsFrame
{
    public required int Precision { get; init; }

    public required JpegLsComponent[] Components { get; init; }

    /// <summary>Columns, and rows: 0 where a later segment says them (LSE 4, DNL).</summary>
    public required int Columns { get; set; }

    public required int Rows { get; set; }

    public int WidestSampling => Components.Max(component => component.Horizontal);

    public int TallestSampling => Components.Max(component => component.Vertical);

    public bool IsSubsampled => Components.Any(component => component.Horizontal != WidestSampling || component.Vertical != TallestSampling);

    public int ColumnsOf(int component) => DivideUp((long)Columns * Components[component].Horizontal, WidestSampling);

    public int RowsOf(int component) => DivideUp((long)Rows * Components[component].Vertical, TallestSampling);

    private static int DivideUp(long value, int divisor) => (int)((value + divisor - 1) / divisor);
}

/// <summary>How the samples of the components of a scan follow each other (T.87 B.2).</summary>
internal enum JpegLsInterleave
{
    None,
    Line,
    Sample,
}

/// <summary>A scan header (T.87 C.2.3).</summary>
/// <param name="Components">The indexes of its components in the frame.</param>
/// <param name="Near">NEAR.</param>
/// <param name="Interleave">ILV; none where there is one component.</param>
internal readonly record struct JpegLsScan(int[] Components, int Near, JpegLsInterleave Interleave);
