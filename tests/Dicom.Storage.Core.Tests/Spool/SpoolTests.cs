using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.Core.Tests;

public sealed class SpoolTests : IDisposable
{
    private static readonly TenantId s_tenant = TenantId.Parse("hospital-a");

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_committed_object_is_ready_under_its_tenant_with_every_byte(bool durable)
    {
        using Spool spool = Open();
        byte[] content = Bytes(100_000);

        SpoolEntry entry = await WriteAsync(spool, durable, content);

        Assert.Equal(Path.Combine(spool.Root, "ready", "hospital-a", $"{entry.TraceId}.dcm"), entry.FilePath);
        Assert.Equal(content, File.ReadAllBytes(entry.FilePath));
        Assert.Equal(content.Length, entry.Length);
        Assert.Empty(Directory.GetFiles(Path.Combine(spool.Root, "incoming")));
        Assert.Equal(1, spool.Depth);
    }

    [Fact]
    public async Task Fragments_of_any_size_arrive_as_they_were_sent()
    {
        using Spool spool = Open();
        byte[] content = Bytes(300_000);
        await using SpoolWriter writer = spool.Create(s_tenant);

        int position = 0;
        for (int size = 1; position < content.Length; size = (size * 3 % 20_011) + 1)
        {
            int count = Math.Min(size, content.Length - position);
            writer.Write(content.AsSpan(position, count));
            position += count;
            Assert.Equal(position, writer.Length);
        }

        SpoolEntry entry = await writer.CommitAsync(durable: true);
        Assert.Equal(content, File.ReadAllBytes(entry.FilePath));
    }

    [Fact]
    public async Task An_object_that_is_not_committed_leaves_nothing()
    {
        using Spool spool = Open();
        await using (SpoolWriter writer = spool.Create(s_tenant))
            writer.Write(Bytes(50_000));

        Assert.Empty(Directory.GetFiles(spool.Root, "*.part", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(spool.Root, "*.dcm", SearchOption.AllDirectories));
        Assert.Equal(0, spool.Depth);
    }

    [Fact]
    public async Task A_start_sweeps_what_was_never_acknowledged_and_keeps_what_was()
    {
        SpoolEntry entry;
        using (Spool spool = Open())
        {
            entry = await WriteAsync(spool, durable: true, Bytes(10));
            File.WriteAllText(Path.Combine(spool.Root, "incoming", "left.part"), "half");
        }

        using Spool again = Open();

        Assert.Empty(Directory.GetFiles(Path.Combine(again.Root, "incoming")));
        Assert.Equal(1, again.Depth);
        Assert.Equal(entry, Assert.Single(SpoolDirectory.Enumerate(again.Ready)));
    }

    [Fact]
    public void A_spool_has_one_owner()
    {
        using Spool spool = Open();

        IOException exception = Assert.Throws<IOException>(Open);

        Assert.Contains("DicomStorage:Spool:Path", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_oldest_entries_come_first_and_no_more_than_asked()
    {
        using Spool spool = Open();
        List<SpoolEntry> written = [];
        for (int i = 0; i < 20; i++)
            written.Add(await WriteAsync(spool, durable: false, Bytes(1)));
        string[] expected = [.. written.Select(e => e.TraceId.ToString()).Order(StringComparer.Ordinal).Skip(1).Take(5)];

        List<SpoolEntry> oldest = SpoolDirectory.Oldest(spool.Ready, 5, id => id.ToString() == written.Min(e => e.TraceId.ToString()));

        Assert.Equal(expected, oldest.Select(e => e.TraceId.ToString()));
    }

    [Fact]
    public async Task A_quarantined_object_tells_its_reason_and_can_be_queued_again()
    {
        using Spool spool = Open();
        SpoolEntry entry = await WriteAsync(spool, durable: true, Bytes(10));

        spool.Quarantine.Add(entry, "no reader for it");

        QuarantinedEntry quarantined = Assert.Single(spool.Quarantine.List());
        Assert.Equal("no reader for it", quarantined.Reason.Reason);
        Assert.Equal(0, spool.Depth);
        Assert.True(spool.Quarantine.Requeue(s_tenant, entry.TraceId));
        Assert.Empty(spool.Quarantine.List());
        Assert.Equal(entry, Assert.Single(SpoolDirectory.Enumerate(spool.Ready)));
        Assert.Equal(1, spool.Depth);
        Assert.False(spool.Quarantine.Requeue(s_tenant, entry.TraceId));
    }

    [Fact]
    public async Task A_full_disk_fails_the_write_and_leaves_nothing_half()
    {
        using LoopVolume volume = LoopVolume.Require(megabytes: 8);
        using Spool spool = new(new SpoolOptions { Path = Path.Combine(volume.MountPoint, "spool"), MinFreeBytes = 0 }, TimeProvider.System, NullLogger<Spool>.Instance);
        await using (SpoolWriter writer = spool.Create(s_tenant))
        {
            byte[] block = Bytes(1 << 20);
            Assert.Throws<IOException>(() =>
            {
                for (int i = 0; i < 16; i++)
                    writer.Write(block);
            });
        }

        Assert.Empty(Directory.GetFiles(spool.Root, "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_commit_on_a_volume_that_lost_power_fails_and_degrades_it()
    {
        using LoopVolume volume = LoopVolume.Require(megabytes: 16);
        using Spool spool = new(new SpoolOptions { Path = Path.Combine(volume.MountPoint, "spool"), MinFreeBytes = 0 }, TimeProvider.System, NullLogger<Spool>.Instance);
        SpoolWriter writer = spool.Create(s_tenant);
        writer.Write(Bytes(100_000));
        volume.CutPower();

        await Assert.ThrowsAnyAsync<IOException>(async () => await writer.CommitAsync(durable: true));

        Assert.Equal(VolumeState.Degraded, spool.Volume.State);
        Assert.Equal(0, spool.Depth);
    }

    [Fact]
    public async Task Committed_objects_survive_a_power_cut_byte_for_byte()
    {
        using LoopVolume volume = LoopVolume.Require(megabytes: 64);
        SpoolOptions options = new() { Path = Path.Combine(volume.MountPoint, "spool"), MinFreeBytes = 0 };
        List<(SpoolEntry Entry, byte[] Content)> committed = [];
        using (Spool spool = new(options, TimeProvider.System, NullLogger<Spool>.Instance))
        {
            for (int i = 0; i < 50; i++)
            {
                byte[] content = Bytes(1_000 + (i * 997));
                committed.Add((await WriteAsync(spool, durable: true, content), content));
            }

            volume.CutPower();
        }

        volume.Remount();
        using Spool again = new(options, TimeProvider.System, NullLogger<Spool>.Instance);

        Assert.Equal(50, again.Depth);
        Assert.All(committed, c => Assert.Equal(c.Content, File.ReadAllBytes(c.Entry.FilePath)));
    }

    private static async Task<SpoolEntry> WriteAsync(Spool spool, bool durable, byte[] content)
    {
        await using SpoolWriter writer = spool.Create(s_tenant);
        writer.Write(content);
        return await writer.CommitAsync(durable);
    }

    private static byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    private Spool Open() => new(new SpoolOptions { Path = _directory["spool"], MinFreeBytes = 0 }, TimeProvider.System, NullLogger<Spool>.Instance);
}
