using Dicom.Storage.Core;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Specification;

/// <summary>A database on a server of its own, whose connections and processes the test may break.</summary>
public sealed class FaultyDb : IAsyncDisposable
{
    /// <summary>Gets the provider, whose connections go through the proxy. Its time limits are about a second; it has at most four connections.</summary>
    public required IDbProvider Db { get; init; }

    /// <summary>Gets a provider past the proxy, to see what is there.</summary>
    public required IDbProvider Direct { get; init; }

    /// <summary>Gets what stands between the provider and the server.</summary>
    public required TcpProxy Proxy { get; init; }

    /// <summary>Gets a text that only the message of a commit contains.</summary>
    public required string CommitMarker { get; init; }

    /// <summary>Gets the server.</summary>
    public required DatabaseServer Server { get; init; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)Db).DisposeAsync();
        await ((IAsyncDisposable)Direct).DisposeAsync();
        await Proxy.DisposeAsync();
        await Server.DisposeAsync();
    }
}
