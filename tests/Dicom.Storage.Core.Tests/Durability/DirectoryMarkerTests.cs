using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.Core.Tests;

/// <summary>Nothing is written into the bare mount point of a volume that is not mounted, or has gone (X10 of the fault catalogue).</summary>
public sealed class DirectoryMarkerTests : IDisposable
{
    private static readonly TenantId s_tenant = TenantId.Parse("hospital-a");

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_directory_gets_one_marker_and_keeps_it()
    {
        DirectoryMarker first = DirectoryMarker.Open(_directory["a/b"], mustExist: false, "option");
        byte[] content = File.ReadAllBytes(_directory["a/b/.dicom-storage"]);

        DirectoryMarker second = DirectoryMarker.Open(_directory["a/b"], mustExist: true, "option");

        Assert.Equal(content, File.ReadAllBytes(_directory["a/b/.dicom-storage"]));
        Assert.Single(Directory.GetFiles(_directory["a/b"]));
        Assert.True(first.IsThere());
        second.Require();
    }

    [Fact]
    public void Where_a_marker_must_be_nothing_is_made_without_it_and_the_option_is_named()
    {
        IOException exception = Assert.Throws<IOException>(() => DirectoryMarker.Open(_directory["mnt/spool"], mustExist: true, "DicomStorage:Spool:MustExist"));

        Assert.Contains("DicomStorage:Spool:MustExist", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_directory.FullPath));
    }

    [Fact]
    public void Another_directory_in_its_place_is_not_the_one_that_was_opened()
    {
        DirectoryMarker marker = DirectoryMarker.Open(_directory["a"], mustExist: false, "option");
        Directory.Move(_directory["a"], _directory["away"]);
        _ = DirectoryMarker.Open(_directory["a"], mustExist: false, "option"); // it has been used as a storage, too

        Assert.False(marker.IsThere());
        Assert.Throws<IOException>(marker.Require);

        Directory.Delete(_directory["a"], recursive: true);
        Directory.Move(_directory["away"], _directory["a"]);
        Assert.True(marker.IsThere());
        marker.Require();
    }

    [Fact]
    public void A_marker_that_came_back_as_another_file_is_known_by_its_content()
    {
        DirectoryMarker marker = DirectoryMarker.Open(_directory["a"], mustExist: false, "option");
        File.Copy(_directory["a/.dicom-storage"], _directory["copy"]);
        File.Delete(_directory["a/.dicom-storage"]);
        Assert.Throws<IOException>(marker.Require);

        File.Copy(_directory["copy"], _directory["a/.dicom-storage"]);

        marker.Require();
    }

    [Fact]
    public async Task An_object_whose_volume_goes_before_its_commit_is_refused_and_the_mount_point_stays_empty()
    {
        using Spool spool = new(new SpoolOptions { Path = _directory["mnt"], MinFreeBytes = 0, VolumeCheckInterval = TimeSpan.Zero }, TimeProvider.System, NullLogger<Spool>.Instance);
        await using SpoolWriter writer = spool.Create(s_tenant);
        writer.Write(new byte[10_000]);
        Directory.Move(_directory["mnt"], _directory["away"]);
        Directory.CreateDirectory(_directory["mnt"]);

        await Assert.ThrowsAsync<IOException>(async () => await writer.CommitAsync(durable: true));

        Assert.Equal(VolumeState.Degraded, spool.Volume.State);
        Assert.Empty(Directory.GetFileSystemEntries(_directory["mnt"]));
        Directory.Delete(_directory["mnt"]);
        Directory.Move(_directory["away"], _directory["mnt"]);
        Assert.Equal(VolumeState.Healthy, spool.Volume.State);
        await using SpoolWriter again = spool.Create(s_tenant);
        again.Write(new byte[10_000]);
        Assert.True(File.Exists((await again.CommitAsync(durable: true)).FilePath));
    }

    [Fact]
    public async Task A_store_whose_volume_has_gone_fails_every_put_and_writes_nothing()
    {
        using Spool spool = new(new SpoolOptions { Path = _directory["spool"], MinFreeBytes = 0 }, TimeProvider.System, NullLogger<Spool>.Instance);
        FileSystemInstanceStore store = new(new FileSystemInstanceStoreOptions { Root = _directory["mnt"] });
        SyntheticObject item = SyntheticObject.Create(1, 1, 100);
        await using SpoolWriter writer = SpoolObjects.Begin(spool, item);
        InstanceKey key = SpoolObjects.Describe(item, writer).Key;
        PutRequest[] batch = [new PutRequest(key, new DateOnly(2026, 1, 2), await writer.CommitAsync(durable: true))];
        Directory.Move(_directory["mnt"], _directory["away"]);
        Directory.CreateDirectory(_directory["mnt"]);

        IOException exception = await Assert.ThrowsAsync<IOException>(async () => await store.PutAsync(batch, CancellationToken.None));

        Assert.True(IngestFailure.IsTransient(exception));
        Assert.Empty(Directory.GetFileSystemEntries(_directory["mnt"]));
        Directory.Delete(_directory["mnt"]);
        Directory.Move(_directory["away"], _directory["mnt"]);
        Assert.Equal(PutOutcome.Stored, Assert.Single(await store.PutAsync(batch, CancellationToken.None)).Outcome);
    }
}
