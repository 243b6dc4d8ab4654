namespace Dicom.Storage.Codecs;

/// <summary>
/// The even and the odd elements of a line, each set with one before it and one behind it, into which its border is copied: what
/// T.800 F.3.7 calls the symmetric extension is for a single lifting step the nearest element of the other kind.
/// </summary>
internal readonly ref struct LineHalves
{
    private readonly Span<int> _even;
    private readonly Span<int> _odd;
    private readonly int _evenCount;
    private readonly int _oddCount;
    private readonly int _parity;

    /// <param name="scratch">At least <see cref="ScratchFor"/>.</param>
    /// <param name="start">The place of the line's first element: even or odd.</param>
    /// <param name="count">Elements of the line, at least 2.</param>
    public LineHalves(Span<int> scratch, int start, int count)
    {
        _parity = start & 1;
        _evenCount = (count + 1 - _parity) / 2;
        _oddCount = count - _evenCount;
        _even = scratch[..(_evenCount + 2)];
        _odd = scratch.Slice(_even.Length, _oddCount + 2);
    }

    public Span<int> Even => _even.Slice(1, _evenCount);

    public Span<int> Odd => _odd.Slice(1, _oddCount);

    /// <summary>Gets the elements that come first, third and so on.</summary>
    public Span<int> First => _parity == 0 ? Even : Odd;

    public Span<int> Second => _parity == 0 ? Odd : Even;

    public static int ScratchFor(int width) => width + 4;

    /// <summary>The odd elements before and behind the even ones, from the first even one on.</summary>
    public void OddAroundEven(out ReadOnlySpan<int> before, out ReadOnlySpan<int> behind)
    {
        Extend(_odd, _oddCount);
        before = _odd.Slice(_parity, _evenCount);
        behind = _odd.Slice(_parity + 1, _evenCount);
    }

    /// <summary>The even elements before and behind the odd ones, from the first odd one on.</summary>
    public void EvenAroundOdd(out ReadOnlySpan<int> before, out ReadOnlySpan<int> behind)
    {
        Extend(_even, _evenCount);
        before = _even.Slice(1 - _parity, _oddCount);
        behind = _even.Slice(2 - _parity, _oddCount);
    }

    private static void Extend(Span<int> elements, int count)
    {
        elements[0] = elements[1];
        elements[count + 1] = elements[count];
    }
}
