using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>The rows of a resolution, put together of its four subbands while they are asked for (T.800 F.3).</summary>
/// <param name="bounds">The resolution.</param>
/// <param name="lowLow">The resolution below.</param>
/// <param name="highLow">HL: high-pass from left to right.</param>
/// <param name="lowHigh">LH.</param>
/// <param name="highHigh">HH.</param>
internal sealed class ResolutionRows<TLifting>(
    Bounds bounds, CoefficientRows lowLow, CoefficientRows highLow, CoefficientRows lowHigh, CoefficientRows highHigh) : CoefficientRows
    where TLifting : struct, ILifting
{
    private readonly RowRing _rows = new(bounds.Y0, bounds.Width, bounds.Height, TLifting.Steps);
    private int[] _scratch = ArrayPool<int>.Shared.Rent(LineHalves.ScratchFor(bounds.Width));
    private int _taken;
    private int _given;

    public override ReadOnlySpan<int> Next(ReadOnlySpan<byte> codestream)
    {
        if (bounds.IsEmpty)
            return [];
        int row = _given++;
        for (; _taken <= row + _rows.Delay; _taken++)
        {
            if (_rows.IsInside(_taken))
                Join(_taken, codestream);
            Lift(_taken);
        }

        return _rows[row];
    }

    public override void Dispose()
    {
        lowLow.Dispose();
        highLow.Dispose();
        lowHigh.Dispose();
        highHigh.Dispose();
        _rows.Dispose();
        ArrayPool<int>.Shared.Return(_scratch);
        _scratch = [];
    }

    private void Join(int row, ReadOnlySpan<byte> codestream)
    {
        bool isOdd = _rows.IsOdd(row);
        ReadOnlySpan<int> low = (isOdd ? lowHigh : lowLow).Next(codestream);
        ReadOnlySpan<int> high = (isOdd ? highHigh : highLow).Next(codestream);
        if (bounds.Width > 1)
            TLifting.InverseLine(low, high, bounds.X0, _scratch, _rows[row]);
        else
            _rows[row][0] = (bounds.X0 & 1) == 0 ? low[0] : TLifting.InverseSingle(high[0]);
    }

    /// <summary>Does what can be done now that a row has come; behind the last, what could be done if there were one more.</summary>
    private void Lift(int row)
    {
        bool isOdd = _rows.IsOdd(row);
        if (bounds.Height == 1)
        {
            if (!isOdd)
                return;
            foreach (ref int sample in _rows[row])
                sample = TLifting.InverseSingle(sample);
            return;
        }

        if (_rows.IsInside(row))
            TLifting.InverseScale(_rows[row], isOdd);
        for (int step = 0; isOdd && step < TLifting.Steps; step++)
        {
            int changed = row - 1 - step;
            if (_rows.IsInside(changed))
                TLifting.InverseStep(step, _rows[changed], _rows.Before(changed), _rows.Behind(changed));
        }
    }
}
