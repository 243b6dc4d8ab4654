using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>
/// The rows of an image on their way through the steps of a wavelet. They come one after the other, and each is ready when as many more
/// have come as there are steps: so few of them are in memory, and these in the processor's cache.
/// </summary>
/// <param name="start">The place of the first row: even or odd.</param>
/// <param name="width">Elements of a row.</param>
/// <param name="height">Rows.</param>
/// <param name="steps">Lifting steps.</param>
internal sealed class RowRing(int start, int width, int height, int steps) : IDisposable
{
    // One beside each row that is changed, and the one that comes.
    private readonly int _kept = steps + 2;
    private int[] _rows = ArrayPool<int>.Shared.Rent(checked((steps + 2) * width));

    /// <summary>Gets how many rows behind it have to come before a row is ready.</summary>
    public int Delay => height == 1 ? 0 : steps;

    /// <summary>Gets the place of a row that comes, or a row that is ready.</summary>
    public Span<int> this[int row] => _rows.AsSpan(row % _kept * width, width);

    /// <summary>Whether a row stands at an odd place: what is high-pass.</summary>
    public bool IsOdd(int row) => ((row + start) & 1) != 0;

    public bool IsInside(int row) => row >= 0 && row < height;

    /// <summary>The row before it or, for the first, the one behind it (T.800 F.3.7).</summary>
    public ReadOnlySpan<int> Before(int row) => this[row == 0 ? 1 : row - 1];

    public ReadOnlySpan<int> Behind(int row) => this[row == height - 1 ? row - 1 : row + 1];

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_rows);
        _rows = [];
    }
}
