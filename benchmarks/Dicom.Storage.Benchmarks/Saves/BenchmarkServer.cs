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
    private readonly Func<string, DbConnection> _connect;

    private BenchmarkServer(DatabaseServer server, Func<string, DbConnection> connect, IDbProvider provider, RowByRow original)
    {
        _server = server;
        _connect = connect;
        Provider = provider;
        Original = original;
    }

    public IDbProvider Provider { get; }

    public RowByRow Original { get; }

    public static async Task<BenchmarkServer> StartAsync(ServerKind kind)
    {
        BenchmarkServer server = kind == ServerKind.PostgreSql ? OfPostgreSql() : OfMariaDb();
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
        await _server.DisposeAsync();
    }

    private static BenchmarkServer OfPostgreSql()
    {
        PostgreSqlServer server = PostgreSqlServer.Create();
        DbConnection Connect(string database) => new NpgsqlConnection($"{server.ConnectionString(database)};Pooling=false");
        PostgreSqlDicomStorageOptions options = new() { ConnectionString = server.ConnectionString("provider") };
        return new BenchmarkServer(
            server, Connect, new PostgreSqlDbProvider(options, TimeProvider.System, NullLogger<PostgreSqlDbProvider>.Instance),
            new RowByRow(() => Connect("original"), "ON CONFLICT ({0}) DO UPDATE SET", "excluded.{0}"));
    }

    private static BenchmarkServer OfMariaDb()
    {
        MariaDbServer server = MariaDbServer.Create();
        DbConnection Connect(string database) => new MySqlConnection($"{server.ConnectionString(database)};Pooling=false");
        MySqlDicomStorageOptions options = new() { ConnectionString = server.ConnectionString("provider") };
        return new BenchmarkServer(
            server, Connect, new MySqlDbProvider(options, TimeProvider.System, NullLogger<MySqlDbProvider>.Instance),
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
