using System.Data.Common;
using System.Globalization;
using Dicom.Storage.Relational;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Specification;

/// <summary>The one server of an SQL adapter's test program: what an environment variable names, else one that is started here from the installed programs.</summary>
/// <param name="variable">The environment variable with the connection string of a server whose user may make databases.</param>
/// <param name="driver">The driver.</param>
/// <param name="settings">What is put behind the connection strings by which the tests run their own SQL.</param>
public abstract class SqlTestServer(string variable, DbProviderFactory driver, string settings) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private RelationalServer? _own;
    private string? _administration;
    private int _databases;

    /// <summary>Gets what is put behind <c>CREATE DATABASE</c> and the name.</summary>
    protected virtual string DatabaseClauses => string.Empty;

    /// <summary>Makes a server of the caller's own; skips the test where its programs are not installed.</summary>
    public abstract RelationalServer CreateServer();

    /// <summary>Makes a provider.</summary>
    public abstract ServerDbProvider Open(ILoggerFactory loggers, string connectionString, Action<ServerDbOptions> configure);

    /// <summary>Makes an empty database and gets its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        string administration = await AdministrationAsync(cancellationToken);
        string name = $"t{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        return await CreateDatabaseAsync(administration, name, cancellationToken);
    }

    /// <summary>Makes an empty database beside another and gets its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string beside, string name, CancellationToken cancellationToken)
    {
        await ExecuteAsync(beside, $"CREATE DATABASE {name} {DatabaseClauses}", cancellationToken);
        return With(beside, "Database", name);
    }

    /// <summary>Runs SQL on a connection of its own, past the provider, and gets the first value of the first row as text.</summary>
    public async Task<string> ExecuteAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using DbConnection connection = driver.CreateConnection()!;
        connection.ConnectionString = $"{connectionString};{settings}";
        await connection.OpenAsync(cancellationToken);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) ?? string.Empty;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_own is not null)
            await _own.DisposeAsync();
        _gate.Dispose();
    }

    private string With(string connectionString, string key, string value)
    {
        DbConnectionStringBuilder builder = driver.CreateConnectionStringBuilder()!;
        builder.ConnectionString = connectionString;
        builder[key] = value;
        return builder.ConnectionString;
    }

    private async Task<string> AdministrationAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_administration is not null)
                return _administration;
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given)
                return _administration = given;

            _own = CreateServer();
            await _own.StartAsync();
            return _administration = _own.Administration;
        }
        finally
        {
            _gate.Release();
        }
    }
}
