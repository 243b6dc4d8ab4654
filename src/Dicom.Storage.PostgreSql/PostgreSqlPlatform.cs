using System.Data.Common;
using Dicom.Storage.Core;
using Dicom.Storage.Relational;
using Npgsql;

namespace Dicom.Storage.PostgreSql;

/// <summary>The way to one PostgreSQL database.</summary>
internal sealed class PostgreSqlPlatform(PostgreSqlDicomStorageOptions options) : ServerPlatform
{
    private static readonly SchemaMigrator s_migrator = new(SchemaScript.ReadEmbedded(typeof(PostgreSqlPlatform).Assembly));

    private static readonly ServerSetting[] s_settings =
    [
        new("fsync", "'on'", static (value, _) => value == "on"),
        new("full_page_writes", "'on'", static (value, _) => value == "on"),
        new("synchronous_commit", "'on', or another value than 'off'", static (value, _) => value != "off"),
        new("server_encoding", "'UTF8'", static (value, _) => value == "UTF8"),
    ];

    private readonly PostgreSqlDialect _dialect = new();

    public override string Name => "PostgreSQL";

    public override NpgsqlDataSource DataSource { get; } = CreateDataSource(options);

    public override SqlDialect Dialect => _dialect;

    public override ServerStatements Statements => PostgreSqlStatements.Server;

    public override ServerErrors Errors => PostgreSqlErrorMap.Instance;

    public override IReadOnlyList<ServerSetting> RequiredSettings => s_settings;

    public override ServerSession Session(DbConnection connection) => new PostgreSqlSession((NpgsqlConnection)connection, _dialect);

    public override void ForgetConnections(DbConnection connection) => DataSource.Clear();

    // PostgreSQL's DDL has transactions: a step is taken whole or not at all, and the lock ends with it.
    public override async Task MigrateAsync(DbConnection connection, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        ServerSession session = Session(connection);
        await session.ExecuteAsync(Statements.BeginWrite, [], cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync(PostgreSqlStatements.LockSchema, [], cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync(PostgreSqlStatements.SetAdoptedTimeZone, [options.AdoptedTimeZone], cancellationToken).ConfigureAwait(false);
        SqlSchemaTarget target = new(
            session, PostgreSqlStatements.Schema, timeProvider, (_, token) => PostgreSqlStatements.FoldedNames.RunAsync(session, token));
        await s_migrator.MigrateAsync(target, cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync("COMMIT", [], cancellationToken).ConfigureAwait(false);
    }

    private static NpgsqlDataSource CreateDataSource(PostgreSqlDicomStorageOptions options)
    {
        // Npgsql's own builder says of every setting that it is there.
        DbConnectionStringBuilder plain = new() { ConnectionString = options.ConnectionString };
        HashSet<string> given = [.. plain.Keys.Cast<string>().Select(key => key.Replace(" ", string.Empty, StringComparison.Ordinal).ToUpperInvariant())];
        NpgsqlSlimDataSourceBuilder builder = new(options.ConnectionString);
        NpgsqlConnectionStringBuilder settings = builder.ConnectionStringBuilder;
        if (!given.Overlaps(["MAXIMUMPOOLSIZE", "MAXPOOLSIZE"]))
            settings.MaxPoolSize = options.MaxPoolSize;
        if (!given.Contains("TIMEOUT"))
            settings.Timeout = (int)Math.Ceiling(options.ConnectTimeout.TotalSeconds);
        if (!given.Contains("COMMANDTIMEOUT"))
            settings.CommandTimeout = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);
        if (!given.Contains("MAXAUTOPREPARE"))
            settings.MaxAutoPrepare = 64;
        if (!given.Contains("AUTOPREPAREMINUSAGES"))
            settings.AutoPrepareMinUsages = 2;
        if (!given.Contains("APPLICATIONNAME"))
            settings.ApplicationName = "Dicom.Storage";
        builder.EnableArrays();
        builder.EnableTransportSecurity();
        builder.EnableIntegratedSecurity();
        return builder.Build();
    }
}
