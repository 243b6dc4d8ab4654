namespace Dicom.Storage.DataSets;

/// <content>For a caller that can seek.</content>
public sealed partial class DataSetReader
{
    /// <summary>Passes over bytes of the current value that are not given to <see cref="Read(ref ReadOnlySpan{byte})"/> at all.</summary>
    /// <param name="count">0 to <see cref="ValueRemaining"/>. The next bytes given are those behind them.</param>
    public void PassOver(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _valueRemaining);
        Position += count;
        _valueRemaining -= count;
    }
}
