using System.Collections.Concurrent;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Core.Tests;

/// <summary>Objects of which something is made before they are stored: long work on one holds back its own study only.</summary>
public sealed class IngestTransformTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task While_something_is_made_of_one_object_the_others_of_its_batch_are_stored_indexed_and_published()
    {
        HeldTransform transform = new(static uid => uid.EndsWith(".1.1.1", StringComparison.Ordinal));
        await using PipelineFixture fixture = new(new InProcessBus(), options => options.Partitions = 1, transform: transform);
        IngestTicket?[] tickets = await CommitAsync(fixture, (1, 1), (2, 2), (3, 3), (4, 2));
        await fixture.StartAsync(); // all four are of one batch

        await transform.Asked.WaitAsync(s_deadline);
        for (int i = 1; i < 4; i++)
            Assert.True(await tickets[i]!.Published.WaitAsync(s_deadline));

        Assert.Equal(3, await fixture.IndexedAsync());
        Assert.False(tickets[0]!.Indexed.IsCompleted);
        transform.Release();
        Assert.True(await tickets[0]!.Published.WaitAsync(s_deadline));
        Assert.Equal(4, await fixture.IndexedAsync());
        await SpoolObjects.EmptiedAsync(fixture.Spool);
    }

    [Fact]
    public async Task Objects_of_one_study_go_on_in_the_order_in_which_they_came()
    {
        HeldTransform transform = new(static uid => uid.EndsWith(".1.1.2", StringComparison.Ordinal));
        await using PipelineFixture fixture = new(new InProcessBus(), options => options.Partitions = 1, transform: transform);
        IngestTicket?[] tickets = await CommitAsync(fixture, (1, 1), (2, 1), (3, 1));
        await fixture.StartAsync();

        Assert.True(await tickets[0]!.Published.WaitAsync(s_deadline));
        await transform.Asked.WaitAsync(s_deadline);

        Assert.False(tickets[2]!.Indexed.IsCompleted);
        transform.Release();
        Assert.True(await tickets[2]!.Published.WaitAsync(s_deadline));
        Assert.True(tickets[1]!.Published.IsCompleted);
    }

    [Fact]
    public async Task An_object_whose_transform_fails_for_good_is_quarantined_and_its_study_goes_on()
    {
        HeldTransform transform = new(static _ => false) { Fails = static uid => uid.EndsWith(".1.1.1", StringComparison.Ordinal) };
        await using PipelineFixture fixture = new(new InProcessBus(), options => options.Partitions = 1, transform: transform);
        IngestTicket?[] tickets = await CommitAsync(fixture, (1, 1), (2, 1));
        await fixture.StartAsync();

        Assert.False(await tickets[0]!.Published.WaitAsync(s_deadline));
        Assert.True(await tickets[1]!.Published.WaitAsync(s_deadline));
        Assert.Single(fixture.Spool.Quarantine.List());
        await SpoolObjects.EmptiedAsync(fixture.Spool);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_what_is_made_and_the_object_stays_in_the_spool()
    {
        HeldTransform transform = new(static _ => true);
        await using PipelineFixture fixture = new(new InProcessBus(), transform: transform);
        await CommitAsync(fixture, (1, 1), (2, 1));
        await fixture.StartAsync();
        await transform.Asked.WaitAsync(s_deadline);

        await fixture.Pipeline.StopAsync(CancellationToken.None).WaitAsync(s_deadline);

        Assert.Equal(2, fixture.Spool.Depth);
        Assert.Empty(fixture.Objects);
        Assert.Equal(transform.Begun, transform.Ended);
    }

    [Fact]
    public async Task What_waits_is_bounded_and_the_rest_is_taken_up_from_the_spool()
    {
        HeldTransform transform = new(static uid => uid.EndsWith(".1.1.1", StringComparison.Ordinal));
        await using PipelineFixture fixture = new(
            new InProcessBus(),
            options =>
            {
                options.Partitions = 1;
                options.QueueCapacity = 4;
            },
            transform: transform);
        await fixture.StartAsync();
        IngestTicket?[] tickets = await CommitAsync(fixture, [.. Enumerable.Range(1, 40).Select(static number => (number, 1))]);
        await transform.Asked.WaitAsync(s_deadline);

        Assert.InRange(fixture.Pipeline.InFlight, 0, 4 + 4 + 2); // queue, line, and one that goes from the scan and from the queue each
        transform.Release();
        foreach (IngestTicket? ticket in tickets)
            Assert.True(await ticket!.Published.WaitAsync(s_deadline));
        Assert.Equal(40, await fixture.IndexedAsync());
    }

    private static async Task<IngestTicket?[]> CommitAsync(PipelineFixture fixture, params (int Number, int Study)[] objects)
    {
        IngestTicket?[] tickets = new IngestTicket?[objects.Length];
        for (int i = 0; i < tickets.Length; i++)
            tickets[i] = await fixture.CommitAsync(SyntheticObject.Create(objects[i].Number, objects[i].Study, 100), AckLevel.Published);
        return tickets;
    }

    /// <summary>Keeps all objects as they came; for some of them only when it is released.</summary>
    private sealed class HeldTransform(Func<string, bool> isHeld) : IIngestTransform
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ConcurrentBag<bool> _ended = [];
        private int _begun;

        public Func<string, bool>? Fails { get; init; }

        public Task Asked => _asked.Task;

        public int Begun => Volatile.Read(ref _begun);

        public int Ended => _ended.Count;

        public void Release() => _released.TrySetResult();

        public ValueTask<IngestTransformation?> TransformAsync(IngestTransformRequest request, CancellationToken cancellationToken)
        {
            string uid = request.Description.Key.SopUid.Value;
            if (Fails?.Invoke(uid) == true)
                throw new InvalidOperationException("It cannot be done.");
            return isHeld(uid) ? HoldAsync(cancellationToken) : default;
        }

        private async ValueTask<IngestTransformation?> HoldAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _begun);
            _asked.TrySetResult();
            try
            {
                await _released.Task.WaitAsync(cancellationToken);
                return new IngestTransformation(TransferStatus.Failed, DicomTransferSyntax.RLELossless.Uid);
            }
            finally
            {
                _ended.Add(true);
            }
        }
    }
}
