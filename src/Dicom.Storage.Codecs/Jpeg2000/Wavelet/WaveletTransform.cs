using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>
/// The wavelet transforms of a tile-component in place (T.800 Annex F). The buffer has the LL subband at the top left and the subbands
/// of each further resolution around it; <c>resolutions</c> are the bounds of the resolutions, the lowest first.
/// </summary>
internal static class WaveletTransform
{
    public static void Inverse53(Span<int> data, int stride, ReadOnlySpan<Bounds> resolutions) => Inverse<ReversibleLifting>(data, stride, resolutions);

    public static void Forward53(Span<int> data, int stride, ReadOnlySpan<Bounds> resolutions) => Forward<ReversibleLifting>(data, stride, resolutions);

    public static void Inverse97(Span<float> data, int stride, ReadOnlySpan<Bounds> resolutions) =>
        Inverse<IrreversibleLifting>(MemoryMarshal.Cast<float, int>(data), stride, resolutions);

    public static void Forward97(Span<float> data, int stride, ReadOnlySpan<Bounds> resolutions) =>
        Forward<IrreversibleLifting>(MemoryMarshal.Cast<float, int>(data), stride, resolutions);

    /// <summary>Columns that are transformed together: two vectors, a line of the cache with vectors of 256 bits.</summary>
    private static int StripWidth => 2 * Vector<int>.Count;

    private static void Inverse<TLifting>(Span<int> data, int stride, ReadOnlySpan<Bounds> resolutions)
        where TLifting : ILifting
    {
        int[] buffer = RentFor(resolutions[^1]);
        for (int r = 1; r < resolutions.Length; r++)
        {
            Bounds bounds = resolutions[r];
            if (bounds.IsEmpty)
                continue;
            InverseRows<TLifting>(data, stride, bounds, buffer);
            InverseColumns<TLifting>(data, stride, bounds, buffer);
        }

        ArrayPool<int>.Shared.Return(buffer);
    }

    private static void Forward<TLifting>(Span<int> data, int stride, ReadOnlySpan<Bounds> resolutions)
        where TLifting : ILifting
    {
        int[] buffer = RentFor(resolutions[^1]);
        for (int r = resolutions.Length - 1; r > 0; r--)
        {
            Bounds bounds = resolutions[r];
            if (bounds.IsEmpty)
                continue;
            ForwardColumns<TLifting>(data, stride, bounds, buffer);
            ForwardRows<TLifting>(data, stride, bounds, buffer);
        }

        ArrayPool<int>.Shared.Return(buffer);
    }

    private static int[] RentFor(in Bounds largest) => ArrayPool<int>.Shared.Rent(Math.Max(
        LiftingRows.RoomFor(1, Math.Max(2, largest.Width)),
        LiftingRows.RoomFor(StripWidth, Math.Max(2, largest.Height))));

    private static void InverseRows<TLifting>(Span<int> data, int stride, in Bounds bounds, int[] buffer)
        where TLifting : ILifting
    {
        if (bounds.Width == 1)
        {
            for (int y = 0; (bounds.X0 & 1) != 0 && y < bounds.Height; y++)
                data[y * stride] = TLifting.InverseSingle(data[y * stride]);
            return;
        }

        LiftingRows line = new(buffer, 1, bounds.X0, bounds.Width);
        for (int y = 0; y < bounds.Height; y++)
        {
            Span<int> row = data.Slice(y * stride, bounds.Width);
            row[..line.EvenCount].CopyTo(line.Even);
            row[line.EvenCount..].CopyTo(line.Odd);
            TLifting.Inverse(line);
            Interleaving.Join(line.First, line.Second, row);
        }
    }

    private static void ForwardRows<TLifting>(Span<int> data, int stride, in Bounds bounds, int[] buffer)
        where TLifting : ILifting
    {
        if (bounds.Width == 1)
        {
            for (int y = 0; (bounds.X0 & 1) != 0 && y < bounds.Height; y++)
                data[y * stride] = TLifting.ForwardSingle(data[y * stride]);
            return;
        }

        LiftingRows line = new(buffer, 1, bounds.X0, bounds.Width);
        for (int y = 0; y < bounds.Height; y++)
        {
            Span<int> row = data.Slice(y * stride, bounds.Width);
            Interleaving.Part(row, line.First, line.Second);
            TLifting.Forward(line);
            line.Even.CopyTo(row);
            line.Odd.CopyTo(row[line.EvenCount..]);
        }
    }

    private static void InverseColumns<TLifting>(Span<int> data, int stride, in Bounds bounds, int[] buffer)
        where TLifting : ILifting
    {
        if (bounds.Height == 1)
        {
            for (int x = 0; (bounds.Y0 & 1) != 0 && x < bounds.Width; x++)
                data[x] = TLifting.InverseSingle(data[x]);
            return;
        }

        int width = StripWidth;
        LiftingRows strip = new(buffer, width, bounds.Y0, bounds.Height);
        for (int x = 0; x < bounds.Width; x += width)
        {
            int columns = Math.Min(width, bounds.Width - x);
            Copy(data[x..], stride, strip.Even, width, columns, strip.EvenCount);
            Copy(data[(strip.EvenCount * stride + x)..], stride, strip.Odd, width, columns, strip.OddCount);
            TLifting.Inverse(strip);
            Copy(strip.First, width, data[x..], 2 * stride, columns, (bounds.Height + 1) / 2);
            Copy(strip.Second, width, data[(stride + x)..], 2 * stride, columns, bounds.Height / 2);
        }
    }

    private static void ForwardColumns<TLifting>(Span<int> data, int stride, in Bounds bounds, int[] buffer)
        where TLifting : ILifting
    {
        if (bounds.Height == 1)
        {
            for (int x = 0; (bounds.Y0 & 1) != 0 && x < bounds.Width; x++)
                data[x] = TLifting.ForwardSingle(data[x]);
            return;
        }

        int width = StripWidth;
        LiftingRows strip = new(buffer, width, bounds.Y0, bounds.Height);
        for (int x = 0; x < bounds.Width; x += width)
        {
            int columns = Math.Min(width, bounds.Width - x);
            Copy(data[x..], 2 * stride, strip.First, width, columns, (bounds.Height + 1) / 2);
            Copy(data[(stride + x)..], 2 * stride, strip.Second, width, columns, bounds.Height / 2);
            TLifting.Forward(strip);
            Copy(strip.Even, width, data[x..], stride, columns, strip.EvenCount);
            Copy(strip.Odd, width, data[(strip.EvenCount * stride + x)..], stride, columns, strip.OddCount);
        }
    }

    private static void Copy(ReadOnlySpan<int> source, int sourceStride, Span<int> target, int targetStride, int columns, int rows)
    {
        if (columns == StripWidth && rows > 0)
        {
            // The last row is sliced once, so that all before it are within both.
            _ = source.Slice((rows - 1) * sourceStride, columns);
            _ = target.Slice((rows - 1) * targetStride, columns);
            ref int from = ref MemoryMarshal.GetReference(source);
            ref int to = ref MemoryMarshal.GetReference(target);
            nuint half = (nuint)Vector<int>.Count;
            for (int y = 0; y < rows; y++)
            {
                nuint f = (nuint)(y * sourceStride);
                nuint t = (nuint)(y * targetStride);
                Vector.LoadUnsafe(ref from, f).StoreUnsafe(ref to, t);
                Vector.LoadUnsafe(ref from, f + half).StoreUnsafe(ref to, t + half);
            }

            return;
        }

        for (int y = 0; y < rows; y++)
            source.Slice(y * sourceStride, columns).CopyTo(target[(y * targetStride)..]);
    }
}
