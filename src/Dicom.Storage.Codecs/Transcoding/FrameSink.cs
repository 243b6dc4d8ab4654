using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>Takes finished frames in any order and makes Pixel Data of them.</summary>
internal abstract class FrameSink
{
    /// <summary>Gets the bytes that were taken.</summary>
    public abstract long Length { get; }

    /// <summary>Gets the place in memory that a frame can be written to instead of being put; empty where there is none.</summary>
    public virtual Memory<byte> PlaceOf(int index) => default;

    public abstract ValueTask PutAsync(int index, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken);

    /// <summary>Puts Pixel Data, and the offset tables that go with it, into the data set.</summary>
    public abstract void Complete(DicomDataset dataset);
}
