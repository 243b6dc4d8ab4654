using System.Collections.Concurrent;
using Dicom.Storage.Core;
using Dicom.Storage.Specification;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.MySql.Tests;

/// <summary>A database of the program's server for each test.</summary>
public sealed class MySqlFixture(MySqlTestServer server) : IDbProviderFixture, IAsyncDisposable
{
    private readonly ConcurrentDictionary<IDbProvider, string> _providers = new();

    public async Task<IDbProvider> CreateAsync(CancellationToken cancellationToken) => Open(await server.CreateDatabaseAsync(cancellationToken));

    public Task<IDbProvider> CreateSecondAsync(IDbProvider first, CancellationToken cancellationToken) =>
        Task.FromResult<IDbProvider>(Open(_providers[first]));

    public async ValueTask DisposeAsync()
    {
        foreach (IDbProvider provider in _providers.Keys)
            await ((MySqlDbProvider)provider).DisposeAsync();
    }

    private MySqlDbProvider Open(string connectionString)
    {
        MySqlDbProvider provider = new(
            new MySqlDicomStorageOptions { ConnectionString = connectionString, ConnectTimeout = TimeSpan.FromMinutes(1) }, TimeProvider.System, NullLogger<MySqlDbProvider>.Instance);
        _providers.TryAdd(provider, connectionString);
        return provider;
    }
}
