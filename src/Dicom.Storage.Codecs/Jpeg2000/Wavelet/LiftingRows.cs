using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>
/// Even and odd rows for lifting, each set with a row before and one behind it, into which its border is copied: what T.800 F.3.7 calls
/// the symmetric extension is for a single lifting step the nearest row of the other kind.
/// </summary>
internal readonly ref struct LiftingRows
{
    private readonly Span<int> _even;
    private readonly Span<int> _odd;
    private readonly int _width;
    private readonly int _parity;

    /// <param name="buffer">At least <see cref="RoomFor"/> elements.</param>
    /// <param name="width">Elements of a row.</param>
    /// <param name="start">The place of the first row in the image: even or odd.</param>
    /// <param name="count">Even and odd rows, at least 2.</param>
    public LiftingRows(Span<int> buffer, int width, int start, int count)
    {
        _width = width;
        _parity = start & 1;
        EvenCount = (count + 1 - _parity) / 2;
        OddCount = count - EvenCount;
        _even = buffer[..((EvenCount + 2) * width)];
        _odd = buffer.Slice(_even.Length, (OddCount + 2) * width);
    }

    public int EvenCount { get; }

    public int OddCount { get; }

    /// <summary>Gets the even rows.</summary>
    public Span<int> Even => _even.Slice(_width, EvenCount * _width);

    public Span<int> Odd => _odd.Slice(_width, OddCount * _width);

    /// <summary>Gets the rows that come first, third and so on.</summary>
    public Span<int> First => _parity == 0 ? Even : Odd;

    public Span<int> Second => _parity == 0 ? Odd : Even;

    public static int RoomFor(int width, int count) => (count + 4) * width;

    /// <summary>The odd rows before and behind the even ones, from the first even row on.</summary>
    public void OddAroundEven(out ReadOnlySpan<int> before, out ReadOnlySpan<int> behind)
    {
        Extend(_odd, OddCount);
        before = _odd.Slice(_parity * _width, EvenCount * _width);
        behind = _odd.Slice((_parity + 1) * _width, EvenCount * _width);
    }

    /// <summary>The even rows before and behind the odd ones, from the first odd row on.</summary>
    public void EvenAroundOdd(out ReadOnlySpan<int> before, out ReadOnlySpan<int> behind)
    {
        Extend(_even, EvenCount);
        before = _even.Slice((1 - _parity) * _width, OddCount * _width);
        behind = _even.Slice((2 - _parity) * _width, OddCount * _width);
    }

    public static Span<float> AsFloats(Span<int> values) => MemoryMarshal.Cast<int, float>(values);

    public static ReadOnlySpan<float> AsFloats(ReadOnlySpan<int> values) => MemoryMarshal.Cast<int, float>(values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Extend(Span<int> rows, int count)
    {
        if (_width == 1)
        {
            rows[0] = rows[1];
            rows[count + 1] = rows[count];
            return;
        }

        rows.Slice(_width, _width).CopyTo(rows);
        rows.Slice(count * _width, _width).CopyTo(rows[((count + 1) * _width)..]);
    }
}
