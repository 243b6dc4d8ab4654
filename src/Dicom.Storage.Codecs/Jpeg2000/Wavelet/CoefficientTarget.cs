namespace Dicom.Storage.Codecs;

/// <summary>Takes the rows of a subband or of a resolution, one after the other.</summary>
internal abstract class CoefficientTarget : IDisposable
{
    /// <summary>Gets the place that the next row is to be written to.</summary>
    public abstract Span<int> Row { get; }

    /// <summary>Takes the row that was written; there are as many as the subband or resolution is high.</summary>
    public abstract void Take();

    public abstract void Dispose();
}
