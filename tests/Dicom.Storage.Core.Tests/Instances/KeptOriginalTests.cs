using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.Core.Tests;

/// <summary>What a store does with an object as it came and what was made of it. The two are objects of one UID with different pixels here.</summary>
public sealed class KeptOriginalTests : IDisposable
{
    private static readonly CancellationToken s_none = CancellationToken.None;
    private readonly TemporaryDirectory _directory = new();
    private readonly Spool _spool;

    public KeptOriginalTests() =>
        _spool = new Spool(new SpoolOptions { Path = _directory["spool"], MinFreeBytes = 0 }, TimeProvider.System, NullLogger<Spool>.Instance);

    public void Dispose()
    {
        _spool.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(DuplicatePolicy.KeepBoth)]
    [InlineData(DuplicatePolicy.KeepFirst)]
    [InlineData(DuplicatePolicy.Replace)]
    public async Task An_original_lies_where_the_location_of_its_rendition_says_and_goes_with_it(DuplicatePolicy policy)
    {
        FileSystemInstanceStore store = Store(policy);
        SyntheticObject came = Came();
        PutRequest request = await RenditionAsync(Made(), came, keeps: true);

        PutResult put = await PutAsync(store, request);
        PutResult again = await PutAsync(store, request);

        Assert.Equal((PutOutcome.Stored, false), (put.Outcome, put.IsPredecessor));
        Assert.Equal(put, again);
        Assert.Equal(put.Location[..^4] + ".original.dcm", store.OriginalOf(put.Location));
        Assert.Equal(2, Files(store).Length);
        Assert.True(await HoldsAsync(store, store.OriginalOf(put.Location), came));
        Assert.True(await store.DeleteAsync(put.Location, s_none));
        Assert.Empty(Files(store));
        Assert.False(await store.DeleteAsync(put.Location, s_none));
    }

    // The deletion may be cut off between the two: as long as the index names anything, it names what is there.
    [Fact]
    public async Task An_original_that_is_left_alone_goes_too()
    {
        FileSystemInstanceStore store = Store();
        PutResult put = await PutAsync(store, await RenditionAsync(Made(), Came(), keeps: true));
        File.Delete(Path.Combine(store.Root, put.Location));

        Assert.True(await store.DeleteAsync(put.Location, s_none));

        Assert.Empty(Files(store));
    }

    [Fact]
    public async Task Of_a_second_object_that_is_kept_beside_the_first_the_original_lies_beside_that()
    {
        FileSystemInstanceStore store = Store();
        await PutAsync(store, await RenditionAsync(Made(), Came(), keeps: true));
        SyntheticObject other = SyntheticObject.Create(1, 1, 100, variant: 12);

        PutResult second = await PutAsync(store, await RenditionAsync(SyntheticObject.Create(1, 1, 100, variant: 11), other, keeps: true));

        Assert.Equal(PutOutcome.KeptBoth, second.Outcome);
        Assert.Equal(4, Files(store).Length);
        Assert.True(await HoldsAsync(store, store.OriginalOf(second.Location), other));
        Assert.True(await store.DeleteAsync(second.Location, s_none));
        Assert.Equal(2, Files(store).Length);
    }

    [Fact]
    public async Task Where_the_rendition_is_replaced_its_original_is_too()
    {
        FileSystemInstanceStore store = Store(DuplicatePolicy.Replace);
        await PutAsync(store, await RenditionAsync(Made(), Came(), keeps: true));
        SyntheticObject other = SyntheticObject.Create(1, 1, 100, variant: 12);

        PutResult second = await PutAsync(store, await RenditionAsync(SyntheticObject.Create(1, 1, 100, variant: 11), other, keeps: true));

        Assert.Equal(PutOutcome.Replaced, second.Outcome);
        Assert.Equal(2, Files(store).Length);
        Assert.True(await HoldsAsync(store, store.OriginalOf(second.Location), other));
    }

    [Fact]
    public async Task What_replaces_a_rendition_has_no_original_that_is_not_its_own()
    {
        FileSystemInstanceStore store = Store(DuplicatePolicy.Replace);
        PutResult first = await PutAsync(store, await RenditionAsync(Made(), Came(), keeps: true));

        PutResult second = await PutAsync(store, await RequestAsync(SyntheticObject.Create(1, 1, 100, variant: 12)));

        Assert.Equal((first.Location, PutOutcome.Replaced), (second.Location, second.Outcome));
        Assert.Single(Files(store));
    }

