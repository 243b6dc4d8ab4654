using System.Collections.Concurrent;
using Dicom.Storage.Core;

namespace Dicom.Storage.Specification;

/// <summary>A database for each test; the providers are disposed of with the fixture.</summary>
public abstract class DbProviderFixture : IDbProviderFixture, IAsyncDisposable
{
    private readonly ConcurrentDictionary<IDbProvider, string> _databases = new();

    /// <summary>Gets the providers that were made, each with what names its database.</summary>
    protected IReadOnlyDictionary<IDbProvider, string> Databases => _databases;

    /// <inheritdoc/>
    public async Task<IDbProvider> CreateAsync(CancellationToken cancellationToken) => Add(await CreateDatabaseAsync(cancellationToken));

    /// <inheritdoc/>
    public Task<IDbProvider> CreateSecondAsync(IDbProvider first, CancellationToken cancellationToken) => Task.FromResult(Add(_databases[first]));

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (IDbProvider provider in _databases.Keys)
            await ((IAsyncDisposable)provider).DisposeAsync();
    }

    /// <summary>Makes an empty database and gets what names it: a path, a connection string.</summary>
    protected abstract Task<string> CreateDatabaseAsync(CancellationToken cancellationToken);

    /// <summary>Makes a provider over a database.</summary>
    protected abstract IDbProvider Open(string database);

    private IDbProvider Add(string database)
    {
        IDbProvider provider = Open(database);
        _databases.TryAdd(provider, database);
        return provider;
    }
}
