using System.Threading.Channels;

namespace Dicom.Storage.Kafka;

/// <summary>The messages of one partition on their way through the handler: in order, in batches, a position is told only behind what is done.</summary>
internal sealed class KafkaPartitionWorker : IDisposable
{
    private readonly Channel<KafkaRecord> _queue = Channel.CreateUnbounded<KafkaRecord>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private readonly KafkaDicomStorageOptions _options;
    private readonly KafkaBatchHandler _handler;
    private readonly Action<KafkaRecord> _done;
    private readonly Action<Exception> _failed;
    private readonly TimeProvider _time;
    private int _waiting;

    /// <param name="handler">The work; ends without an exception when the effect is durable.</param>
    /// <param name="done">Is told the last message of each batch that is done.</param>
    /// <param name="failed">Is told a failure that the handler did not expect; the batch is tried again.</param>
    public KafkaPartitionWorker(KafkaDicomStorageOptions options, KafkaBatchHandler handler, Action<KafkaRecord> done, Action<Exception> failed, TimeProvider time)
    {
        _options = options;
        _handler = handler;
        _done = done;
        _failed = failed;
        _time = time;
        _ = RunAsync();
    }

    /// <summary>Gets the signal of the worker's end.</summary>
    public ManualResetEventSlim Ended { get; } = new();

    /// <summary>Gets or sets whether the broker is asked for no more.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Gets how many messages wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public void Add(KafkaRecord record)
    {
        Interlocked.Increment(ref _waiting);
        _queue.Writer.TryWrite(record);
    }

    /// <summary>Lets the batch in work be finished, and nothing after it.</summary>
    public void Stop() => _stopping.Cancel();

    /// <summary>Cuts the batch in work off.</summary>
    public void Abort()
    {
        _stopping.Cancel();
        _aborting.Cancel();
    }

    public void Dispose()
    {
        Ended.Dispose();
        _stopping.Dispose();
        _aborting.Dispose();
    }

    private async Task RunAsync()
    {
        List<KafkaRecord> batch = new(_options.MaxBatch);
        try
        {
            while (await _queue.Reader.WaitToReadAsync(_stopping.Token).ConfigureAwait(false))
            {
                batch.Clear();
                Take(batch);
                if (batch.Count < _options.MaxBatch && _options.MaxBatchWait > TimeSpan.Zero)
                {
                    await Task.Delay(_options.MaxBatchWait, _time, _stopping.Token).ConfigureAwait(false);
                    Take(batch);
                }

                await HandleAsync(batch).ConfigureAwait(false);
                _done(batch[^1]);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // What is left is delivered again, here or to another member of the group.
        }
        finally
        {
            Ended.Set();
        }
    }

    private async Task HandleAsync(List<KafkaRecord> batch)
    {
        while (true)
        {
            try
            {
                await _handler(batch, _stopping.Token, _aborting.Token).ConfigureAwait(false);
                return;
            }
#pragma warning disable CA1031 // nobody awaits a worker: what its handler did not expect is told, and the batch is tried again
            catch (Exception exception) when (exception is not OperationCanceledException || !_stopping.IsCancellationRequested)
#pragma warning restore CA1031
            {
                _failed(exception);
            }

            await Task.Delay(_options.MaxRetryDelay, _time, _stopping.Token).ConfigureAwait(false);
        }
    }

    private void Take(List<KafkaRecord> batch)
    {
        while (batch.Count < _options.MaxBatch && _queue.Reader.TryRead(out KafkaRecord? record))
        {
            batch.Add(record);
            Interlocked.Decrement(ref _waiting);
        }
    }
}
