namespace Dicom.Storage.Core;

/// <summary>Where consumers get events from.</summary>
public interface IMessageSource
{
    /// <summary>Hands the events of a topic to a handler, in batches, those of one study in order, each at least once.</summary>
    /// <param name="topic">The stream.</param>
    /// <param name="group">Consumers of one group share the work; every group gets every event.</param>
    /// <param name="handler">Completes when the events' effect is durable; fails to get them again.</param>
    /// <param name="cancellationToken">Ends the subscribing, not the subscription.</param>
    /// <returns>The subscription; disposing it ends it.</returns>
    ValueTask<IAsyncDisposable> SubscribeAsync(
        StorageTopic topic,
        string group,
        Func<IReadOnlyList<StorageEvent>, CancellationToken, ValueTask> handler,
        CancellationToken cancellationToken);
}
