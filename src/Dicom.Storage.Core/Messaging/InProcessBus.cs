using System.Collections.Immutable;

namespace Dicom.Storage.Core;

/// <summary>
/// The bus within one process, and the default. A publish completes when the handlers of all groups have, so the spool entry
/// behind an event outlives a crash in a handler. Without subscribers an event is confirmed at once.
/// </summary>
public sealed class InProcessBus : IMessagePublisher, IMessageSource
{
    private readonly Lock _lock = new();
    private ImmutableArray<Subscription> _subscriptions = [];

    /// <inheritdoc/>
    public ValueTask PublishAsync(IReadOnlyList<StorageEvent> events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        ImmutableArray<Subscription> subscriptions = _subscriptions;
        return subscriptions.IsEmpty || events.Count == 0 ? ValueTask.CompletedTask : DeliverAsync(subscriptions, events, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> SubscribeAsync(
        StorageTopic topic,
        string group,
        Func<IReadOnlyList<StorageEvent>, CancellationToken, ValueTask> handler,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        ArgumentNullException.ThrowIfNull(handler);
        cancellationToken.ThrowIfCancellationRequested();
        Subscription subscription = new(this, topic, group, handler);
        lock (_lock)
            _subscriptions = _subscriptions.Add(subscription);
        return ValueTask.FromResult<IAsyncDisposable>(subscription);
    }

    private static async ValueTask DeliverAsync(ImmutableArray<Subscription> subscriptions, IReadOnlyList<StorageEvent> events, CancellationToken cancellationToken)
    {
        foreach (IGrouping<(StorageTopic, string), Subscription> group in subscriptions.GroupBy(s => (s.Topic, s.Group)))
        {
            StorageEvent[] wanted = [.. events.Where(e => e.Topic == group.Key.Item1)];
            if (wanted.Length == 0)
                continue;

            // One consumer of the group takes a study's events, always the same while the group is unchanged: order is kept.
            Subscription[] members = [.. group];
            foreach (IGrouping<int, StorageEvent> share in wanted.GroupBy(e => (e.StudyUid.GetHashCode() & int.MaxValue) % members.Length))
                await members[share.Key].Handler([.. share], cancellationToken).ConfigureAwait(false);
        }
    }

    private void Remove(Subscription subscription)
    {
        lock (_lock)
            _subscriptions = _subscriptions.Remove(subscription);
    }

    private sealed class Subscription(
        InProcessBus bus,
        StorageTopic topic,
        string group,
        Func<IReadOnlyList<StorageEvent>, CancellationToken, ValueTask> handler) : IAsyncDisposable
    {
        public StorageTopic Topic { get; } = topic;

        public string Group { get; } = group;

        public Func<IReadOnlyList<StorageEvent>, CancellationToken, ValueTask> Handler { get; } = handler;

        public ValueTask DisposeAsync()
        {
            bus.Remove(this);
            return ValueTask.CompletedTask;
        }
    }
}
