using System.Buffers;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>Brings decoded frames into the wanted transfer syntax, and says how the data set describes them then.</summary>
internal sealed class FrameEncoder
{
    private readonly ImageShape _shape;
    private readonly DicomTransferSyntax _target;
    private readonly IFrameCodec? _codec;
    private readonly IFrameCodec? _verifier;
    private readonly FrameEncoding _encoding;
    private readonly PaletteColor? _palette;
    private readonly bool _isNarrowed;

    /// <param name="input">What the samples are.</param>
    public FrameEncoder(ImageShape shape, Photometric input, DicomDataset dataset, DicomTransferSyntax target, TranscoderOptions options)
    {
        _shape = shape;
        _target = target;
        IsLossy = !SyntaxTraits.IsLossless(target);
        if (!SyntaxTraits.IsUncompressed(target))
        {
            if (!options.Codecs.TryGetEncoder(target, out _codec))
                throw new TranscodeException(TranscodeFailure.UnsupportedTarget, $"No codec encodes {target}.");
            if (options.Verify && !IsLossy && !options.Codecs.TryGetDecoder(target, out _verifier))
                throw new TranscodeException(TranscodeFailure.UnsupportedTarget, $"No codec decodes {target}, so that frames cannot be verified.");
        }

        // An index that is off by one is another colour: so a palette is looked up before anything is lost.
        if (IsLossy && input == Photometric.Palette)
            _palette = PaletteColor.Read(dataset, shape.Frame);
        _isNarrowed = _palette is null && SyntaxTraits.IsBaseline(target) && shape.Frame is { BitsAllocated: 16, BitsStored: <= 8 } && shape.IsRightAligned;
        Input = _palette is null ? input : Photometric.Rgb;
        Frame = InputFrame();
        _encoding = new FrameEncoding(target)
        {
            IsRgb = Input == Photometric.Rgb,
            Quality = options.Quality,
            NearLossless = options.NearLossless,
        };
    }

    /// <summary>Gets the samples as they are encoded: of a palette that was looked up, or of words that fit into bytes, not those that were decoded.</summary>
    public FrameInfo Frame { get; }

    /// <summary>Gets what the samples are that are encoded.</summary>
    public Photometric Input { get; }

    public bool IsLossy { get; }

    /// <summary>Gets whether frames are decoded again and compared.</summary>
    public bool IsVerified => _verifier is not null;

    /// <summary>Gets whether frames are stored as they were decoded: there is nothing to encode.</summary>
    public bool KeepsSamples => _codec is null && !_shape.IsBits;

    /// <summary>Encodes a frame.</summary>
    /// <param name="index">From 0, for what is said of a failure.</param>
    /// <param name="samples">As <see cref="FrameDecoder"/> gives them.</param>
    /// <param name="output">Takes the frame.</param>
    /// <exception cref="TranscodeException">The frame cannot be encoded, or does not decode to what it was made of.</exception>
    public void Encode(int index, ReadOnlySpan<byte> samples, PooledBufferWriter output)
    {
        if (_codec is null)
        {
            int length = BitPacking.PackedLength(samples.Length);
            BitPacking.Pack(samples, output.GetSpan(length)[..length]);
            output.Advance(length);
            return;
        }

        if (_palette is null && !_isNarrowed)
        {
            EncodeAndVerify(index, samples, output);
            return;
        }

        byte[] converted = ArrayPool<byte>.Shared.Rent((int)Frame.Length);
        try
        {
            Span<byte> pixels = converted.AsSpan(0, (int)Frame.Length);
            if (_palette is not null)
                _palette.Apply(samples, _shape.Frame, pixels);
            else
                BytePlanes.Take(samples, size: 2, place: 0, pixels);
            EncodeAndVerify(index, pixels, output);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(converted);
        }
    }

    private void EncodeAndVerify(int index, ReadOnlySpan<byte> pixels, PooledBufferWriter output)
    {
        FrameInfo coded = Coded(pixels);
        try
        {
            if (_shape.IsBits && _codec is IPackedBitEncoder bits)
                EncodeBits(bits, pixels, output);
            else
                _codec!.Encode(pixels, coded, _encoding, output);
        }
        catch (CodecException exception)
        {
            TranscodeFailure failure = exception.Failure == CodecFailure.Unsupported ? TranscodeFailure.UnsupportedTarget : TranscodeFailure.FrameNotEncoded;
            throw new TranscodeException(failure, $"Frame {index} cannot be encoded: {exception.Message}", index, exception);
        }

        if (_verifier is not null)
            Verify(index, pixels, coded, output.Written.Span);
    }

    private void Verify(int index, ReadOnlySpan<byte> pixels, in FrameInfo coded, ReadOnlySpan<byte> codestream)
    {
        byte[] again = ArrayPool<byte>.Shared.Rent(pixels.Length);
        try
        {
            _verifier!.Decode(codestream, coded, again.AsSpan(0, pixels.Length));
            if (!pixels.SequenceEqual(again.AsSpan(0, pixels.Length)))
                throw new TranscodeException(TranscodeFailure.NotVerified, $"Frame {index} in {_target} does not decode to what it was.", index);
        }
        catch (CodecException exception)
        {
            throw new TranscodeException(TranscodeFailure.NotVerified, $"Frame {index} in {_target} does not decode: {exception.Message}", index, exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(again);
        }
    }

    // Bits above Bits Stored that say something (overlays of old images, a high bit elsewhere) are coded as well: nothing gets lost.
    private FrameInfo Coded(ReadOnlySpan<byte> pixels)
    {
        bool whole = !IsLossy && !(_shape.IsRightAligned && UnusedBits.AreEmpty(pixels, Frame));
        return whole ? new FrameInfo(Frame.Columns, Frame.Rows, Frame.SamplesPerPixel, Frame.BitsAllocated, Frame.BitsAllocated, Frame.IsSigned) : Frame;
    }

    private FrameInfo InputFrame()
    {
        FrameInfo frame = _shape.Frame;
        if (_palette is not null)
            return new FrameInfo(frame.Columns, frame.Rows, samplesPerPixel: 3, bitsAllocated: 8, bitsStored: 8, isSigned: false);
        return _isNarrowed ? new FrameInfo(frame.Columns, frame.Rows, frame.SamplesPerPixel, bitsAllocated: 8, frame.BitsStored, frame.IsSigned) : frame;
    }

    private static void EncodeBits(IPackedBitEncoder encoder, ReadOnlySpan<byte> samples, PooledBufferWriter output)
    {
        byte[] packed = ArrayPool<byte>.Shared.Rent(BitPacking.PackedLength(samples.Length));
        try
        {
            Span<byte> bits = packed.AsSpan(0, BitPacking.PackedLength(samples.Length));
            BitPacking.Pack(samples, bits);
            encoder.EncodeBits(bits, output);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }
}
