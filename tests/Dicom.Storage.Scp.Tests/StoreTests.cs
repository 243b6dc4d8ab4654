using System.Net.Sockets;
using System.Text;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dicom.Storage.Scp.Tests;

public sealed class StoreTests
{
    private readonly SyntheticObject _object = SyntheticObject.Create(1, 1, pixelBytes: 4_096);

    [Theory]
    [InlineData(AckLevel.Received)]
    [InlineData(AckLevel.Durable)]
    [InlineData(AckLevel.Indexed)]
    [InlineData(AckLevel.Published)]
    public async Task Every_level_acknowledges_and_what_it_promises_is_true_then(AckLevel level)
    {
        await using ScpFixture fixture = await ScpFixture.StartAsync(builder => builder.Configure(scp => scp.AckLevel = level));

        Assert.Equal(DimseStatus.Success, (await fixture.SendAsync(_object.DataSet, _object.SopUid)).Status);

        if (level >= AckLevel.Indexed)
        {
            DicomImageMeta image = Assert.Single((await fixture.ImagesAsync(TenantId.Fallback)).Items);
            Assert.Equal(_object.SopUid, image.SopUid.Value);
            byte[] file = File.ReadAllBytes(Assert.Single(fixture.Stored));
            Assert.True(Part10Reader.TryRead(file, out DicomFileMeta? meta, out long offset, out _));
            Assert.Equal(_object.DataSet, file[(int)offset..]);
            Assert.Equal("CT1", meta.SendingAe.Value);
            Assert.StartsWith("dicom://127.0.0.1:", meta.SendingPresentationAddress, StringComparison.Ordinal);
        }

        Assert.Equal(1, fixture.Server.Scp.Statistics.Stored);
    }

