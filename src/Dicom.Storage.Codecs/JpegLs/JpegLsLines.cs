using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>
/// The line of each component that is coded and the one above it, each with a sample in front and one behind (T.87 A.2.1, figure A.1).
/// </summary>
internal sealed class JpegLsLines : IDisposable
{
    /// <summary>Room in front of a line; more than its one sample, so that lines begin where vectors like it.</summary>
    private const int Front = 16;

    private readonly ushort[] _samples;
    private readonly short[] _contexts;
    private readonly int _half;

    /// <summary>A bit for each component, set where its line is in the second half of its room.</summary>
    private int _isSecond;

    public JpegLsLines(int components, int columns)
    {
        Components = components;
        Columns = columns;
        _half = columns + (2 * Front);
        _samples = ArrayPool<ushort>.Shared.Rent((components * Stride) + columns);
        _contexts = ArrayPool<short>.Shared.Rent(components * _half);
        Clear();
    }

    public int Components { get; }

    /// <summary>The samples of the longest line.</summary>
    public int Columns { get; }

    /// <summary>The distance from a component's line to the next one's, as long as they are swapped together.</summary>
    public int Stride => 2 * _half;

    /// <summary>The distance from a component's contexts to the next one's.</summary>
    public int ContextStride => _half;

    public Span<ushort> Line(int component) => _samples.AsSpan(Start(component, _isSecond), Columns);

    /// <summary>The first sample of a component's line; there is one before it, and one behind the last.</summary>
    public ref ushort Current(int component) => ref _samples[Start(component, _isSecond)];

    public ref ushort Above(int component) => ref _samples[Start(component, ~_isSecond)];

    /// <summary>A component's room for what is known of its contexts, a value for each sample of a line.</summary>
    public ref short Contexts(int component) => ref _contexts[component * _half];

    /// <summary>Room for a prediction of each sample of a line.</summary>
    public ref ushort Medians => ref _samples[Components * Stride];

    /// <summary>Before a line is coded: left of it is the sample above its first one, right above it the last one above.</summary>
    public void BeginLine(int component, int columns)
    {
        int above = Start(component, ~_isSecond);
        _samples[above + columns] = _samples[above + columns - 1];
        _samples[Start(component, _isSecond) - 1] = _samples[above];
    }

    /// <summary>Makes a component's line the one above.</summary>
    public void EndLine(int component) => _isSecond ^= 1 << component;

    /// <summary>Above the first line, and the first behind a restart, all is zero.</summary>
    public void Clear() => _samples.AsSpan(0, Components * Stride).Clear();

    public void Dispose()
    {
        ArrayPool<ushort>.Shared.Return(_samples);
        ArrayPool<short>.Shared.Return(_contexts);
    }

    private int Start(int component, int isSecond) => (component * Stride) + (((isSecond >> component) & 1) * _half) + Front;
}
