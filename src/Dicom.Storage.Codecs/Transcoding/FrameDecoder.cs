using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>Brings stored frames of any transfer syntax into one form: samples little endian, colour by pixel, chrominance of full size, a byte for a single bit.</summary>
internal sealed class FrameDecoder
{
    private readonly ImageShape _shape;
    private readonly IFrameCodec? _codec;
    private readonly bool _toRgb;

    /// <param name="codec">Null for frames that are stored as they are.</param>
    public FrameDecoder(ImageShape shape, DicomTransferSyntax source, IFrameCodec? codec, bool convertToRgb)
    {
        _shape = shape;
        _codec = codec;
        Photometric decoded = Decoded(shape.Photometric, source, codec is not null);
        if (codec is null && shape.Photometric == Photometric.YbrFull422 && (shape.Pixels.BitsAllocated != 8 || shape.Pixels.Columns % 2 != 0))
            throw new TranscodeException(TranscodeFailure.InvalidImage, "YBR_FULL_422 has samples of 8 bits and an even number of columns.");

        _toRgb = convertToRgb && decoded == Photometric.YbrFull && shape.Frame.BitsAllocated == 8;
        Output = _toRgb ? Photometric.Rgb : decoded;
    }

    /// <summary>Gets whether frames are stored as <see cref="Decode"/> gives them, padding apart.</summary>
    public bool KeepsSamples => _codec is null && !_toRgb && !_shape.IsBits && _shape.Photometric != Photometric.YbrFull422
        && (_shape.Frame.SamplesPerPixel == 1 || !_shape.Pixels.IsPlanar);

    /// <summary>Gets what the samples are that <see cref="Decode"/> gives.</summary>
    public Photometric Output { get; }

    /// <exception cref="CodecException">The frame cannot be decoded.</exception>
    public void Decode(ReadOnlySpan<byte> stored, Span<byte> samples)
    {
        if (_codec is not null)
            _codec.Decode(stored, _shape.Frame, samples);
        else
            Arrange(stored, samples);
        if (_toRgb)
            YbrConversion.ToRgb(samples);
    }

    /// <summary>The bytes of a stored, uncompressed frame that are its samples: what is more is padding.</summary>
    /// <exception cref="CodecException">The frame is shorter.</exception>
    public int RequireWhole(int stored) => stored >= _shape.UncompressedLength
        ? (int)_shape.UncompressedLength
        : throw new CodecException(CodecFailure.Mismatch, $"A frame of {stored} bytes is stored; the data set says {_shape.UncompressedLength}.");

    private void Arrange(ReadOnlySpan<byte> stored, Span<byte> samples)
    {
        stored = stored[..RequireWhole(stored.Length)];
        if (_shape.IsBits)
            BitPacking.Unpack(stored, samples);
        else if (_shape.Photometric == Photometric.YbrFull422)
            YbrConversion.Widen422(stored, samples);
        else if (_shape.Frame.SamplesPerPixel > 1 && _shape.Pixels.IsPlanar)
            Interleave(stored, samples);
        else
            stored.CopyTo(samples);
    }

    private void Interleave(ReadOnlySpan<byte> stored, Span<byte> samples)
    {
        int size = _shape.Frame.BytesPerSample;
        int plane = stored.Length / _shape.Frame.SamplesPerPixel;
        if (size == 1)
        {
            BytePlanes.Weave(stored, plane, _shape.Frame.SamplesPerPixel, size, samples);
            return;
        }

        int position = 0;
        for (int pixel = 0; pixel < plane; pixel += size)
        {
            for (int from = pixel; from < stored.Length; from += plane, position += size)
                stored.Slice(from, size).CopyTo(samples[position..]);
        }
    }

    private static Photometric Decoded(Photometric stored, DicomTransferSyntax source, bool isCompressed) => stored switch
    {
        Photometric.YbrIct or Photometric.YbrRct when isCompressed && SyntaxTraits.IsJpeg2000(source) => Photometric.Rgb,
        Photometric.YbrIct or Photometric.YbrRct => throw new TranscodeException(TranscodeFailure.InvalidImage, $"YBR_ICT and YBR_RCT are of JPEG 2000, not of {source}."),
        Photometric.YbrFull422 => Photometric.YbrFull,
        _ => stored,
    };
}
