using Dicom.Storage.Core;

namespace Dicom.Storage.Specification;

/// <summary>What every publisher of events holds.</summary>
public abstract class BusPublisherSpecification<TFixture>(TFixture fixture) : BusSpecification<TFixture>(fixture)
    where TFixture : class, IMessageBusFixture
{
    public static TheoryData<StorageTopic> Topics => [.. Enum.GetValues<StorageTopic>()];

    [Theory]
    [MemberData(nameof(Topics))]
    public async Task An_event_arrives_as_it_was_published(StorageTopic topic)
    {
        (IMessagePublisher publisher, IMessageSource source) = await CreateAsync();
        InstanceKey key = Samples.Instance();
        object payload = topic switch
        {
            StorageTopic.Storage or StorageTopic.Log => Samples.Store(key) with { PatientId = BoundedString<Max64>.Parse(Samples.HardText), StudyDate = new DateOnly(2024, 2, 29) },
            StorageTopic.State => Samples.State(key.Series) with { PatientName = BoundedString<Max64>.Parse(Samples.HardText), StudyTime = new TimeOnly(1, 2, 3, 456, 789) },
            _ => Samples.Image(key) with { SliceThickness = 0.1, SpaceSize = long.MaxValue },
        };
        StorageEvent published = new(topic, Samples.Store(key).TraceId, key.TenantId, key.StudyUid, payload) { Outcome = PutOutcome.Replaced };
        Inbox inbox = new();
        await using IAsyncDisposable subscription = await source.SubscribeAsync(topic, "g", inbox.Take, Token);

        await PublishAsync(publisher, published);

        await inbox.Until(events => events.Count > 0);
        Assert.Equal(published, Assert.Single(inbox.Events));
    }

    [Fact]
    public async Task Each_topic_is_a_stream_of_its_own()
    {
        (IMessagePublisher publisher, IMessageSource source) = await CreateAsync();
        InstanceKey key = Samples.Instance();
        DicomStoreMeta store = Samples.Store(key);
        Inbox log = new(), image = new();
        await using IAsyncDisposable first = await source.SubscribeAsync(StorageTopic.Log, "g", log.Take, Token);
        await using IAsyncDisposable second = await source.SubscribeAsync(StorageTopic.Image, "g", image.Take, Token);

        await PublishAsync(
            publisher,
            new StorageEvent(StorageTopic.Image, store.TraceId, key.TenantId, key.StudyUid, Samples.Image(key)),
            new StorageEvent(StorageTopic.Log, store.TraceId, key.TenantId, key.StudyUid, store));

        await Task.WhenAll(log.Until(events => events.Count > 0), image.Until(events => events.Count > 0));
        Assert.Equal((StorageTopic.Log, StorageTopic.Image), (Assert.Single(log.Events).Topic, Assert.Single(image.Events).Topic));
    }

    [Fact]
    public async Task No_events_are_confirmed_at_once()
    {
        (IMessagePublisher publisher, _) = await CreateAsync();
        Task confirmed = publisher.PublishAsync([], Token).AsTask();
        Assert.True(confirmed.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task What_is_published_again_is_delivered_again()
    {
        (IMessagePublisher publisher, IMessageSource source) = await CreateAsync();
        Inbox inbox = new();
        await using IAsyncDisposable subscription = await source.SubscribeAsync(StorageTopic.Storage, "g", inbox.Take, Token);
        StorageEvent item = Received(1, 1);

        await PublishAsync(publisher, item);
        await PublishAsync(publisher, item);

        await inbox.Until(events => events.Count == 2);
        Assert.All(inbox.Events, received => Assert.Equal(item, received));
    }

    [Fact]
    public async Task Many_publishers_at_once_lose_nothing()
    {
        (IMessagePublisher publisher, IMessageSource source) = await CreateAsync();
        Inbox inbox = new();
        await using IAsyncDisposable subscription = await source.SubscribeAsync(StorageTopic.Storage, "g", inbox.Take, Token);

        await Task.WhenAll(Enumerable.Range(1, 8).Select(study => PublishAsync(publisher, [.. Enumerable.Range(1, 50).Select(i => Received(study, i))])));

        await inbox.Until(events => events.Select(e => e.TraceId).Distinct().Count() == 400);
    }
}
