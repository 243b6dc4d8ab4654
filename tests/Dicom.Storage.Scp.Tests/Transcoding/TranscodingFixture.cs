using System.Collections.Concurrent;
using Dicom.Storage.Codecs;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Scp.Tests;

/// <summary>A server with rules, to which files of the shared test data are sent as they are.</summary>
internal sealed class TranscodingFixture : IAsyncDisposable
{
    private readonly ConcurrentQueue<DicomStoreMeta> _receipts = [];
    private readonly ScpFixture _fixture;
    private IAsyncDisposable? _subscription;

    private TranscodingFixture(ScpFixture fixture) => _fixture = fixture;

    /// <summary>Gets what the receive journal's topic has told, in its order.</summary>
    public DicomStoreMeta[] Receipts => [.. _receipts];

    /// <summary>Gets the stored files by their name.</summary>
    public string[] Stored => _fixture.Stored;

    public string Root => _fixture.Root;

    public static async Task<TranscodingFixture> StartAsync(Action<TranscodeRules> rules, CodecRegistry? codecs = null)
    {
        ScpFixture scp = await ScpFixture.StartAsync(builder =>
        {
            builder.UseTranscoding(rules);
            if (codecs is not null)
                builder.UseCodecs(codecs);
        });
        TranscodingFixture fixture = new(scp);
        InProcessBus bus = Assert.IsType<InProcessBus>(scp.Server.Engine.Publisher);
        fixture._subscription = await bus.SubscribeAsync(
            StorageTopic.Storage,
            "test",
            (batch, _) =>
            {
                foreach (StorageEvent item in batch)
                    fixture._receipts.Enqueue((DicomStoreMeta)item.Payload);
                return ValueTask.CompletedTask;
            },
            CancellationToken.None);
        return fixture;
    }

    /// <summary>Sends a file; success is answered when it is stored, indexed and published.</summary>
    public async Task SendAsync(string path, string callingAe = "CT1")
    {
        using DicomStoreSource source = DicomStoreSource.FromFile(path);
        DicomAssociationOptions options = new() { CallingAe = AeTitle.Parse(callingAe), CalledAe = AeTitle.Parse("STORE-SCP") };
        options.AddContext(source.SopClassUid, source.TransferSyntaxUid);
        await using DicomAssociation association = await DicomClient.ConnectAsync("127.0.0.1", _fixture.Server.Scp.EndPoint!.Port, options);
        Assert.Equal(DimseStatus.Success, (await association.StoreAsync(source)).Status);
        await association.ReleaseAsync();
    }

    public StorageEngine Engine => _fixture.Server.Engine;

    public async Task<IReadOnlyList<DicomImageMeta>> ImagesAsync() => (await _fixture.ImagesAsync(TenantId.Fallback)).Items;

    public async Task<DicomImageMeta> ImageAsync() => Assert.Single((await _fixture.ImagesAsync(TenantId.Fallback)).Items);

    /// <summary>The journal's row, from the database.</summary>
    public Task<DicomStoreMeta> JournalAsync(TraceId traceId) => _fixture.Server.Engine.Database.GetStoreMetaAsync(traceId, TestContext.Current.CancellationToken);

    /// <summary>The native pixels of a file, whatever its transfer syntax.</summary>
    public static async Task<byte[]> PixelsAsync(string path)
    {
        using DicomFile file = DicomFile.Open(path);
        using TranscodedFile native = await new Transcoder().TranscodeAsync(file, DicomTransferSyntax.ExplicitVRLittleEndian, TestContext.Current.CancellationToken);
        return native.File.Dataset.GetItem<DicomElement>(DicomTag.PixelData).GetBuffer().ToArray();
    }

    /// <summary>The bytes of a file's data set, which a server that keeps it does not touch.</summary>
    public static byte[] DataSetOf(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        Assert.True(Part10Reader.TryRead(bytes, out _, out long offset, out _));
        return bytes[(int)offset..];
    }

    public static string Corpus(string path) => SharedFiles.Require("dicom/" + path);

    public async ValueTask DisposeAsync()
    {
        if (_subscription is not null)
            await _subscription.DisposeAsync();
        await _fixture.DisposeAsync();
    }
}
