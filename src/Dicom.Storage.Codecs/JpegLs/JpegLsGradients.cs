using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>
/// What is known of a line's contexts before its samples are: all that depends on the line above, and for an encoder that loses nothing
/// the rest too. Whole vectors at once.
/// </summary>
internal readonly ref struct JpegLsGradients
{
    private readonly JpegLsCoding _coding;
    private readonly ref ushort _above;
    private readonly ref ushort _line;
    private readonly int _columns;

    /// <param name="above">The first sample of the line above; there is one before it, and one behind the last.</param>
    /// <param name="line">The first sample of the line, likewise.</param>
    public JpegLsGradients(JpegLsCoding coding, ref ushort above, ref ushort line, int columns)
    {
        _coding = coding;
        _above = ref above;
        _line = ref line;
        _columns = columns;
    }

    /// <summary>Writes 81 Q1 + 9 Q2 of each sample (T.87 A.3.3): what the gradients of the line above give to its context.</summary>
    public void WriteAbove(ref short contexts)
    {
        int x = 0;
        for (; x <= _columns - Vector<ushort>.Count; x += Vector<ushort>.Count)
            AboveAt(x).StoreUnsafe(ref contexts, (nuint)x);
        ref sbyte table = ref _coding.Gradients;
        for (; x < _columns; x++)
        {
            int rb = Unsafe.Add(ref _above, x), rc = Unsafe.Add(ref _above, x - 1), rd = Unsafe.Add(ref _above, x + 1);
            Unsafe.Add(ref contexts, x) = (short)(((Unsafe.Add(ref table, rd - rb) * 9) + Unsafe.Add(ref table, rb - rc)) * 9);
        }
    }

    /// <summary>Writes 81 Q1 + 9 Q2 + Q3 of each sample, and the median of its neighbours (T.87 A.4.1).</summary>
    public void WriteAll(ref short contexts, ref ushort medians)
    {
        int x = 0;
        for (; x <= _columns - Vector<ushort>.Count; x += Vector<ushort>.Count)
        {
            Vector<ushort> a = Vector.LoadUnsafe(ref Unsafe.Add(ref _line, x - 1));
            Vector<ushort> b = Vector.LoadUnsafe(ref _above, (nuint)x);
            Vector<ushort> c = Vector.LoadUnsafe(ref Unsafe.Add(ref _above, x - 1));
            (AboveAt(x) + Region(c, a)).StoreUnsafe(ref contexts, (nuint)x);

            Vector<ushort> low = Vector.Min(a, b), high = Vector.Max(a, b);
            Vector<ushort> median = Vector.ConditionalSelect(
                Vector.GreaterThanOrEqual(c, high), low, Vector.ConditionalSelect(Vector.LessThanOrEqual(c, low), high, a + b - c));
            median.StoreUnsafe(ref medians, (nuint)x);
        }

        ref sbyte table = ref _coding.Gradients;
        for (; x < _columns; x++)
        {
            int ra = Unsafe.Add(ref _line, x - 1), rb = Unsafe.Add(ref _above, x), rc = Unsafe.Add(ref _above, x - 1), rd = Unsafe.Add(ref _above, x + 1);
            Unsafe.Add(ref contexts, x) = (short)((((Unsafe.Add(ref table, rd - rb) * 9) + Unsafe.Add(ref table, rb - rc)) * 9) + Unsafe.Add(ref table, rc - ra));
            Unsafe.Add(ref medians, x) = (ushort)Math.Max(Math.Min(ra, rb), Math.Min(Math.Max(ra, rb), ra + rb - rc));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<short> AboveAt(int x)
    {
        Vector<ushort> b = Vector.LoadUnsafe(ref _above, (nuint)x);
        Vector<short> first = Region(Vector.LoadUnsafe(ref _above, (nuint)x + 1), b);
        Vector<short> second = Region(b, Vector.LoadUnsafe(ref Unsafe.Add(ref _above, x - 1)));
        Vector<short> sum = (first << 3) + first + second;
        return (sum << 3) + sum;
    }

    /// <summary>The region of a difference (T.87 A.3.3): of its magnitude by as many comparisons, then its sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<short> Region(Vector<ushort> from, Vector<ushort> what)
    {
        Vector<ushort> negative = Vector.SubtractSaturate(what, from);
        Vector<ushort> magnitude = Vector.SubtractSaturate(from, what) | negative;
        // A comparison that holds is -1.
        Vector<short> region = -Vector.AsVectorInt16(
            Vector.GreaterThan(magnitude, Vector.Create((ushort)_coding.Near)) +
            Vector.GreaterThanOrEqual(magnitude, Vector.Create((ushort)_coding.T1)) +
            Vector.GreaterThanOrEqual(magnitude, Vector.Create((ushort)_coding.T2)) +
            Vector.GreaterThanOrEqual(magnitude, Vector.Create((ushort)_coding.T3)));
        Vector<short> isNotNegative = Vector.AsVectorInt16(Vector.Equals(negative, Vector<ushort>.Zero));
        return Vector.ConditionalSelect(isNotNegative, region, -region);
    }
}
