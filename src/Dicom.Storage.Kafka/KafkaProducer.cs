using Confluent.Kafka;
using Dicom.Storage.Core;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Kafka;

/// <summary>The one producer of a process: idempotent, bounded, replaced when the client says that it cannot go on.</summary>
internal sealed class KafkaProducer(KafkaDicomStorageOptions options, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan s_fullQueueDelay = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_closingTime = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _room = new(options.MaxUnconfirmed, options.MaxUnconfirmed);
    private readonly Lock _lock = new();
    private IProducer<byte[]?, byte[]?>? _producer;
    private bool _disposed;

    /// <summary>Gets the client's handle, for requests that share its connections.</summary>
    public Handle Handle => Current().Handle;

    /// <summary>Hands a message to the client, waiting for room in its buffer; messages of one caller keep their order.</summary>
    /// <param name="reported">Is told the error, or success, when the broker has answered; once, also when this method fails.</param>
    public async ValueTask SendAsync(string topic, Message<byte[]?, byte[]?> message, Action<Error> reported, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            IProducer<byte[]?, byte[]?> producer = Current();
            try
            {
                producer.Produce(topic, message, report => Report(producer, topic, report.Error, reported));
                return;
            }
            catch (KafkaException exception) when (exception.Error.Code == ErrorCode.Local_QueueFull)
            {
                try
                {
                    await Task.Delay(s_fullQueueDelay, time, cancellationToken).ConfigureAwait(false);
                }
                catch (OperationCanceledException)
                {
                    _room.Release();
                    throw;
                }
            }
            catch (KafkaException exception)
            {
                Report(producer, topic, exception.Error, reported);
                return;
            }
        }
    }

    /// <summary>Sends one message and completes when it is confirmed.</summary>
    /// <exception cref="DicomStorageException">It was not.</exception>
    public async Task SendAsync(string topic, Message<byte[]?, byte[]?> message, CancellationToken cancellationToken)
    {
        TaskCompletionSource<Error> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(topic, message, done.SetResult, cancellationToken).ConfigureAwait(false);
        Error error = await done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (error.IsError)
            throw KafkaErrorMap.Map(error);
    }

    public void Dispose()
    {
        IProducer<byte[]?, byte[]?>? producer;
        lock (_lock)
        {
            _disposed = true;
            producer = _producer;
            _producer = null;
        }

        if (producer is null)
            return;
        producer.Flush(s_closingTime);
        producer.Dispose(); // what is left fails; its spool entries stay
    }

    private IProducer<byte[]?, byte[]?> Current()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _producer ??= new ProducerBuilder<byte[]?, byte[]?>(KafkaSettings.Producer(options))
                .SetKeySerializer(Serializers.ByteArray!)
                .SetValueSerializer(Serializers.ByteArray!)
                .SetErrorHandler((_, error) => KafkaLog.ClientError(logger, error.Code))
                .SetLogHandler((_, message) => KafkaLog.Library(logger, message.Facility))
                .Build();
        }
    }

    private void Report(IProducer<byte[]?, byte[]?> producer, string topic, Error error, Action<Error> reported)
    {
        _room.Release();
        if (error.IsFatal)
            Replace(producer, error.Code);
        if (!error.IsError)
            KafkaTelemetry.Confirmed.Add(1);
        else if (!KafkaErrorMap.IsTransient(error))
            KafkaLog.Refused(logger, topic, error.Code);
        reported(error);
    }

    // Its sequence is broken for good, by the broker's word. Disposed of off its own thread, from which this is called.
    private void Replace(IProducer<byte[]?, byte[]?> producer, ErrorCode code)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(_producer, producer))
                return;
            _producer = null;
        }

        KafkaLog.ProducerReplaced(logger, code);
        ThreadPool.UnsafeQueueUserWorkItem(static old => old.Dispose(), producer, preferLocal: false);
    }
}
