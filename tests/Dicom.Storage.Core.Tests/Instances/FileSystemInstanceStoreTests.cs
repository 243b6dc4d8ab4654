using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.Core.Tests;

public sealed class FileSystemInstanceStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Spool _spool;

    public FileSystemInstanceStoreTests() =>
        _spool = new Spool(new SpoolOptions { Path = _directory["spool"], MinFreeBytes = 0 }, TimeProvider.System, NullLogger<Spool>.Instance);

    public void Dispose()
    {
        _spool.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task An_object_lies_where_dicom_server_rs_puts_it()
    {
        PutResult result = await PutAsync(Store(), SyntheticObject.Create(1, 2, 100));

        Assert.Equal(PutOutcome.Stored, result.Outcome);
        Assert.Equal("1234567890/20260102/1.2.826.0.1.3680043.10.1439.2/1.2.826.0.1.3680043.10.1439.2.1/1.2.826.0.1.3680043.10.1439.2.1.1.dcm", result.Location);
    }

    [Theory]
    [InlineData(DuplicatePolicy.KeepBoth, PutOutcome.KeptBoth, 2, false)]
    [InlineData(DuplicatePolicy.KeepFirst, PutOutcome.KeptFirst, 1, false)]
    [InlineData(DuplicatePolicy.Replace, PutOutcome.Replaced, 1, true)]
    public async Task Other_bytes_under_a_known_uid_follow_the_policy(DuplicatePolicy policy, PutOutcome expected, int files, bool replaced)
    {
        FileSystemInstanceStore store = Store(policy);
        SyntheticObject first = SyntheticObject.Create(1, 1, 100);
        SyntheticObject second = SyntheticObject.Create(1, 1, 100, variant: 1);
        PutResult original = await PutAsync(store, first);

        PutResult result = await PutAsync(store, second);

        Assert.Equal(expected, result.Outcome);
        Assert.Equal(files, Directory.GetFiles(store.Root, "*.dcm*", SearchOption.AllDirectories).Length);
        byte[] kept = File.ReadAllBytes(Path.Combine(store.Root, original.Location));
        Assert.True(kept.AsSpan().EndsWith(replaced ? second.DataSet : first.DataSet));
    }

    [Fact]
    public async Task The_same_bytes_and_the_same_entry_are_told_apart_and_change_nothing()
    {
        FileSystemInstanceStore store = Store();
        SyntheticObject item = SyntheticObject.Create(1, 1, 100);
        PutRequest request = await RequestAsync(item);

        Assert.Equal(PutOutcome.Stored, (await store.PutAsync([request], CancellationToken.None))[0].Outcome);
        Assert.Equal(PutOutcome.Stored, (await store.PutAsync([request], CancellationToken.None))[0].Outcome);
        Assert.Equal(PutOutcome.AlreadyStored, (await PutAsync(store, item)).Outcome);
        Assert.Single(Directory.GetFiles(store.Root, "*.dcm*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_store_on_another_volume_gets_a_whole_copy()
    {
        using LoopVolume volume = LoopVolume.Require(megabytes: 32);
        FileSystemInstanceStore store = new(new FileSystemInstanceStoreOptions { Root = Path.Combine(volume.MountPoint, "objects") });
        SyntheticObject item = SyntheticObject.Create(1, 1, 500_000);

        PutResult result = await PutAsync(store, item);
        volume.CutPower();
        volume.Remount();

        Assert.Equal(PutOutcome.Stored, result.Outcome);
        Assert.True(File.ReadAllBytes(Path.Combine(store.Root, result.Location)).AsSpan().EndsWith(item.DataSet));
    }

    [Theory]
    [InlineData("../outside.dcm")]
    [InlineData("/etc/passwd.dcm")]
    [InlineData("a/../../outside.dcm")]
    [InlineData("a/b.txt")]
    [InlineData("a\0.dcm")]
    public async Task No_location_leads_out_of_the_root(string location)
    {
        FileSystemInstanceStore store = Store();

        await Assert.ThrowsAsync<ArgumentException>(async () => await store.OpenAsync(location, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.DeleteAsync(location, CancellationToken.None));
    }

    [Fact]
    public async Task What_was_put_can_be_opened_read_in_ranges_enumerated_and_deleted()
    {
        FileSystemInstanceStore store = Store();
        SyntheticObject item = SyntheticObject.Create(1, 1, 10_000);
        PutResult put = await PutAsync(store, item);
        byte[] whole = File.ReadAllBytes(Path.Combine(store.Root, put.Location));

        await using (Stream stream = await store.OpenAsync(put.Location, CancellationToken.None))
            Assert.Equal(whole.Length, stream.Length);
        await using (Stream range = await store.OpenRangeAsync(put.Location, 128, 4, CancellationToken.None))
        {
            byte[] prefix = new byte[8];
            Assert.Equal(4, await range.ReadAtLeastAsync(prefix, 8, throwOnEndOfStream: false));
            Assert.Equal("DICM"u8, prefix.AsSpan(0, 4));
        }

        List<StoredObject> found = [];
        await foreach (StoredObject stored in store.EnumerateAsync(CancellationToken.None))
            found.Add(stored);
        Assert.Equal(new StoredObject(put.Location, whole.Length), Assert.Single(found));
        Assert.True(await store.DeleteAsync(put.Location, CancellationToken.None));
        Assert.False(await store.DeleteAsync(put.Location, CancellationToken.None));
        await Assert.ThrowsAsync<FileNotFoundException>(async () => await store.OpenAsync(put.Location, CancellationToken.None));
    }

    [Theory]
    [InlineData("{tenant}/{sopUid}")]
    [InlineData("{sopUid}.dcm")]
    [InlineData("{tenant}/../{sopUid}.dcm")]
    [InlineData("/{tenant}/{sopUid}.dcm")]
    [InlineData("{tenant}/{patientName}/{sopUid}.dcm")]
    [InlineData("{tenant}/{studyHash:9}/{sopUid}.dcm")]
    public void A_template_that_cannot_work_is_refused(string template) =>
        Assert.Throws<ArgumentException>(() => new InstancePathTemplate(template, "00000000"));

    private FileSystemInstanceStore Store(DuplicatePolicy policy = DuplicatePolicy.KeepBoth) =>
        new(new FileSystemInstanceStoreOptions { Root = _directory["objects"], DuplicatePolicy = policy });

    private async Task<PutResult> PutAsync(FileSystemInstanceStore store, SyntheticObject item) =>
        (await store.PutAsync([await RequestAsync(item)], CancellationToken.None))[0];

    private async Task<PutRequest> RequestAsync(SyntheticObject item)
    {
        await using SpoolWriter writer = SpoolObjects.Begin(_spool, item);
        InstanceDescription description = SpoolObjects.Describe(item, writer);
        SpoolEntry entry = await writer.CommitAsync(durable: true);
        return new PutRequest(description.Key, description.Metas.Store.StudyDate, entry);
    }
}
