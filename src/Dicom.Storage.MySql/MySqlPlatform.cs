using System.Data.Common;
using Dicom.Storage.Core;
using Dicom.Storage.Relational;
using MySqlConnector;

namespace Dicom.Storage.MySql;

/// <summary>The way to one MySQL or MariaDB database.</summary>
internal sealed class MySqlPlatform(MySqlDicomStorageOptions options) : ServerPlatform
{
    private static readonly SchemaMigrator s_migrator = new(SchemaScript.ReadEmbedded(typeof(MySqlPlatform).Assembly));

    private static readonly ServerSetting[] s_settings =
    [
        new("innodb_flush_log_at_trx_commit", "'1'", static (value, _) => value == "1"),
        new("innodb_doublewrite", "'ON'", static (value, _) => value is not ("OFF" or "0" or "DETECT_ONLY")),
        new("sync_binlog", "'1' where log_bin is on", static (value, all) => value == "1" || all.GetValueOrDefault("log_bin") != "ON"),
        new("binlog_format", "'ROW' or 'MIXED' where log_bin is on", static (value, all) => value != "STATEMENT" || all.GetValueOrDefault("log_bin") != "ON"),
        new("sql_mode", "strict (STRICT_TRANS_TABLES or STRICT_ALL_TABLES)", static (value, _) => value.Contains("STRICT_", StringComparison.Ordinal)),
        new("autocommit", "'ON'", static (value, _) => value == "ON"),
    ];

    private readonly MySqlDialect _dialect = new();

    public override string Name => "The database server";

    public override MySqlDataSource DataSource { get; } = new(Settings(options).ConnectionString);

    public override SqlDialect Dialect => _dialect;

    public override ServerStatements Statements => MySqlStatements.Server;

    public override ServerErrors Errors => MySqlErrorMap.Instance;

    public override IReadOnlyList<ServerSetting> RequiredSettings => s_settings;

    public override ServerSession Session(DbConnection connection) =>
        new MySqlSession((MySqlConnection)connection, _dialect, options.MaxRowsPerStatement);

    public override void ForgetConnections(DbConnection connection) => MySqlConnection.ClearPool((MySqlConnection)connection);

    // DDL commits at once here: the lock is the session's, and a step whose end was not noted is run again. The scripts use
    // variables of the session, which the driver has to be told; no other connection may.
    public override async Task MigrateAsync(DbConnection connection, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        MySqlConnection own = new(new MySqlConnectionStringBuilder(Settings(options).ConnectionString) { AllowUserVariables = true, Pooling = false }.ConnectionString);
        await using (own.ConfigureAwait(false))
        {
            await own.OpenAsync(cancellationToken).ConfigureAwait(false);
            ServerSession session = Session(own);
            while (await session.CountAsync(MySqlStatements.LockSchema, [], cancellationToken).ConfigureAwait(false) != 1)
                cancellationToken.ThrowIfCancellationRequested();
            SqlSchemaTarget target = new(session, MySqlStatements.Schema, timeProvider, (_, token) => FillAdoptedAsync(session, token));
            await s_migrator.MigrateAsync(target, cancellationToken).ConfigureAwait(false);
            await session.CountAsync(MySqlStatements.UnlockSchema, [], cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task FillAdoptedAsync(ServerSession session, CancellationToken cancellationToken)
    {
        foreach (ColumnBackfill backfill in MySqlStatements.Adopted)
            await backfill.RunAsync(session, cancellationToken).ConfigureAwait(false);
    }

    private static MySqlConnectionStringBuilder Settings(MySqlDicomStorageOptions options)
    {
        MySqlConnectionStringBuilder given = new(options.ConnectionString);
        MySqlConnectionStringBuilder settings = new(options.ConnectionString) { DateTimeKind = MySqlDateTimeKind.Utc, UseAffectedRows = false };
        if (!given.ContainsKey("Maximum Pool Size"))
            settings.MaximumPoolSize = (uint)options.MaxPoolSize;
        if (!given.ContainsKey("Connection Timeout"))
            settings.ConnectionTimeout = (uint)Math.Ceiling(options.ConnectTimeout.TotalSeconds);
        if (!given.ContainsKey("Default Command Timeout"))
            settings.DefaultCommandTimeout = (uint)Math.Ceiling(options.CommandTimeout.TotalSeconds);
        // A reset would forget prepared statements; what it is for, undoing a transaction that was left open, is done by hand.
        if (!given.ContainsKey("Connection Reset"))
            settings.ConnectionReset = false;
        if (!given.ContainsKey("Application Name"))
            settings.ApplicationName = "Dicom.Storage";
        return settings;
    }
}
