using System.Text;
using Dicom.Storage.Core;
using Dicom.Storage.Network;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Scp.Tests;

/// <summary>What cannot be taken gets its exact status and an Error Comment, leaves nothing, and never ends the association.</summary>
public sealed class RefusalTests
{
    private readonly SyntheticObject _object = SyntheticObject.Create(1, 1, pixelBytes: 4_096);

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(4_095)]
    public async Task A_data_set_cut_short_is_never_acknowledged(int missing) =>
        await RefusedAsync(_object.DataSet[..^missing], _object.SopUid, DimseStatus.IncompleteDataSet);

    [Fact]
    public async Task A_declared_length_past_the_end_is_incomplete()
    {
        byte[] dataSet = [.. _object.DataSet];
        BitConverter.TryWriteBytes(dataSet.AsSpan(dataSet.Length - 4_096 - 4), 0x7FFF_FFF0u); // the length of Pixel Data
        await RefusedAsync(dataSet, _object.SopUid, DimseStatus.IncompleteDataSet);
    }

    [Fact]
    public async Task Another_instance_in_the_command_than_in_the_data_set_does_not_match() =>
        await RefusedAsync(_object.DataSet, _object.SopUid + ".9", DimseStatus.DataSetDoesNotMatchSopClass);

    [Fact]
    public async Task Another_class_in_the_data_set_than_in_the_command_does_not_match() =>
        await RefusedAsync(Replaced(SyntheticObject.SopClass, "1.2.840.10008.5.1.4.1.1.2"), _object.SopUid, DimseStatus.DataSetDoesNotMatchSopClass);

    [Fact]
    public async Task A_path_in_place_of_a_study_uid_is_a_bad_uid() =>
        await RefusedAsync(Replaced(_object.StudyUid, "../../../../../../../../etc/passwd"), _object.SopUid, DimseStatus.BadUid);

    [Fact]
    public async Task Random_bytes_are_no_data_set()
    {
        byte[] random = new byte[10_000];
        new Random(1).NextBytes(random);
        await RefusedAsync(random, _object.SopUid, DimseStatus.BrokenStructure);
    }

    [Fact]
    public async Task A_group_that_belongs_to_the_command_is_forbidden() =>
        // (0002,0010) UI of length 0, in front of the data set
        await RefusedAsync([0x02, 0, 0x10, 0, (byte)'U', (byte)'I', 0, 0, .. _object.DataSet], _object.SopUid, DimseStatus.ForbiddenGroup);

    [Fact]
    public async Task Sequences_nested_beyond_the_limit_are_refused()
    {
        // (0008,1140) SQ and its item, each of undefined length, 20,000 levels deep
        byte[] level = [0x08, 0, 0x40, 0x11, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF];
        await RefusedAsync([.. Enumerable.Repeat(level, 20_000).SelectMany(bytes => bytes)], _object.SopUid, DimseStatus.LimitExceeded);
    }

    [Fact]
    public async Task An_object_larger_than_the_limit_is_out_of_resources() =>
        await RefusedAsync(_object.DataSet, _object.SopUid, DimseStatus.OutOfResources, builder => builder.Configure(scp => scp.MaxObjectBytes = 2_048));

    [Fact]
    public async Task Without_a_tenant_and_without_a_fallback_the_caller_is_not_authorized() =>
        await RefusedAsync(_object.DataSet, _object.SopUid, DimseStatus.NotAuthorized, builder => builder.Configure(scp => scp.FallbackTenant = string.Empty));

    [Fact]
    public async Task A_full_spool_is_out_of_resources()
    {
        using ManualResetEventSlim release = new();
        await using ScpFixture fixture = await ScpFixture.StartAsync(builder =>
        {
            builder.Configure(scp => scp.AckLevel = AckLevel.Durable);
            builder.ConfigureStorage(storage => storage.Spool.MaxEntries = 1);
            builder.UsePublisher(new HeldPublisher(release));
        });
        Assert.Equal(DimseStatus.Success, (await fixture.SendAsync(_object.DataSet, _object.SopUid)).Status);

        SyntheticObject second = SyntheticObject.Create(2, 1, 100);
        DimseResponse response = await fixture.SendAsync(second.DataSet, second.SopUid);
        release.Set();

        Assert.Equal(DimseStatus.OutOfResources, response.Status);
    }

    [Fact]
    public async Task An_object_that_cannot_be_indexed_in_time_is_told_so_and_is_not_lost()
    {
        using ManualResetEventSlim release = new();
        await using ScpFixture fixture = await ScpFixture.StartAsync(builder =>
        {
            builder.Configure(scp => scp.AckTimeout = TimeSpan.FromSeconds(1));
            builder.UsePublisher(new HeldPublisher(release));
        });

        DimseResponse response = await fixture.SendAsync(_object.DataSet, _object.SopUid);

        Assert.Equal(DimseStatus.OutOfResources, response.Status);
        release.Set();
        // Read once: the entry may go between two looks at the spool, after its object is in the store.
        int depth = fixture.Server.Engine.Spool.Depth;
        Assert.Equal(1, depth + fixture.Stored.Length - (depth * fixture.Stored.Length));
    }

    private static async Task RefusedAsync(byte[] dataSet, string sopInstance, DimseStatus expected, Action<StorageScpBuilder>? configure = null)
    {
        await using ScpFixture fixture = await ScpFixture.StartAsync(configure);

        DimseResponse response = await fixture.SendAsync(dataSet, sopInstance);

        Assert.Equal(expected, response.Status);
        Assert.False(string.IsNullOrEmpty(response.ErrorComment));
        Assert.True(response.ErrorComment!.Length <= 64);
        Assert.Empty(fixture.Stored);
        Assert.Empty(fixture.Incoming);
        Assert.Equal(0, fixture.Server.Engine.Spool.Depth);
        Assert.Equal(1, fixture.Server.Scp.Statistics.Refused);
    }

    // Replaces the value of a UI element that is there once, with its length.
    private byte[] Replaced(string value, string by)
    {
        byte[] old = Padded(value);
        byte[] replacement = Padded(by);
        byte[] element = [(byte)old.Length, 0, .. old];
        int at = _object.DataSet.AsSpan().IndexOf(element);
        return [.. _object.DataSet[..at], (byte)replacement.Length, 0, .. replacement, .. _object.DataSet[(at + 2 + old.Length)..]];
    }

    private static byte[] Padded(string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        return (bytes.Length & 1) == 0 ? bytes : [.. bytes, 0];
    }

    private sealed class HeldPublisher(ManualResetEventSlim release) : IMessagePublisher
    {
        public async ValueTask PublishAsync(IReadOnlyList<StorageEvent> events, CancellationToken cancellationToken)
        {
            await Task.Yield();
            release.Wait(cancellationToken);
        }
    }
}
