using Dicom.Storage.Core;

namespace Dicom.Storage.Specification;

/// <summary>What the suites of the bus share.</summary>
public abstract class BusSpecification<TFixture>(TFixture fixture)
    where TFixture : class, IMessageBusFixture
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected Task<(IMessagePublisher Publisher, IMessageSource Source)> CreateAsync() => fixture.CreateAsync(Token);

    /// <summary>Publishes as the pipeline does: again, until it is confirmed.</summary>
    protected static async Task PublishAsync(IMessagePublisher publisher, params IReadOnlyList<StorageEvent> events)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await publisher.PublishAsync(events, Token);
                return;
            }
            catch (Exception exception) when (exception is IOException or DicomStorageException && attempt < 20)
            {
                // Not confirmed.
            }
        }
    }

    protected static StorageEvent Received(int study, int instance, TenantId? tenant = null)
    {
        DicomStoreMeta store = Samples.Store(Samples.Instance(study, 1, instance, tenant), (study * 10_000) + instance);
        return new StorageEvent(StorageTopic.Storage, store.TraceId, store.TenantId, store.StudyUid, store);
    }

    /// <summary>Keeps what a subscriber gets.</summary>
    protected sealed class Inbox
    {
        private readonly Lock _lock = new();
        private readonly List<StorageEvent> _events = [];
        private readonly List<(Func<IReadOnlyList<StorageEvent>, bool> Condition, TaskCompletionSource Met)> _waiters = [];

        public IReadOnlyList<StorageEvent> Events
        {
            get
            {
                lock (_lock)
                    return [.. _events];
            }
        }

        public ValueTask Take(IReadOnlyList<StorageEvent> events, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                _events.AddRange(events);
                foreach ((Func<IReadOnlyList<StorageEvent>, bool> condition, TaskCompletionSource met) in _waiters)
                {
                    if (condition(_events))
                        met.TrySetResult();
                }
            }

            return ValueTask.CompletedTask;
        }

        public Task Until(Func<IReadOnlyList<StorageEvent>, bool> condition)
        {
            TaskCompletionSource met = new(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
            {
                _waiters.Add((condition, met));
                if (condition(_events))
                    met.TrySetResult();
            }

            return met.Task.WaitAsync(Patience);
        }
    }
}
