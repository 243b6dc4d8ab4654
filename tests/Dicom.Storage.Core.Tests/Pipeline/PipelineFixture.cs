using Dicom.Storage.Sqlite;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.Core.Tests;

/// <summary>A pipeline on real directories and a real database; the publisher is the test's.</summary>
internal sealed class PipelineFixture : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public PipelineFixture(IMessagePublisher publisher, Action<IngestOptions>? configure = null, Action<SqliteDicomStorageOptions>? database = null, IIngestTransform? transform = null)
    {
        IngestOptions options = new() { FirstRetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryDelay = TimeSpan.FromMilliseconds(5) };
        configure?.Invoke(options);
        Spool = new Spool(new SpoolOptions { Path = _directory["spool"], MinFreeBytes = 0 }, TimeProvider.System, NullLogger<Spool>.Instance);
        Store = new FileSystemInstanceStore(new FileSystemInstanceStoreOptions { Root = _directory["objects"] });
        SqliteDicomStorageOptions sqlite = new() { Path = DatabasePath };
        database?.Invoke(sqlite);
        Database = new SqliteDbProvider(sqlite, TimeProvider.System);
        Pipeline = new IngestPipeline(Spool, Store, Database, publisher, options, TimeProvider.System, Logs.CreateLogger<IngestPipeline>(), transform);
    }

    public CollectingLoggerFactory Logs { get; } = new();

    public Spool Spool { get; }

    public FileSystemInstanceStore Store { get; }

    public SqliteDbProvider Database { get; }

    public IngestPipeline Pipeline { get; }

    public string DatabasePath => _directory["index.db"];

    public string[] Objects => Directory.Exists(_directory["objects"]) ? Directory.GetFiles(_directory["objects"], "*.dcm*", SearchOption.AllDirectories) : [];

    public async Task StartAsync()
    {
        await Database.EnsureSchemaAsync(CancellationToken.None);
        Pipeline.Start();
    }

    /// <summary>Puts an object through; waits for its events when it is asked to be published.</summary>
    public async Task<IngestTicket?> CommitAsync(SyntheticObject item, AckLevel level)
    {
        await using SpoolWriter writer = SpoolObjects.Begin(Spool, item);
        return await Pipeline.CommitAsync(writer, SpoolObjects.Describe(item, writer), level);
    }

    public async Task<int> IndexedAsync() =>
        (await Database.QueryInstancesAsync(new MetaQuery { TenantId = TenantId.Fallback }, CancellationToken.None)).Items.Count;

    public async ValueTask DisposeAsync()
    {
        await Pipeline.DisposeAsync();
        Spool.Dispose();
        await Database.DisposeAsync();
        _directory.Dispose();
    }
}
