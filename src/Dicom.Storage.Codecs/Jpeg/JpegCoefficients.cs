using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>All coefficients of a frame, for as long as scans add to them.</summary>
internal sealed class JpegCoefficients : IDisposable
{
    private readonly short[][] _blocks;
    private readonly sbyte[][] _transforms;

    public JpegCoefficients(JpegFrame frame)
    {
        foreach (JpegComponent component in frame.Components)
        {
            if (LengthOf(component) > Array.MaxLength)
                throw new CodecException(CodecFailure.OverBudget, "The coefficients of a JPEG component do not fit into memory at once.");
        }

        _blocks = new short[frame.Components.Length][];
        _transforms = new sbyte[frame.Components.Length][];
        foreach (JpegComponent component in frame.Components)
        {
            int length = (int)LengthOf(component);
            short[] blocks = ArrayPool<short>.Shared.Rent(length);
            blocks.AsSpan(0, length).Clear();
            _blocks[component.Index] = blocks;
            _transforms[component.Index] = new sbyte[64];
            _transforms[component.Index].AsSpan().Fill(-1);
        }
    }

    /// <summary>Coefficient by coefficient, the point transform of its latest scan; -1 for one that no scan has brought (T.81 G.1.1.1).</summary>
    public Span<sbyte> TransformsOf(JpegComponent component) => _transforms[component.Index];

    public Span<short> Block(JpegComponent component, int x, int y) => _blocks[component.Index].AsSpan(64 * ((y * component.UnitsWide) + x), 64);

    /// <summary>Transforms the blocks of a row of MCUs.</summary>
    public void Transform(JpegPlane plane, int row, int precision)
    {
        JpegComponent component = plane.Component;
        for (int v = 0; v < component.Vertical; v++)
        {
            int y = (row * component.Vertical) + v;
            Span<ushort> lines = plane.Lines(8 * y, 8);
            for (int x = 0; x < component.UnitsWide; x++)
                JpegInverseDct.Transform(Block(component, x, y), component.Steps, precision, lines[(8 * x)..], plane.Stride);
        }
    }

    public void Dispose()
    {
        foreach (short[] blocks in _blocks)
            ArrayPool<short>.Shared.Return(blocks);
    }

    private static long LengthOf(JpegComponent component) => 64L * component.UnitsWide * component.UnitsHigh;
}
