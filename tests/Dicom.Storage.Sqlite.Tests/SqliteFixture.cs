using System.Globalization;
using Dicom.Storage.Core;
using Dicom.Storage.Specification;
using Dicom.Storage.Testing;
using Microsoft.Data.Sqlite;

namespace Dicom.Storage.Sqlite.Tests;

/// <summary>A file a database, in one temporary folder a test class.</summary>
public sealed class SqliteFixture : DbProviderFixture, ISqlDbFixture
{
    private readonly TemporaryDirectory _folder = new();
    private int _databases;

    public IReadOnlyList<SchemaScript> Scripts { get; } = SchemaScript.ReadEmbedded(typeof(SqliteDbProvider).Assembly);

    public string TimeType => "INTEGER";

    public string Now => "1";

    public async Task<string> ExecuteAsync(IDbProvider db, string sql, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Databases[db])!);
        await using SqliteConnection connection = new($"Data Source={Databases[db]};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) ?? string.Empty;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override Task<string> CreateDatabaseAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_folder[Path.Combine($"{Interlocked.Increment(ref _databases)}", "index.db")]);

    protected override IDbProvider Open(string database) => new SqliteDbProvider(new SqliteDicomStorageOptions { Path = database }, TimeProvider.System);
}
