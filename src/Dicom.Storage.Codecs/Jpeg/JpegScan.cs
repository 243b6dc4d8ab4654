namespace Dicom.Storage.Codecs;

/// <summary>The header of a scan (T.81 B.2.3).</summary>
/// <param name="Components">In the order of the scan.</param>
/// <param name="Start">Ss: the first coefficient, or the predictor.</param>
/// <param name="End">Se: the last coefficient.</param>
/// <param name="High">Ah: the point transform of the scan before.</param>
/// <param name="Low">Al or Pt: the point transform.</param>
internal sealed record JpegScan(JpegComponent[] Components, int Start, int End, int High, int Low)
{
    private const int MaxMcuUnits = 10; // T.81 B.2.3

    /// <param name="segment">What follows the length of the segment.</param>
    public static JpegScan Read(ReadOnlySpan<byte> segment, JpegFrame frame)
    {
        if (segment.Length < 1 || segment[0] is < 1 or > 4 || segment.Length != 4 + (2 * segment[0]))
            JpegErrors.Invalid("The length of a JPEG scan header is not that of its components.");
        JpegComponent[] components = new JpegComponent[segment[0]];
        int units = 0;
        int last = -1;
        for (int i = 0; i < components.Length; i++)
        {
            JpegComponent? component = frame.Find(segment[1 + (2 * i)]);
            int tables = segment[2 + (2 * i)];
            if (component is null || component.Index <= last || (tables >> 4) > 3 || (tables & 15) > 3)
            {
                JpegErrors.Invalid("A JPEG scan names a component or table that is not there, or components out of order.");
                return null!;
            }

            component.DcTable = tables >> 4;
            component.AcTable = tables & 15;
            last = component.Index;
            units += component.Horizontal * component.Vertical;
            components[i] = component;
        }

        if (components.Length > 1 && units > MaxMcuUnits)
            JpegErrors.Invalid($"A JPEG scan interleaves {units} data units, more than {MaxMcuUnits}.");
        ReadOnlySpan<byte> rest = segment[(1 + (2 * components.Length))..];
        return new JpegScan(components, rest[0], rest[1], rest[2] >> 4, rest[2] & 15);
    }
}
