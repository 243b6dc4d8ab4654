using System.Collections.Concurrent;
using Dicom.Storage.Core;
using Dicom.Storage.Specification;

namespace Dicom.Storage.Sqlite.Tests;

/// <summary>A file a database, in one temporary folder a test class.</summary>
public sealed class SqliteFixture : IDbProviderFixture, IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dicom-sqlite-").FullName;
    private readonly ConcurrentDictionary<IDbProvider, string> _providers = new();
    private int _databases;

    public Task<IDbProvider> CreateAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IDbProvider>(Open(Path.Combine(_folder, $"{Interlocked.Increment(ref _databases)}", "index.db")));

    public Task<IDbProvider> CreateSecondAsync(IDbProvider first, CancellationToken cancellationToken) =>
        Task.FromResult<IDbProvider>(Open(_providers[first]));

    public async ValueTask DisposeAsync()
    {
        foreach (IDbProvider provider in _providers.Keys)
            await ((SqliteDbProvider)provider).DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private SqliteDbProvider Open(string path)
    {
        SqliteDbProvider provider = new(new SqliteDicomStorageOptions { Path = path }, TimeProvider.System);
        _providers.TryAdd(provider, path);
        return provider;
    }
}
