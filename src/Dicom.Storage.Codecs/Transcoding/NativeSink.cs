using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>Native Pixel Data: frames of one size, one behind the other (PS3.5 8.1.1).</summary>
internal sealed class NativeSink : FrameSink
{
    // The largest even length that is none of an undefined one.
    private const long MaxLength = 0xFFFF_FFFE;

    private readonly FrameScratch.Room _room;
    private readonly DicomVR _vr;
    private readonly int _frameLength;

    public NativeSink(int frames, int frameLength, DicomVR vr, FrameScratch scratch)
    {
        Length = (long)frames * frameLength;
        Require(Length);
        _frameLength = frameLength;
        _vr = vr;
        _room = scratch.Reserve(Length);
    }

    public override long Length { get; }

    public static void Require(long length)
    {
        if (length > MaxLength)
            throw new TranscodeException(TranscodeFailure.OverBudget, $"Pixel Data of {length} bytes does not fit into an uncompressed transfer syntax, which has 32 bits for its length.");
    }

    public override Memory<byte> PlaceOf(int index) => _room.Bytes is null ? default : _room.Bytes.AsMemory(checked(index * _frameLength), _frameLength);

    public override ValueTask PutAsync(int index, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) =>
        _room.WriteAsync((long)index * _frameLength, frame[.._frameLength], cancellationToken);

    public override void Complete(DicomDataset dataset) => dataset.AddOrUpdate(_room.ToElement(DicomTag.PixelData, _vr));
}
