using Dicom.Storage.Core;
using Dicom.Storage.Testing;

namespace Dicom.Storage.MongoDb.Tests;

/// <summary>A server without transactions, of the test's own: it may be killed, and proxies stand before it.</summary>
internal sealed class JournalFixture : IAsyncDisposable
{
    private readonly List<MongoDbProvider> _providers = [];

    private JournalFixture(FerretDbServer server) => Server = server;

    public FerretDbServer Server { get; }

    public static async Task<JournalFixture> StartAsync() => new(await FerretDbServer.RequireAsync());

    /// <summary>Makes a provider, as another process would.</summary>
    /// <param name="time">The time by which the provider shows signs of life; where it stands still, the provider shows none.</param>
    public MongoDbProvider Open(string? connectionString = null, TimeProvider? time = null, TimeSpan? journalTimeout = null, TimeSpan? retryTimeout = null)
    {
        MongoDbDicomStorageOptions options = new()
        {
            ConnectionString = connectionString ?? Server.ConnectionString,
            Database = "faults",
            RetryTimeout = retryTimeout ?? TimeSpan.FromMinutes(1),
            JournalTimeout = journalTimeout ?? TimeSpan.FromSeconds(30),
        };
        MongoDbProvider provider = new(options, time ?? TimeProvider.System);
        _providers.Add(provider);
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (MongoDbProvider provider in _providers)
            await provider.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>Gets how many objects of a study there are.</summary>
    public static async Task<int> CountAsync(IDbProvider db, int study, CancellationToken cancellationToken) =>
        (await db.GetImageMetasAsync(Specification.Samples.TenantA, Specification.Samples.Uid(study), seriesUid: null, cancellationToken)).Count;

    /// <summary>Makes a batch of one series with its objects, their receipts and its state.</summary>
    public static IngestBatch Batch(int study, int objects = 40)
    {
        InstanceKey[] keys = [.. Enumerable.Range(1, objects).Select(n => Specification.Samples.Instance(study, 1, n))];
        return new IngestBatch(
            [.. keys.Select((key, n) => Specification.Samples.Store(key, (study * 1_000) + n))],
            [Specification.Samples.State(keys[0].Series)],
            [.. keys.Select(key => Specification.Samples.Image(key))]);
    }
}
