using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Scp.Tests;

/// <summary>A server on a free port of loopback, and a sender to it.</summary>
internal sealed class ScpFixture : IAsyncDisposable
{
    private static readonly DicomUid s_sopClass = DicomUid.Parse(SyntheticObject.SopClass);
    private static readonly DicomUid s_syntax = DicomUid.Parse(SyntheticObject.TransferSyntax);

    private readonly TemporaryDirectory _directory = new();

    private ScpFixture(Action<StorageScpBuilder>? configure)
    {
        StorageScpBuilder builder = StorageScp.CreateBuilder()
            .ConfigureStorage(storage =>
            {
                storage.Root = _directory.FullPath;
                storage.Spool.MinFreeBytes = 0;
            })
            .Configure(scp =>
            {
                scp.Address = "127.0.0.1";
                scp.Port = 0;
                scp.AckLevel = AckLevel.Published;
            });
        configure?.Invoke(builder);
        Server = builder.Build();
    }

    public StorageScpServer Server { get; }

    public string Root => _directory.FullPath;

    public string[] Stored => [.. Directory.GetFiles(Path.Combine(Root, "objects"), "*.dcm*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public string[] Incoming => Directory.GetFiles(Path.Combine(Root, "spool", "incoming"));

    public static async Task<ScpFixture> StartAsync(Action<StorageScpBuilder>? configure = null)
    {
        ScpFixture fixture = new(configure);
        await fixture.Server.StartAsync();
        return fixture;
    }

    public async Task<DicomAssociation> ConnectAsync(string host = "127.0.0.1")
    {
        DicomAssociationOptions options = new() { CallingAe = AeTitle.Parse("CT1"), CalledAe = AeTitle.Parse("STORE-SCP") };
        options.AddContext(s_sopClass, s_syntax);
        options.AddVerification();
        return await DicomClient.ConnectAsync(host, Server.Scp.EndPoint!.Port, options);
    }

    /// <summary>Sends a data set over an association of its own and releases it, which shows that the association outlived it.</summary>
    public async Task<DimseResponse> SendAsync(byte[] dataSet, string sopInstance, params KeyValuePair<DicomTag, ReadOnlyMemory<byte>>[] extra)
    {
        await using DicomAssociation association = await ConnectAsync();
        DimseResponse response = await SendAsync(association, dataSet, sopInstance, extra);
        Assert.Equal(DimseStatus.Success, (await association.EchoAsync()).Status);
        await association.ReleaseAsync();
        return response;
    }

    public static async Task<DimseResponse> SendAsync(
        DicomAssociation association,
        byte[] dataSet,
        string sopInstance,
        params KeyValuePair<DicomTag, ReadOnlyMemory<byte>>[] extra)
    {
        using DicomStoreSource source = DicomStoreSource.FromMemory(dataSet, s_sopClass, DicomUid.Parse(sopInstance), s_syntax);
        source.ExtraCommandElements = extra;
        return await association.StoreAsync(source);
    }

    public Task<QueryPage<DicomImageMeta>> ImagesAsync(TenantId tenant) =>
        Server.Engine.Database.QueryInstancesAsync(new MetaQuery { TenantId = tenant }, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Server.StopAsync();
        await Server.DisposeAsync();
        _directory.Dispose();
    }
}
