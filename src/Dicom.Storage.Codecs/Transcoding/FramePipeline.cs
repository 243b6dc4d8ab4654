using System.Buffers;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>
/// Takes all frames of an object from their stored form to the wanted one. Frames are read one after the other, as a deflated file
/// wants, and worked on side by side; memory is that of the frames in work.
/// </summary>
internal sealed class FramePipeline : IDisposable
{
    private readonly ImageShape _shape;
    private readonly FrameDecoder _decoder;
    private readonly FrameEncoder? _encoder;
    private readonly FrameSink _sink;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _next;

    /// <param name="encoder">Null to take frames over that are not compressed.</param>
    public FramePipeline(ImageShape shape, FrameDecoder decoder, FrameEncoder? encoder, FrameSink sink)
    {
        _shape = shape;
        _decoder = decoder;
        _encoder = encoder;
        _sink = sink;
    }

    /// <summary>Gets the first encoded frame's beginning, which tells what the codec has made of colour; empty for uncompressed frames.</summary>
    public ReadOnlyMemory<byte> FirstBytes { get; private set; }

    public async Task RunAsync(int maxParallelFrames, CancellationToken cancellationToken)
    {
        int frames = _shape.Pixels.NumberOfFrames;
        int workers = Math.Min(maxParallelFrames, frames);
        if (workers == 1)
        {
            await WorkAsync(0, cancellationToken).ConfigureAwait(false);
            return;
        }

        ParallelOptions parallel = new() { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, workers, parallel, WorkAsync).ConfigureAwait(false);
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask WorkAsync(int worker, CancellationToken cancellationToken)
    {
        using FrameBuffers buffers = new((int)_shape.Frame.Length);
        while (await ProcessNextAsync(buffers, cancellationToken).ConfigureAwait(false))
        {
        }
    }

    /// <returns>False when all frames are taken.</returns>
    private async ValueTask<bool> ProcessNextAsync(FrameBuffers buffers, CancellationToken cancellationToken)
    {
        int index;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_next == _shape.Pixels.NumberOfFrames)
                return false;

            index = _next++;
            await ReadAsync(index, buffers.Stored, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }

        // What is stored as it is decoded, in memory, is decoded there.
        Memory<byte> place = _encoder is { KeepsSamples: true } && !_decoder.KeepsSamples ? _sink.PlaceOf(index) : default;
        ReadOnlyMemory<byte> frame = Convert(index, buffers, place);
        cancellationToken.ThrowIfCancellationRequested();
        if (place.IsEmpty)
            await _sink.PutAsync(index, frame, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private ReadOnlyMemory<byte> Convert(int index, FrameBuffers buffers, Memory<byte> place)
    {
        try
        {
            ReadOnlyMemory<byte> stored = buffers.Stored.Written;
            if (_encoder is null)
                return stored[.._decoder.RequireWhole(stored.Length)];

            ReadOnlyMemory<byte> decoded = _decoder.KeepsSamples
                ? stored[.._decoder.RequireWhole(stored.Length)]
                : Decode(stored, place.IsEmpty ? buffers.Samples : place);
            if (_encoder.KeepsSamples)
                return decoded;

            buffers.Encoded.Clear();
            _encoder.Encode(index, decoded.Span, buffers.Encoded);
            ReadOnlyMemory<byte> encoded = buffers.Encoded.Written;
            if (index == 0)
                FirstBytes = encoded[..Math.Min(encoded.Length, CodestreamColour.BytesToSee)].ToArray();
            return encoded;
        }
        catch (CodecException exception)
        {
            throw new TranscodeException(TranscodeFailure.FrameNotDecoded, $"Frame {index} cannot be decoded: {exception.Message}", index, exception);
        }
    }

    private Memory<byte> Decode(ReadOnlyMemory<byte> stored, Memory<byte> samples)
    {
        _decoder.Decode(stored.Span, samples.Span);
        return samples;
    }

    private async ValueTask ReadAsync(int index, PooledBufferWriter input, CancellationToken cancellationToken)
    {
        input.Clear();
        try
        {
            Memory<byte> buffer = input.GetMemory((int)Math.Min(_shape.Pixels.GetFrameLength(index), Array.MaxLength));
            input.Advance(await _shape.Pixels.ReadFrameAsync(index, buffer, cancellationToken).ConfigureAwait(false));
        }
        catch (DicomFrameException exception)
        {
            throw new TranscodeException(TranscodeFailure.FrameNotFound, exception.Message, index, exception);
        }
    }

    /// <summary>What a worker keeps from frame to frame.</summary>
    /// <param name="length">Bytes of a decoded frame.</param>
    private sealed class FrameBuffers(int length) : IDisposable
    {
        private byte[]? _samples;

        public PooledBufferWriter Stored { get; } = new();

        public PooledBufferWriter Encoded { get; } = new();

        /// <summary>Gets room for a decoded frame; it is taken when it is first asked for.</summary>
        public Memory<byte> Samples => (_samples ??= ArrayPool<byte>.Shared.Rent(length)).AsMemory(0, length);

        public void Dispose()
        {
            Stored.Dispose();
            Encoded.Dispose();
            if (_samples is not null)
                ArrayPool<byte>.Shared.Return(_samples);
        }
    }
}
