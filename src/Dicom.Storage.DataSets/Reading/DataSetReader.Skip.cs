namespace Dicom.Storage.DataSets;

/// <content>For a caller that can seek.</content>
public sealed partial class DataSetReader
{
    /// <summary>Passes over bytes of the current value that are not given to <see cref="Read(ref ReadOnlySpan{byte})"/> at all.</summary>
    internal void PassOver(long count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _valueRemaining);
        Position += count;
        _valueRemaining -= count;
    }
}
