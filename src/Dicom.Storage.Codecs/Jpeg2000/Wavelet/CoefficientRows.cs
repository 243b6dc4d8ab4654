namespace Dicom.Storage.Codecs;

/// <summary>Gives the rows of a subband or of a resolution, one after the other.</summary>
internal abstract class CoefficientRows : IDisposable
{
    /// <summary>Gives the next row, which is valid until the one after it is asked for; there are as many as the subband or resolution is high.</summary>
    /// <param name="codestream">Where its code-blocks lie.</param>
    public abstract ReadOnlySpan<int> Next(ReadOnlySpan<byte> codestream);

    public abstract void Dispose();
}