    [Fact]
    public async Task Where_the_first_is_kept_nothing_of_the_second_is()
    {
        FileSystemInstanceStore store = Store(DuplicatePolicy.KeepFirst);
        PutResult first = await PutAsync(store, await RenditionAsync(Made(), Came(), keeps: true));

        PutResult second = await PutAsync(store, await RenditionAsync(SyntheticObject.Create(1, 1, 100, variant: 11), SyntheticObject.Create(1, 1, 100, variant: 12), keeps: true));

        Assert.Equal(PutOutcome.KeptFirst, second.Outcome);
        Assert.Equal(2, Files(store).Length);
        Assert.True(await HoldsAsync(store, store.OriginalOf(first.Location), Came()));
    }

    // The same image sent in two transfer syntaxes has one rendition.
    [Fact]
    public async Task Of_two_originals_of_one_rendition_the_first_is_kept()
    {
        FileSystemInstanceStore store = Store();
        PutResult first = await PutAsync(store, await RenditionAsync(Made(), Came(), keeps: true));

        PutResult second = await PutAsync(store, await RenditionAsync(Made(), SyntheticObject.Create(1, 1, 100, variant: 12), keeps: true));

        Assert.Equal(PutOutcome.AlreadyStored, second.Outcome);
        Assert.Equal(2, Files(store).Length);
        Assert.True(await HoldsAsync(store, store.OriginalOf(first.Location), Came()));
    }

    [Theory]
    [InlineData(1)] // the rendition has the UIDs of the object
    [InlineData(2)] // it is an instance of its own
    public async Task An_object_that_was_placed_as_it_came_stays_when_a_rule_comes(int number)
    {
        FileSystemInstanceStore store = Store();
        PutRequest made = await RenditionAsync(SyntheticObject.Create(number, 1, 100, variant: 1), Came(), keeps: true);
        PutResult placed = await PutAsync(store, made.Predecessor!);

        PutResult result = await PutAsync(store, made);

        Assert.Equal(placed with { IsPredecessor = true }, result);
        Assert.Single(Files(store));
    }

    [Fact]
    public async Task One_that_was_kept_beside_another_stays_when_a_rule_comes()
    {
        FileSystemInstanceStore store = Store();
        await PutAsync(store, await RequestAsync(SyntheticObject.Create(1, 1, 100, variant: 12)));
        PutRequest made = await RenditionAsync(Made(), Came(), keeps: true);
        PutResult placed = await PutAsync(store, made.Predecessor!);

        PutResult result = await PutAsync(store, made);

        Assert.Equal(PutOutcome.KeptBoth, placed.Outcome);
        Assert.Equal(placed with { IsPredecessor = true }, result);
        Assert.Equal(2, Files(store).Length);
    }

    private static SyntheticObject Came() => SyntheticObject.Create(1, 1, 100);

    private static SyntheticObject Made() => SyntheticObject.Create(1, 1, 100, variant: 1);

    private static string[] Files(FileSystemInstanceStore store) => Directory.GetFiles(store.Root, "*.dcm*", SearchOption.AllDirectories);

    private static async Task<bool> HoldsAsync(FileSystemInstanceStore store, string location, SyntheticObject item)
    {
        await using Stream stream = await store.OpenAsync(location, s_none);
        using MemoryStream bytes = new();
        await stream.CopyToAsync(bytes, s_none);
        return bytes.ToArray().AsSpan().EndsWith(item.DataSet);
    }

    private static async Task<PutResult> PutAsync(FileSystemInstanceStore store, PutRequest request) => Assert.Single(await store.PutAsync([request], s_none));

    private FileSystemInstanceStore Store(DuplicatePolicy policy = DuplicatePolicy.KeepBoth) =>
        new(new FileSystemInstanceStoreOptions { Root = _directory["objects"], DuplicatePolicy = policy });

    private async Task<PutRequest> RenditionAsync(SyntheticObject made, SyntheticObject came, bool keeps) =>
        await RequestAsync(made) with { Predecessor = await RequestAsync(came), KeepsPredecessor = keeps };

    private async Task<PutRequest> RequestAsync(SyntheticObject item)
    {
        await using SpoolWriter writer = SpoolObjects.Begin(_spool, item);
        InstanceDescription description = SpoolObjects.Describe(item, writer);
        return new PutRequest(description.Key, description.Metas.Store.StudyDate, await writer.CommitAsync(durable: true));
    }
}
