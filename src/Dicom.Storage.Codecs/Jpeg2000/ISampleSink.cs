namespace Dicom.Storage.Codecs;

/// <summary>Takes the decoded samples, row by row of a tile.</summary>
internal interface ISampleSink
{
    /// <summary>Takes samples that lie beside each other.</summary>
    /// <param name="component">The component, from 0.</param>
    /// <param name="x">The column of the first, on the component's own grid.</param>
    /// <param name="y">The row.</param>
    /// <param name="samples">Within the range of the component's depth.</param>
    void Write(int component, int x, int y, ReadOnlySpan<int> samples);
}
