using Dicom.Storage.Core;
using Dicom.Storage.Testing;
using MySqlConnector;

[assembly: AssemblyFixture(typeof(Dicom.Storage.MySql.Tests.MySqlTestServer))]

namespace Dicom.Storage.MySql.Tests;

/// <summary>The one server of this program: what DICOM_STORAGE_TEST_MYSQL names (MySQL or MariaDB), else a MariaDB that is started here from the installed programs.</summary>
public sealed class MySqlTestServer : IAsyncDisposable
{
    /// <summary>The environment variable with the connection string of a server whose user may make databases.</summary>
    public const string Variable = "DICOM_STORAGE_TEST_MYSQL";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private MariaDbServer? _own;
    private string? _administration;
    private int _databases;

    /// <summary>Makes an empty database and gets its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        string administration = await AdministrationAsync(cancellationToken);
        string name = $"t{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(administration, $"CREATE DATABASE {name}", cancellationToken);
        return new MySqlConnectionStringBuilder(administration) { Database = name }.ConnectionString;
    }

    /// <summary>Runs SQL on a connection of its own, past the provider.</summary>
    public static async Task<string> ExecuteAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using MySqlConnection connection = new(new MySqlConnectionStringBuilder(connectionString) { Pooling = false, AllowUserVariables = true }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using MySqlCommand command = new(sql, connection);
        return Convert.ToString(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty;
    }

    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
            await _own.DisposeAsync();
        _gate.Dispose();
    }

    private async Task<string> AdministrationAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_administration is not null)
                return _administration;
            if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
                return _administration = given;

            _own = MariaDbServer.Create();
            await _own.StartAsync();
            return _administration = _own.ConnectionString("mysql");
        }
        finally
        {
            _gate.Release();
        }
    }
}
