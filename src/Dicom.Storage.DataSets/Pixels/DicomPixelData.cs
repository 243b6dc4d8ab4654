using System.Diagnostics.CodeAnalysis;

namespace Dicom.Storage.DataSets;

/// <summary>
/// The frames of a data set's Pixel Data, native or encapsulated, as they are stored: nothing is decoded. A frame is read from the
/// file when it is asked for, so that a large image is never in memory as a whole.
/// </summary>
public sealed class DicomPixelData
{
    private readonly FrameSource _source;

    private DicomPixelData(DicomDataset dataset, DicomItem item)
    {
        TransferSyntax = dataset.TransferSyntax;
        Rows = dataset.GetValueOrDefault<ushort>(DicomTag.Rows, 0, 0);
        Columns = dataset.GetValueOrDefault<ushort>(DicomTag.Columns, 0, 0);
        SamplesPerPixel = dataset.GetValueOrDefault<ushort>(DicomTag.SamplesPerPixel, 0, 1);
        BitsAllocated = dataset.GetValueOrDefault<ushort>(DicomTag.BitsAllocated, 0, 0);
        BitsStored = dataset.GetValueOrDefault(DicomTag.BitsStored, 0, BitsAllocated);
        HighBit = dataset.GetValueOrDefault(DicomTag.HighBit, 0, (ushort)Math.Max(0, BitsStored - 1));
        IsSigned = dataset.GetValueOrDefault<ushort>(DicomTag.PixelRepresentation, 0, 0) == 1;
        IsPlanar = dataset.GetValueOrDefault<ushort>(DicomTag.PlanarConfiguration, 0, 0) == 1;
        PhotometricInterpretation = dataset.GetValueOrDefault(DicomTag.PhotometricInterpretation, 0, string.Empty);
        NumberOfFrames = Math.Max(1, dataset.GetValueOrDefault(DicomTag.NumberOfFrames, 0, 1));
        IsEncapsulated = item is DicomFragmentSequence;
        _source = item is DicomFragmentSequence fragments
            ? new EncapsulatedFrames(fragments, dataset, NumberOfFrames)
            : new NativeFrames((DicomElement)item, this);
    }

    /// <summary>Gets how the frames are encoded.</summary>
    public DicomTransferSyntax TransferSyntax { get; }

    /// <summary>Gets whether the frames lie in fragments, compressed as a rule (PS3.5 A.4).</summary>
    public bool IsEncapsulated { get; }

    /// <summary>Gets Number of Frames (0028,0008); 1 when absent or no number above 0. A claim: no memory is taken by it.</summary>
    public int NumberOfFrames { get; }

    /// <summary>Gets Rows (0028,0010) in pixels; 0 when absent.</summary>
    public int Rows { get; }

    /// <summary>Gets Columns (0028,0011) in pixels; 0 when absent.</summary>
    public int Columns { get; }

    /// <summary>Gets Samples per Pixel (0028,0002); 1 when absent.</summary>
    public int SamplesPerPixel { get; }

    /// <summary>Gets Bits Allocated (0028,0100), the bits that a sample takes; 0 when absent.</summary>
    public ushort BitsAllocated { get; }

    /// <summary>Gets Bits Stored (0028,0101), the bits of a sample that count; those allocated when absent.</summary>
    public ushort BitsStored { get; }

    /// <summary>Gets High Bit (0028,0102), from 0; one less than those stored when absent.</summary>
    public ushort HighBit { get; }

    /// <summary>Gets whether Pixel Representation (0028,0103) is 1: two's complement.</summary>
    public bool IsSigned { get; }

    /// <summary>Gets whether Planar Configuration (0028,0006) is 1: all samples of one colour, then those of the next.</summary>
    public bool IsPlanar { get; }

    /// <summary>Gets Photometric Interpretation (0028,0004), for example <c>MONOCHROME2</c>; empty when absent.</summary>
    public string PhotometricInterpretation { get; }

    /// <summary>Takes the Pixel Data of a data set: (7FE0,0010), (7FE0,0008) or (7FE0,0009). Changes of the data set after that are not seen.</summary>
    /// <exception cref="DicomDataException">There is none.</exception>
    public static DicomPixelData Create(DicomDataset dataset) =>
        TryCreate(dataset, out DicomPixelData? pixels) ? pixels : throw new DicomDataException("The data set has no Pixel Data.");

