namespace Dicom.Storage.Codecs;

/// <summary>Takes the decoded samples, row by row of a tile.</summary>
internal interface ISampleSink
{
    /// <summary>Takes a row of components that are beside each other: one, or those that were transformed together.</summary>
    /// <param name="first">The first of them, from 0.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="x">The column of the first sample, on the components' own grid.</param>
    /// <param name="y">The row.</param>
    /// <param name="samples">The row of each component, one behind the other, within the range of its depth.</param>
    void Write(int first, int count, int x, int y, ReadOnlySpan<int> samples);
}
