using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>The wavelets of the library over planes with the LL subband at the top left and the others around, as <see cref="ScalarWavelet"/> has them.</summary>
internal static class PlaneWavelet
{
    public static void Inverse53(int[] data, int stride, Bounds[] resolutions) => Inverse<ReversibleLifting>(data, stride, resolutions);

    public static void Inverse97(float[] data, int stride, Bounds[] resolutions)
    {
        int[] bits = MemoryMarshal.Cast<float, int>(data).ToArray();
        Inverse<IrreversibleLifting>(bits, stride, resolutions);
        MemoryMarshal.Cast<int, float>(bits).CopyTo(data);
    }

    public static void Forward53(int[] data, int stride, Bounds[] resolutions)
    {
        int[] original = [.. data];
        CoefficientTarget target = new Area(data, stride, 0, 0, resolutions[0].Width).AsTarget();
        for (int r = 1; r < resolutions.Length; r++)
        {
            (Area highLow, Area lowHigh, Area highHigh) = Around(data, stride, resolutions[r - 1], resolutions[r]);
            target = new ResolutionTarget(resolutions[r], target, highLow.AsTarget(), lowHigh.AsTarget(), highHigh.AsTarget());
        }

        using (target)
        {
            Bounds whole = resolutions[^1];
            for (int y = 0; y < whole.Height; y++)
            {
                original.AsSpan(y * stride, whole.Width).CopyTo(target.Row);
                target.Take();
            }
        }
    }

    private static void Inverse<TLifting>(int[] data, int stride, Bounds[] resolutions)
        where TLifting : struct, ILifting
    {
        int[] original = [.. data];
        CoefficientRows rows = new Area(original, stride, 0, 0, resolutions[0].Width).AsRows();
        for (int r = 1; r < resolutions.Length; r++)
        {
            (Area highLow, Area lowHigh, Area highHigh) = Around(original, stride, resolutions[r - 1], resolutions[r]);
            rows = new ResolutionRows<TLifting>(resolutions[r], rows, highLow.AsRows(), lowHigh.AsRows(), highHigh.AsRows());
        }

        using (rows)
        {
            for (int y = 0; y < resolutions[^1].Height; y++)
                rows.Next([]).CopyTo(data.AsSpan(y * stride));
        }
    }

    private static (Area HighLow, Area LowHigh, Area HighHigh) Around(int[] data, int stride, Bounds low, Bounds all) => (
        new Area(data, stride, low.Width, 0, all.Width - low.Width),
        new Area(data, stride, 0, low.Height, low.Width),
        new Area(data, stride, low.Width, low.Height, all.Width - low.Width));

    private sealed record Area(int[] Data, int Stride, int X, int Y, int Width)
    {
        public CoefficientRows AsRows() => new Rows(this);

        public CoefficientTarget AsTarget() => new Target(this);

        public Span<int> Row(int y) => Width == 0 ? [] : Data.AsSpan(((Y + y) * Stride) + X, Width);
    }

    private sealed class Rows(Area area) : CoefficientRows
    {
        private int _next;

        public override ReadOnlySpan<int> Next(ReadOnlySpan<byte> codestream) => area.Row(_next++);

        public override void Dispose()
        {
        }
    }

    private sealed class Target(Area area) : CoefficientTarget
    {
        private int _next;

        public override Span<int> Row => area.Row(_next);

        public override void Take() => _next++;

        public override void Dispose()
        {
        }
    }
}
