namespace Dicom.Storage.Codecs;

/// <summary>Takes the decoded samples, tile by tile.</summary>
internal interface ISampleSink
{
    /// <summary>Takes the samples of a component in a tile.</summary>
    /// <param name="component">The component, from 0.</param>
    /// <param name="area">Where they belong, on the component's own grid.</param>
    /// <param name="samples">Row by row, within the range of the component's depth.</param>
    void Write(int component, in Bounds area, ReadOnlySpan<int> samples);
}