    [Fact]
    public async Task The_same_object_sent_again_and_in_parallel_has_one_effect()
    {
        await using ScpFixture fixture = await ScpFixture.StartAsync();
        InProcessBus bus = Assert.IsType<InProcessBus>(fixture.Server.Engine.Publisher);
        int events = 0;
        await using IAsyncDisposable subscription = await bus.SubscribeAsync(
            StorageTopic.Image,
            "test",
            (batch, _) =>
            {
                Interlocked.Add(ref events, batch.Count);
                return ValueTask.CompletedTask;
            },
            CancellationToken.None);

        // D13: a hundred times, ten associations at once
        DimseStatus[][] answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => RepeatAsync(fixture, times: 10)));

        Assert.Equal(100, answers.Sum(statuses => statuses.Count(status => status == DimseStatus.Success)));
        Assert.Single(fixture.Stored);
        Assert.Single((await fixture.ImagesAsync(TenantId.Fallback)).Items);
        Assert.Equal(1, events);
    }

    [Fact]
    public async Task An_object_with_odd_meaning_is_kept_byte_for_byte_and_counted_as_suspect()
    {
        // (0028,0010) US 2: two rows in place of one, so Pixel Data is half as long as it should be
        byte[] dataSet = [.. _object.DataSet];
        dataSet[dataSet.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x28, 0, 0x10, 0, (byte)'U', (byte)'S', 2, 0]) + 8] = 2;
        await using ScpFixture fixture = await ScpFixture.StartAsync();

        Assert.Equal(DimseStatus.Success, (await fixture.SendAsync(dataSet, _object.SopUid)).Status);

        byte[] stored = await File.ReadAllBytesAsync(Assert.Single(fixture.Stored));
        Assert.Equal(dataSet, stored[^dataSet.Length..]);
        Assert.Equal((1, 1, 0), (fixture.Server.Scp.Statistics.Stored, fixture.Server.Scp.Statistics.Suspect, fixture.Server.Scp.Statistics.Refused));
    }

    [Fact]
    public async Task Another_object_with_the_same_uid_is_kept_beside_the_first()
    {
        await using ScpFixture fixture = await ScpFixture.StartAsync();
        SyntheticObject other = SyntheticObject.Create(1, 1, pixelBytes: 4_096, variant: 1);
        Assert.Equal(DimseStatus.Success, (await fixture.SendAsync(_object.DataSet, _object.SopUid)).Status);
        byte[] first = File.ReadAllBytes(Assert.Single(fixture.Stored));

        Assert.Equal(DimseStatus.Success, (await fixture.SendAsync(other.DataSet, other.SopUid)).Status);

        Assert.Equal(2, fixture.Stored.Length);
        Assert.Contains(fixture.Stored, file => File.ReadAllBytes(file).AsSpan().SequenceEqual(first));
        Assert.Contains(fixture.Stored, file => File.ReadAllBytes(file).AsSpan().EndsWith(other.DataSet));
        Assert.Single((await fixture.ImagesAsync(TenantId.Fallback)).Items);
    }

    [Fact]
    public async Task X19_an_object_whose_answer_was_lost_is_sent_again_and_has_one_effect()
    {
        await using ScpFixture fixture = await ScpFixture.StartAsync();
        using (TcpClient client = new("127.0.0.1", fixture.Server.Scp.EndPoint!.Port))
        {
            await using ScriptedPeer peer = new(client.GetStream());
            await peer.AssociateAsync(ForSecondaryCapture());
            await peer.SendAsync(
                PduBytes.Data(1, 3, PduBytes.StoreRequest(1, SyntheticObject.SopClass, _object.SopUid)), PduBytes.Data(1, 2, _object.DataSet));
            client.Client.LingerState = new LingerOption(enable: true, 0); // reset: nobody takes the answer
        }

        await Eventually.IsTrueAsync(() => fixture.Stored.Length == 1);
        Assert.Equal(DimseStatus.Success, (await fixture.SendAsync(_object.DataSet, _object.SopUid)).Status);

        Assert.Single(fixture.Stored);
        DicomStateMeta state = Assert.Single(await fixture.Server.Engine.Database.GetStateMetasAsync(TenantId.Fallback, DicomUid.Parse(_object.StudyUid), CancellationToken.None));
        Assert.Equal(1, state.SeriesRelatedInstances);
    }

    [Fact]
    public async Task P40_an_association_that_is_reset_inside_an_object_leaves_nothing_visible()
    {
        await using ScpFixture fixture = await ScpFixture.StartAsync();
        for (int sent = 0; sent < _object.DataSet.Length; sent += 397)
        {
            using TcpClient client = new("127.0.0.1", fixture.Server.Scp.EndPoint!.Port);
            await using ScriptedPeer peer = new(client.GetStream());
            await peer.AssociateAsync(ForSecondaryCapture());
            await peer.SendAsync(
                PduBytes.Data(1, 3, PduBytes.StoreRequest(1, SyntheticObject.SopClass, _object.SopUid)), PduBytes.Data(1, 0, _object.DataSet[..sent]));
            client.Client.LingerState = new LingerOption(enable: true, 0);
        }

        await Eventually.IsTrueAsync(() => fixture.Server.Scp.OpenAssociations == 0 && fixture.Incoming.Length == 0);
        Assert.Empty(fixture.Stored);
        Assert.Equal(0, fixture.Server.Engine.Spool.Depth);
        Assert.Empty((await fixture.ImagesAsync(TenantId.Fallback)).Items);
    }

    [Fact]
    public async Task One_association_carries_objects_of_several_tenants()
    {
        DicomTag element = new(0x1211, 0x1217);
        await using ScpFixture fixture = await ScpFixture.StartAsync(builder => builder.Configure(scp => scp.TenantElement = "12111217"));
        await using DicomAssociation association = await fixture.ConnectAsync();

        foreach (string? tenant in new[] { "clinic-a", null, "clinic-b" })
        {
            KeyValuePair<DicomTag, ReadOnlyMemory<byte>>[] extra = tenant is null ? [] : [new(element, Encoding.ASCII.GetBytes(tenant))];
            Assert.Equal(DimseStatus.Success, (await ScpFixture.SendAsync(association, _object.DataSet, _object.SopUid, extra)).Status);
        }

        KeyValuePair<DicomTag, ReadOnlyMemory<byte>> hostile = new(element, "../../etc/x"u8.ToArray().Append((byte)' ').ToArray());
        Assert.Equal(DimseStatus.NotAuthorized, (await ScpFixture.SendAsync(association, _object.DataSet, _object.SopUid, hostile)).Status);
        await association.ReleaseAsync();

        foreach (string tenant in new[] { "clinic-a", TenantId.Fallback.Value, "clinic-b" })
            Assert.Single((await fixture.ImagesAsync(TenantId.Parse(tenant))).Items);
        Assert.Equal(3, fixture.Stored.Length);
    }

    [Fact]
    public async Task A_host_runs_it_with_nothing_chosen()
    {
        using TemporaryDirectory directory = new();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DicomStorage:Root"] = directory.FullPath,
            ["DicomStorage:Scp:Port"] = "0",
            ["DicomStorage:Scp:Address"] = "127.0.0.1",
            ["DicomStorage:Scp:AckLevel"] = "Indexed",
            ["DicomStorage:Spool:MinFreeBytes"] = "0",
        });
        builder.Services.AddDicomStorage(builder.Configuration.GetSection(DicomStorageOptions.SectionName)).AddStorageScp();
        using IHost host = builder.Build();
        await host.StartAsync();
        StorageScp scp = host.Services.GetRequiredService<StorageScp>();

        DicomAssociationOptions options = new() { CallingAe = AeTitle.Parse("CT1"), CalledAe = AeTitle.Parse("STORE-SCP") };
        DicomUid sopClass = DicomUid.Parse(SyntheticObject.SopClass);
        DicomUid syntax = DicomUid.Parse(SyntheticObject.TransferSyntax);
        options.AddContext(sopClass, syntax);
        await using (DicomAssociation association = await DicomClient.ConnectAsync("127.0.0.1", scp.EndPoint!.Port, options))
        {
            using DicomStoreSource source = DicomStoreSource.FromMemory(_object.DataSet, sopClass, DicomUid.Parse(_object.SopUid), syntax);
            Assert.Equal(DimseStatus.Success, (await association.StoreAsync(source)).Status);
            await association.ReleaseAsync();
        }

        Assert.True(File.Exists(directory["index.db"]));
        Assert.Single(Directory.GetFiles(directory["objects"], "*.dcm", SearchOption.AllDirectories));
        await host.StopAsync();
    }

    [Theory]
    [InlineData("Port", "70000", "Port")]
    [InlineData("AeTitle", "a title that is too long", "AeTitle")]
    [InlineData("TenantElement", "12", "TenantElement")]
    [InlineData("FallbackTenant", "../x", "FallbackTenant")]
    [InlineData("Address", "everywhere", "Address")]
    public void A_malformed_option_is_named(string option, string value, string named)
    {
        using TemporaryDirectory directory = new();
        StorageScpBuilder builder = StorageScp.CreateBuilder().ConfigureStorage(storage => storage.Root = directory.FullPath);

        Exception exception = Assert.ThrowsAny<ArgumentException>(() => builder.Configure(scp =>
        {
            switch (option)
            {
                case "Port": scp.Port = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture); break;
                case "AeTitle": scp.AeTitle = value; break;
                case "TenantElement": scp.TenantElement = value; break;
                case "FallbackTenant": scp.FallbackTenant = value; break;
                default: scp.Address = value; break;
            }
        }).Build());

        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
    }

    private async Task<DimseStatus[]> RepeatAsync(ScpFixture fixture, int times)
    {
        await using DicomAssociation association = await fixture.ConnectAsync();
        DimseStatus[] statuses = new DimseStatus[times];
        for (int i = 0; i < times; i++)
            statuses[i] = (await ScpFixture.SendAsync(association, _object.DataSet, _object.SopUid)).Status;
        await association.ReleaseAsync();
        return statuses;
    }

    private static AssociateRequestBytes ForSecondaryCapture() =>
        new() { Contexts = [PduBytes.Context(1, SyntheticObject.SopClass, SyntheticObject.TransferSyntax)] };
}
