namespace Dicom.Storage.Codecs;

/// <summary>A rectangle of T.800 Annex B: the first column and row are inside, the last are not.</summary>
internal readonly record struct Bounds(int X0, int Y0, int X1, int Y1)
{
    public int Width => X1 - X0;

    public int Height => Y1 - Y0;

    public bool IsEmpty => X1 <= X0 || Y1 <= Y0;

    public long Area => IsEmpty ? 0 : (long)Width * Height;

    /// <summary>The rectangle on a grid of which one point stands for <paramref name="stepX"/> x <paramref name="stepY"/> (T.800 B-12).</summary>
    public Bounds Subsample(int stepX, int stepY) => new(CeilingOf(X0, stepX), CeilingOf(Y0, stepY), CeilingOf(X1, stepX), CeilingOf(Y1, stepY));

    /// <summary>The rectangle after <paramref name="levels"/> halvings (T.800 B-14).</summary>
    public Bounds Halve(int levels) => new(Half(X0, levels), Half(Y0, levels), Half(X1, levels), Half(Y1, levels));

    /// <summary>The rectangle of a subband (T.800 B-15): <paramref name="highX"/> and <paramref name="highY"/> are 1 where it is high-pass.</summary>
    public Bounds Band(int levels, int highX, int highY) => new(
        BandEdge(X0, levels, highX), BandEdge(Y0, levels, highY), BandEdge(X1, levels, highX), BandEdge(Y1, levels, highY));

    public Bounds Intersect(in Bounds other) => new(
        Math.Max(X0, other.X0), Math.Max(Y0, other.Y0), Math.Min(X1, other.X1), Math.Min(Y1, other.Y1));

    private static int CeilingOf(int value, int step) => (int)(((long)value + step - 1) / step);

    private static int Half(int value, int levels) => (int)((value + (1L << levels) - 1) >> levels);

    private static int BandEdge(int value, int levels, int high)
    {
        if (levels == 0)
            return value;
        long offset = (long)high << (levels - 1);
        return (int)((value - offset + (1L << levels) - 1) >> levels);
    }
}
