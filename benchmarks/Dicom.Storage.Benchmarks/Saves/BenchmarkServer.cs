using System.Data.Common;
using Dicom.Storage.Core;
using Dicom.Storage.MySql;
using Dicom.Storage.PostgreSql;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using MySqlConnector;
using Npgsql;

namespace Dicom.Storage.Benchmarks;

/// <summary>A server with two empty databases: one of the provider's and one of the original's.</summary>
internal sealed class BenchmarkServer : IAsyncDisposable
{
    private readonly DatabaseServer _server;
    private readonly TcpProxy _network;
    private readonly Func<string, DbConnection> _connect;

    private BenchmarkServer(DatabaseServer server, TcpProxy network, Func<string, DbConnection> connect, IDbProvider provider, RowByRow original)
    {
        _server = server;
        _network = network;
        _connect = connect;
        Provider = provider;
        Original = original;
    }

    public IDbProvider Provider { get; }

    public RowByRow Original { get; }

    /// <param name="kind">Which server.</param>
    /// <param name="roundTrip">What a network would add to each round trip; none is the loopback interface itself.</param>
    public static async Task<BenchmarkServer> StartAsync(ServerKind kind, TimeSpan roundTrip = default)
    {
        BenchmarkServer server = kind == ServerKind.PostgreSql ? OfPostgreSql(roundTrip) : OfMariaDb(roundTrip);
        await server._server.StartAsync();
        string administration = kind == ServerKind.PostgreSql ? "postgres" : "mysql";
        await server.ExecuteAsync(administration, "CREATE DATABASE provider");
        await server.ExecuteAsync(administration, "CREATE DATABASE original");
        await server.ExecuteAsync("original", OriginalSchema.SeriesAndObjects);
        await server.Provider.EnsureSchemaAsync(CancellationToken.None);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)Provider).DisposeAsync();
        await _network.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static BenchmarkServer OfPostgreSql(TimeSpan roundTrip)
    {
        PostgreSqlServer server = PostgreSqlServer.Create();
        TcpProxy network = new(server.Port) { Delay = roundTrip };
        int? port = roundTrip > TimeSpan.Zero ? network.Port : null;
        DbConnection Connect(string database) => new NpgsqlConnection($"{server.ConnectionString(database, port)};Pooling=false");
        PostgreSqlDicomStorageOptions options = new() { ConnectionString = server.ConnectionString("provider", port) };
        return new BenchmarkServer(
            server, network, Connect, new PostgreSqlDbProvider(options, TimeProvider.System, NullLogger<PostgreSqlDbProvider>.Instance),
            new RowByRow(() => Connect("original"), "ON CONFLICT ({0}) DO UPDATE SET", "excluded.{0}"));
    }

    private static BenchmarkServer OfMariaDb(TimeSpan roundTrip)
    {
        MariaDbServer server = MariaDbServer.Create();
        TcpProxy network = new(server.Port) { Delay = roundTrip };
        int? port = roundTrip > TimeSpan.Zero ? network.Port : null;
        DbConnection Connect(string database) => new MySqlConnection($"{server.ConnectionString(database, port)};Pooling=false");
        MySqlDicomStorageOptions options = new() { ConnectionString = server.ConnectionString("provider", port) };
        return new BenchmarkServer(
            server, network, Connect, new MySqlDbProvider(options, TimeProvider.System, NullLogger<MySqlDbProvider>.Instance),
            new RowByRow(() => Connect("original"), "ON DUPLICATE KEY UPDATE", "VALUES({0})"));
    }

    private async Task ExecuteAsync(string database, string sql)
    {
        await using DbConnection connection = _connect(database);
        await connection.OpenAsync();
        await using DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant text of this program.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
