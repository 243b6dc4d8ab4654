using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>Native Pixel Data of single bits whose frames do not end with a byte: the next one begins in the same byte (PS3.5 8.1.1).</summary>
internal sealed class BitSink : FrameSink
{
    private readonly Lock _gate = new();
    private readonly byte[] _bits;
    private readonly long _frameBits;

    public BitSink(int frames, long frameBits, int maxBytes)
    {
        UInt128 length = (((UInt128)frameBits * (UInt128)frames) + 7) / 8;
        if (length > (UInt128)maxBytes)
            throw new TranscodeException(TranscodeFailure.OverBudget, $"Single bits of {length} bytes are put together in memory; {maxBytes} are allowed.");
        _bits = new byte[(int)length];
        _frameBits = frameBits;
    }

    public override long Length => _bits.Length;

    public override ValueTask PutAsync(int index, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        long start = index * _frameBits;
        int shift = (int)(start & 7);
        int place = (int)(start / 8);
        ReadOnlySpan<byte> bits = frame.Span[..(int)((_frameBits + 7) / 8)];
        lock (_gate)
        {
            foreach (byte eight in bits)
            {
                _bits[place++] |= (byte)(eight << shift);
                if (shift > 0 && place < _bits.Length)
                    _bits[place] |= (byte)(eight >> (8 - shift));
            }
        }

        return ValueTask.CompletedTask;
    }

    public override void Complete(DicomDataset dataset) => dataset.AddOrUpdate(new DicomElement(DicomTag.PixelData, DicomVR.OB, _bits));
}
