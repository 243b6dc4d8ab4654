using Dicom.Storage.Core;
using Dicom.Storage.Testing;
using Microsoft.Data.Sqlite;

namespace Dicom.Storage.Sqlite.Tests;

public sealed class SqliteDurabilityTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_writer_keeps_a_log_and_flushes_it_with_every_commit()
    {
        using SqliteConnection connection = new SqliteConnections(Options()).OpenWriter();
        Assert.Equal("wal", Pragma(connection, "journal_mode"));
        Assert.Equal("2", Pragma(connection, "synchronous"));
        Assert.Equal("1", Pragma(connection, "fullfsync"));
    }

    [Theory]
    [InlineData("PRAGMA synchronous = NORMAL", "synchronous")]
    [InlineData("PRAGMA synchronous = OFF", "synchronous")]
    [InlineData("PRAGMA journal_mode = DELETE", "journal_mode")]
    public void A_setting_that_does_not_keep_what_is_acknowledged_is_refused_by_name(string change, string setting)
    {
        using SqliteConnection connection = new SqliteConnections(Options()).OpenWriter();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = change;
        command.ExecuteScalar();

        DicomStorageException error = Assert.Throws<DicomStorageException>(() => SqliteConnections.AssertDurable(connection));
        Assert.Contains(setting, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_in_memory_is_refused()
    {
        await using SqliteDbProvider db = new(new SqliteDicomStorageOptions { ConnectionString = "Data Source=:memory:" }, TimeProvider.System);
        DicomStorageException error = await Assert.ThrowsAsync<DicomStorageException>(() => db.EnsureSchemaAsync(Token));
        Assert.Contains("journal_mode", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_with_an_instruction()
    {
        await File.WriteAllBytesAsync(_folder["index.db"], [.. Enumerable.Repeat((byte)0x5A, 8_192)], Token);
        await AssertDamagedAsync();
    }

    [Fact]
    public async Task A_database_with_a_damaged_page_is_refused_with_an_instruction()
    {
        await using (SqliteDbProvider db = Open())
            await db.EnsureSchemaAsync(Token);
        byte[] file = await File.ReadAllBytesAsync(_folder["index.db"], Token);
        // Every page but the first two: the header and the schema still read.
        file.AsSpan(2 * 4_096).Fill(0xA5);
        await File.WriteAllBytesAsync(_folder["index.db"], file, Token);
        await AssertDamagedAsync();
    }

    [Fact]
    public async Task A_schema_whose_making_was_cut_is_completed()
    {
        await using (SqliteDbProvider db = Open())
            await db.EnsureSchemaAsync(Token);
        Execute("UPDATE dicom_schema_version SET applied_time = NULL; DROP TABLE dicom_json_lease; DROP INDEX ix_image_sop");

        await using SqliteDbProvider again = Open();
        await again.EnsureSchemaAsync(Token);

        Assert.Equal("2", Scalar("SELECT COUNT(*) FROM sqlite_schema WHERE name IN ('dicom_json_lease', 'ix_image_sop')"));
        Assert.Equal("0", Scalar("SELECT COUNT(*) FROM dicom_schema_version WHERE applied_time IS NULL"));
    }

    [Fact]
    public async Task A_row_that_is_not_what_its_columns_promise_is_told_as_such()
    {
        await using SqliteDbProvider db = Open();
        await db.EnsureSchemaAsync(Token);
        await db.SaveStateInfoAsync(Specification.Samples.State(Specification.Samples.Series()), Token);
        Execute("UPDATE dicom_state_meta SET patient_birth_date = 'soon'");

        DicomStorageException error = await Assert.ThrowsAsync<DicomStorageException>(
            () => db.GetStateMetasAsync(Specification.Samples.TenantA, Specification.Samples.Uid(1), Token));
        Assert.Equal(StorageErrorKind.ExtractionFailed, error.Kind);
        Assert.False(error.IsTransient, "trying again is in vain");
    }

    [Fact]
    public async Task A_lock_of_another_process_is_a_transient_error_and_saves_go_on_after_it()
    {
        await using SqliteDbProvider db = new(new SqliteDicomStorageOptions { Path = _folder["index.db"], BusyTimeout = TimeSpan.Zero }, TimeProvider.System);
        await db.EnsureSchemaAsync(Token);
        using (SqliteConnection other = OpenRaw())
        {
            using SqliteCommand begin = other.CreateCommand();
            begin.CommandText = "BEGIN IMMEDIATE";
            begin.ExecuteNonQuery();
            DicomStorageException error = await Assert.ThrowsAsync<DicomStorageException>(() => db.CheckHealthAsync(Token));
            Assert.True(error.IsTransient, "a lock goes away");
        }

        await db.CheckHealthAsync(Token);
    }

    [Fact]
    public async Task A_full_database_is_a_transient_error_that_saves_nothing()
    {
        await using SqliteDbProvider db = Open();
        await db.EnsureSchemaAsync(Token);
        string pages = Scalar("PRAGMA page_count");
        await using SqliteDbProvider bounded = new(new SqliteDicomStorageOptions { Path = _folder["index.db"] }, TimeProvider.System, $"PRAGMA max_page_count = {pages}");
        DicomImageMeta[] rows = [.. Enumerable.Range(1, 2_000).Select(n => Specification.FullSamples.Image(Specification.Samples.Instance(instance: n)))];

        DicomStorageException error = await Assert.ThrowsAsync<DicomStorageException>(() => bounded.SaveImageListAsync(rows, Token));

        Assert.True(error.IsTransient, "a disk can be emptied");
        Assert.Empty(await bounded.GetImageMetasAsync(Specification.Samples.TenantA, Specification.Samples.Uid(1), seriesUid: null, Token));
        await bounded.CheckHealthAsync(Token);
    }

    private SqliteDicomStorageOptions Options() => new() { Path = _folder["index.db"] };

    private SqliteDbProvider Open() => new(Options(), TimeProvider.System);

    private async Task AssertDamagedAsync()
    {
        await using SqliteDbProvider db = Open();
        DicomStorageException error = await Assert.ThrowsAsync<DicomStorageException>(() => db.EnsureSchemaAsync(Token));
        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
        Assert.Contains("restore a backup", error.Message, StringComparison.Ordinal);
    }

    private SqliteConnection OpenRaw()
    {
        SqliteConnection connection = new($"Data Source={_folder["index.db"]};Pooling=False");
        connection.Open();
        return connection;
    }

    private void Execute(string sql) => Scalar(sql);

    private string Scalar(string sql)
    {
        using SqliteConnection connection = OpenRaw();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty;
    }

    private static string Pragma(SqliteConnection connection, string name)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty;
    }
}
