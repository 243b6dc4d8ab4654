using Dicom.Storage.Core;

namespace Dicom.Storage.Specification;

/// <summary>What every source of events holds.</summary>
public abstract class BusSourceSpecification<TFixture>(TFixture fixture) : BusSpecification<TFixture>(fixture)
    where TFixture : class, IMessageBusFixture
{
    [Fact]
    public async Task Events_of_a_study_come_in_the_order_in_which_they_were_published()
    {
        (IMessagePublisher publisher, IMessageSource source) = await CreateAsync();
        Inbox inbox = new();
        await using IAsyncDisposable subscription = await source.SubscribeAsync(StorageTopic.Storage, "g", inbox.Take, Token);

        for (int i = 1; i <= 60; i += 3)
            await PublishAsync(publisher, [.. Enumerable.Range(1, 5).SelectMany(study => Enumerable.Range(i, 3).Select(n => Received(study, n)))]);

        await inbox.Until(events => events.Count == 300);
        foreach (IGrouping<string, StorageEvent> study in inbox.Events.GroupBy(e => e.StudyUid.Value))
            Assert.Equal(study.Select(e => e.TraceId).Order(), study.Select(e => e.TraceId));
    }

    [Fact]
    public async Task Every_group_gets_every_event()
    {
        (IMessagePublisher publisher, IMessageSource source) = await CreateAsync();
        Inbox one = new(), other = new();
        await using IAsyncDisposable first = await source.SubscribeAsync(StorageTopic.Storage, "one", one.Take, Token);
        await using IAsyncDisposable second = await source.SubscribeAsync(StorageTopic.Storage, "other", other.Take, Token);

        await PublishAsync(publisher, Received(1, 1), Received(2, 1), Received(3, 1));

        await Task.WhenAll(one.Until(events => events.Count == 3), other.Until(events => events.Count == 3));
    }

    [Fact]
    public async Task Members_of_a_group_share_the_events_and_lose_none()
    {
        (IMessagePublisher publisher, IMessageSource source) = await CreateAsync();
        Inbox shared = new();
        await using IAsyncDisposable first = await source.SubscribeAsync(StorageTopic.Storage, "g", shared.Take, Token);
        await using IAsyncDisposable second = await source.SubscribeAsync(StorageTopic.Storage, "g", shared.Take, Token);

        await PublishAsync(publisher, [.. Enumerable.Range(1, 40).Select(study => Received(study, 1))]);

        await shared.Until(events => events.Select(e => e.TraceId).Distinct().Count() == 40);
    }

    [Fact]
    public async Task A_handler_that_fails_gets_the_events_again_and_later_ones_of_the_study_after_them()
    {
        (IMessagePublisher publisher, IMessageSource source) = await CreateAsync();
        Inbox inbox = new();
        int failures = 0;
        await using IAsyncDisposable subscription = await source.SubscribeAsync(
            StorageTopic.Storage,
            "g",
            (events, token) => ++failures <= 3 ? throw new IOException("not now") : inbox.Take(events, token),
            Token);

        await PublishAsync(publisher, Received(1, 1), Received(1, 2));
        await PublishAsync(publisher, Received(1, 3));

        await inbox.Until(events => events.Select(e => e.TraceId).Distinct().Count() == 3);
        Assert.Equal(inbox.Events.Select(e => e.TraceId).Order(), inbox.Events.Select(e => e.TraceId));
        Assert.True(failures >= 4);
    }

    [Fact]
    public async Task A_batch_is_never_empty_and_holds_events_of_its_topic_only()
    {
        (IMessagePublisher publisher, IMessageSource source) = await CreateAsync();
        Inbox inbox = new();
        await using IAsyncDisposable subscription = await source.SubscribeAsync(
            StorageTopic.Storage,
            "g",
            (events, token) =>
            {
                Assert.NotEmpty(events);
                Assert.All(events, e => Assert.Equal(StorageTopic.Storage, e.Topic));
                return inbox.Take(events, token);
            },
            Token);
        DicomStoreMeta store = Samples.Store(Samples.Instance());
        await PublishAsync(publisher, new StorageEvent(StorageTopic.Log, store.TraceId, store.TenantId, store.StudyUid, store));
        await PublishAsync(publisher, Received(1, 1));

        await inbox.Until(events => events.Count == 1);
    }

    [Fact]
    public async Task A_subscription_that_has_ended_gets_nothing_more_and_the_rest_of_its_group_everything()
    {
        (IMessagePublisher publisher, IMessageSource source) = await CreateAsync();
        Inbox ended = new(), staying = new();
        IAsyncDisposable first = await source.SubscribeAsync(StorageTopic.Storage, "g", ended.Take, Token);
        await PublishAsync(publisher, Received(1, 1));
        await ended.Until(events => events.Count == 1);
        await first.DisposeAsync();
        await first.DisposeAsync(); // twice is once

        await using IAsyncDisposable second = await source.SubscribeAsync(StorageTopic.Storage, "g", staying.Take, Token);
        await PublishAsync(publisher, Received(1, 2), Received(2, 1));

        await staying.Until(events => events.Count == 2);
        Assert.Single(ended.Events);
        Assert.DoesNotContain(staying.Events, e => e.TraceId == Received(1, 1).TraceId); // it was confirmed
    }

    [Fact]
    public async Task Tenants_with_the_same_study_are_told_apart()
    {
        (IMessagePublisher publisher, IMessageSource source) = await CreateAsync();
        Inbox inbox = new();
        await using IAsyncDisposable subscription = await source.SubscribeAsync(StorageTopic.Storage, "g", inbox.Take, Token);

        await PublishAsync(publisher, Received(1, 1, Samples.TenantA), Received(1, 2, Samples.TenantB));

        await inbox.Until(events => events.Count == 2);
        Assert.Equal([Samples.TenantA, Samples.TenantB], inbox.Events.OrderBy(e => e.TraceId).Select(e => e.Tenant));
    }

    [Fact]
    public async Task Subscribing_is_refused_when_it_is_cancelled_or_names_no_group()
    {
        (_, IMessageSource source) = await CreateAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await source.SubscribeAsync(StorageTopic.Log, "g", (_, _) => default, new CancellationToken(canceled: true)));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await source.SubscribeAsync(StorageTopic.Log, string.Empty, (_, _) => default, Token));
    }
}
