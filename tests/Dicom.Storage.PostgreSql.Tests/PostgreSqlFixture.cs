using Dicom.Storage.Core;
using Dicom.Storage.Specification;

namespace Dicom.Storage.PostgreSql.Tests;

/// <summary>A database of the program's server for each test.</summary>
public sealed class PostgreSqlFixture(PostgreSqlTestServer server)
    : SqlServerFixture(server, "timestamptz", "now()", SchemaScript.ReadEmbedded(typeof(PostgreSqlDbProvider).Assembly));