    /// <summary>Takes the Pixel Data of a data set, if it has any.</summary>
    public static bool TryCreate(DicomDataset dataset, [NotNullWhen(true)] out DicomPixelData? pixels)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        bool found = dataset.TryGetItem(DicomTag.PixelData, out DicomItem? item) || dataset.TryGetItem(DicomTag.FloatPixelData, out item)
            || dataset.TryGetItem(DicomTag.DoubleFloatPixelData, out item);
        pixels = found && item is DicomElement or DicomFragmentSequence ? new DicomPixelData(dataset, item) : null;
        return pixels is not null;
    }

    /// <summary>Gets the number of bytes of a frame.</summary>
    /// <param name="index">From 0, below <see cref="NumberOfFrames"/>.</param>
    /// <exception cref="DicomFrameException">The frame cannot be found.</exception>
    public long GetFrameLength(int index) => Find(index).Length;

    /// <summary>
    /// Gets a frame: of native Pixel Data its samples, little endian, a frame of single bits beginning with the lowest bit; of
    /// encapsulated Pixel Data its codestream, all fragments together with their padding.
    /// </summary>
    /// <param name="index">From 0, below <see cref="NumberOfFrames"/>.</param>
    /// <returns>Memory that is valid until the file is disposed.</returns>
    /// <exception cref="DicomFrameException">The frame cannot be found, or is larger than an array can be.</exception>
    public ReadOnlyMemory<byte> GetFrame(int index) => FindLoadable(index).Load();

    /// <inheritdoc cref="GetFrame"/>
    public ValueTask<ReadOnlyMemory<byte>> GetFrameAsync(int index, CancellationToken cancellationToken) => FindLoadable(index).LoadAsync(cancellationToken);

    /// <summary>Reads a frame, as <see cref="GetFrame"/> gives it, into the beginning of the caller's buffer.</summary>
    /// <param name="index">From 0, below <see cref="NumberOfFrames"/>.</param>
    /// <param name="destination">At least <see cref="GetFrameLength"/> bytes.</param>
    /// <returns>The number of bytes of the frame.</returns>
    /// <exception cref="DicomFrameException">The frame cannot be found, or is larger than an array can be.</exception>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public async ValueTask<int> ReadFrameAsync(int index, Memory<byte> destination, CancellationToken cancellationToken)
    {
        FrameBytes frame = FindLoadable(index);
        if (destination.Length < frame.Length)
            throw new ArgumentException($"The frame has {frame.Length} bytes, the destination {destination.Length}.", nameof(destination));
        await frame.ReadAsync(destination, cancellationToken).ConfigureAwait(false);
        return (int)frame.Length;
    }

    /// <summary>Gets a frame as <see cref="GetFrame"/> does; why it cannot be is told, not thrown.</summary>
    public bool TryGetFrame(int index, out ReadOnlyMemory<byte> frame, out DicomFrameFailure failure)
    {
        failure = TryFindLoadable(index, out FrameBytes bytes);
        frame = failure == DicomFrameFailure.None ? bytes.Load() : default;
        return failure == DicomFrameFailure.None;
    }

    /// <summary>Opens a frame as a stream that can seek, of the bytes that <see cref="GetFrame"/> gives.</summary>
    /// <param name="index">From 0, below <see cref="NumberOfFrames"/>.</param>
    /// <exception cref="DicomFrameException">The frame cannot be found.</exception>
    public Stream OpenFrame(int index)
    {
        FrameBytes frame = Find(index);
        return new ValueStream(frame.IsAsStored ? frame.Pieces : [RawValue.Of(FindLoadable(index).Load())]);
    }

    private FrameBytes Find(int index)
    {
        DicomFrameFailure failure = TryFind(index, out FrameBytes frame);
        return failure == DicomFrameFailure.None ? frame : throw new DicomFrameException(index, failure);
    }

    private FrameBytes FindLoadable(int index)
    {
        DicomFrameFailure failure = TryFindLoadable(index, out FrameBytes frame);
        return failure == DicomFrameFailure.None ? frame : throw new DicomFrameException(index, failure);
    }

    private DicomFrameFailure TryFindLoadable(int index, out FrameBytes frame)
    {
        DicomFrameFailure failure = TryFind(index, out frame);
        return failure == DicomFrameFailure.None && frame.StoredLength > Array.MaxLength ? DicomFrameFailure.TooLarge : failure;
    }

    private DicomFrameFailure TryFind(int index, out FrameBytes frame)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, NumberOfFrames);
        return _source.Find(index, out frame);
    }
}
