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
    private readonly FrameDecoder? _decoder;
    private readonly FrameEncoder? _encoder;
    private readonly FrameSink _sink;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _next;

    /// <param name="decoder">Null, as the encoder is, to take frames over as they are.</param>
    public FramePipeline(ImageShape shape, FrameDecoder? decoder, FrameEncoder? encoder, FrameSink sink)
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
            using PooledBufferWriter output = new();
            while (await ProcessNextAsync(output, cancellationToken).ConfigureAwait(false))
            {
            }

            return;
        }

        ParallelOptions parallel = new() { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, workers, parallel, WorkAsync).ConfigureAwait(false);
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask WorkAsync(int worker, CancellationToken cancellationToken)
    {
        using PooledBufferWriter output = new();
        while (await ProcessNextAsync(output, cancellationToken).ConfigureAwait(false))
        {
        }
    }

    /// <returns>False when all frames are taken.</returns>
    private async ValueTask<bool> ProcessNextAsync(PooledBufferWriter output, CancellationToken cancellationToken)
    {
        int index;
        ReadOnlyMemory<byte> stored;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_next == _shape.Pixels.NumberOfFrames)
                return false;

            index = _next++;
            stored = await ReadAsync(index, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }

        if (_decoder is null)
        {
            await _sink.PutAsync(index, stored, cancellationToken).ConfigureAwait(false);
            return true;
        }

        output.Clear();
        Convert(index, stored.Span, output);
        cancellationToken.ThrowIfCancellationRequested();
        await _sink.PutAsync(index, output.Written, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private void Convert(int index, ReadOnlySpan<byte> stored, PooledBufferWriter output)
    {
        int length = (int)_shape.Frame.Length;
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Span<byte> samples = rented.AsSpan(0, length);
            Decode(index, stored, samples);
            _encoder!.Encode(index, samples, output);
            if (index == 0)
                FirstBytes = output.Written[..Math.Min(output.WrittenCount, CodestreamColour.BytesToSee)].ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void Decode(int index, ReadOnlySpan<byte> stored, Span<byte> samples)
    {
        try
        {
            _decoder!.Decode(stored, samples);
        }
        catch (CodecException exception)
        {
            throw new TranscodeException(TranscodeFailure.FrameNotDecoded, $"Frame {index} cannot be decoded: {exception.Message}", index, exception);
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(int index, CancellationToken cancellationToken)
    {
        try
        {
            return await _shape.Pixels.GetFrameAsync(index, cancellationToken).ConfigureAwait(false);
        }
        catch (DicomFrameException exception)
        {
            throw new TranscodeException(TranscodeFailure.FrameNotFound, exception.Message, index, exception);
        }
    }
}
