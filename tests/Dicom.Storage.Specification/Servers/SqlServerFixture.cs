using Dicom.Storage.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.Specification;

/// <summary>A database of the program's server for each test.</summary>
public abstract class SqlServerFixture(SqlTestServer server, string timeType, string now, IReadOnlyList<SchemaScript> scripts) : DbProviderFixture, ISqlDbFixture
{
    /// <inheritdoc/>
    public IReadOnlyList<SchemaScript> Scripts => scripts;

    /// <inheritdoc/>
    public string TimeType => timeType;

    /// <inheritdoc/>
    public string Now => now;

    /// <inheritdoc/>
    public Task<string> ExecuteAsync(IDbProvider db, string sql, CancellationToken cancellationToken) =>
        server.ExecuteAsync(Databases[db], sql, cancellationToken);

    /// <inheritdoc/>
    protected override Task<string> CreateDatabaseAsync(CancellationToken cancellationToken) => server.CreateDatabaseAsync(cancellationToken);

    /// <inheritdoc/>
    protected override IDbProvider Open(string database) =>
        server.Open(NullLoggerFactory.Instance, database, options => options.ConnectTimeout = TimeSpan.FromMinutes(1));
}
