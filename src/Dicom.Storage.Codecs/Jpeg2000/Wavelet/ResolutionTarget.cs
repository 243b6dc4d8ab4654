using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>Takes the rows of a resolution apart into its four subbands by the 5/3 wavelet, while they come (T.800 F.4).</summary>
/// <param name="bounds">The resolution.</param>
/// <param name="lowLow">The resolution below.</param>
/// <param name="highLow">HL: high-pass from left to right.</param>
/// <param name="lowHigh">LH.</param>
/// <param name="highHigh">HH.</param>
internal sealed class ResolutionTarget(
    Bounds bounds, CoefficientTarget lowLow, CoefficientTarget highLow, CoefficientTarget lowHigh, CoefficientTarget highHigh) : CoefficientTarget
{
    private readonly RowRing _rows = new(bounds.Y0, bounds.Width, bounds.Height, ReversibleLifting.Steps);
    private int[] _scratch = ArrayPool<int>.Shared.Rent(LineHalves.ScratchFor(bounds.Width));
    private int _taken;

    public override Span<int> Row => bounds.IsEmpty ? [] : _rows[_taken];

    public override void Take()
    {
        if (bounds.IsEmpty)
            return;
        Lift(_taken++);
        if (_taken < bounds.Height)
            return;
        for (int i = 0; i < _rows.Delay; i++)
            Lift(_taken++);
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

    /// <summary>Does what can be done now that a row has come; behind the last, what could be done if there were one more.</summary>
    private void Lift(int row)
    {
        if (bounds.Height == 1)
            LiftSingle();
        for (int step = 0; bounds.Height > 1 && !_rows.IsOdd(row) && step < ReversibleLifting.Steps; step++)
        {
            int changed = row - 1 - step;
            if (_rows.IsInside(changed))
                ReversibleLifting.ForwardStep(step, _rows[changed], _rows.Before(changed), _rows.Behind(changed));
        }

        if (row >= _rows.Delay)
            Part(row - _rows.Delay);
    }

    private void LiftSingle()
    {
        if (!_rows.IsOdd(0))
            return;
        foreach (ref int sample in _rows[0])
            sample = ReversibleLifting.ForwardSingle(sample);
    }

    private void Part(int row)
    {
        CoefficientTarget low = _rows.IsOdd(row) ? lowHigh : lowLow;
        CoefficientTarget high = _rows.IsOdd(row) ? highHigh : highLow;
        if (bounds.Width > 1)
            ReversibleLifting.ForwardLine(_rows[row], bounds.X0, _scratch, low.Row, high.Row);
        else if ((bounds.X0 & 1) == 0)
            low.Row[0] = _rows[row][0];
        else
            high.Row[0] = ReversibleLifting.ForwardSingle(_rows[row][0]);
        low.Take();
        high.Take();
    }
}
