using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>Decoded lines of a component: all of them, or the last few in a ring.</summary>
internal sealed class JpegPlane : IDisposable
{
    private readonly int _lines;
    private ushort[] _samples;

    /// <param name="stride">Samples from line to line, at least the component's width.</param>
    /// <param name="lines">Lines that are kept.</param>
    public JpegPlane(JpegComponent component, int stride, int lines)
    {
        Component = component;
        Stride = stride;
        _lines = lines;
        if ((long)stride * lines > Array.MaxLength)
            throw new CodecException(CodecFailure.OverBudget, "The lines of a JPEG component do not fit into memory at once.");
        _samples = ArrayPool<ushort>.Shared.Rent(stride * lines);
    }

    public JpegComponent Component { get; }

    public int Stride { get; }

    /// <summary>A line, with the samples that fill up its last unit.</summary>
    public Span<ushort> Line(int y) => _samples.AsSpan(y % _lines * Stride, Stride);

    /// <summary>Some lines one behind the other, beginning where the ring allows as many.</summary>
    public Span<ushort> Lines(int y, int count) => _samples.AsSpan(y % _lines * Stride, count * Stride);

    public void Dispose()
    {
        if (_samples.Length > 0)
            ArrayPool<ushort>.Shared.Return(_samples);
        _samples = [];
    }
}
