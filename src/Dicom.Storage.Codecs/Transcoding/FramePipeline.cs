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
        using PooledBufferWriter input = new();
        using PooledBufferWriter output = new();
        while (await ProcessNextAsync(input, output, cancellationToken).ConfigureAwait(false))
        {
        }
    }

    /// <returns>False when all frames are taken.</returns>
    private async ValueTask<bool> ProcessNextAsync(PooledBufferWriter input, PooledBufferWriter output, CancellationToken cancellationToken)
    {
        int index;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_next == _shape.Pixels.NumberOfFrames)
                return false;

            index = _next++;
            await ReadAsync(index, input, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }

        output.Clear();
        ReadOnlyMemory<byte> frame = Convert(index, input.Written, output);
        cancellationToken.ThrowIfCancellationRequested();
        await _sink.PutAsync(index, frame, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private ReadOnlyMemory<byte> Convert(int index, ReadOnlyMemory<byte> stored, PooledBufferWriter output)
    {
        int length = (int)_shape.Frame.Length;
        byte[] rented = _encoder is null ? [] : ArrayPool<byte>.Shared.Rent(length);
        try
        {
            if (_encoder is null)
                return stored[.._decoder.RequireWhole(stored.Length)];

            Span<byte> samples = rented.AsSpan(0, length);
            _decoder.Decode(stored.Span, samples);
            _encoder.Encode(index, samples, output);
            if (index == 0)
                FirstBytes = output.Written[..Math.Min(output.WrittenCount, CodestreamColour.BytesToSee)].ToArray();
            return output.Written;
        }
        catch (CodecException exception)
        {
            throw new TranscodeException(TranscodeFailure.FrameNotDecoded, $"Frame {index} cannot be decoded: {exception.Message}", index, exception);
        }
        finally
        {
            if (rented.Length > 0)
                ArrayPool<byte>.Shared.Return(rented);
        }
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
}
