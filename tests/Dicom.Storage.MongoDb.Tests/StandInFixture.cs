using Dicom.Storage.Testing;

namespace Dicom.Storage.MongoDb.Tests;

/// <summary>Databases on a FerretDB behind the stand-in for a replica set.</summary>
public sealed class StandInFixture : MongoFixture
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private FerretDbServer? _server;
    private ReplicaSetStandIn? _standIn;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_standIn is not null)
            await _standIn.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        _gate.Dispose();
    }

    protected override async Task<string> ConnectionStringAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_standIn is null)
            {
                _server = await FerretDbServer.RequireAsync();
                _standIn = new ReplicaSetStandIn(_server.Port);
            }

            return _standIn.ConnectionString;
        }
        finally
        {
            _gate.Release();
        }
    }
}
