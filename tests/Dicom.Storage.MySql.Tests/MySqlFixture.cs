using Dicom.Storage.Core;
using Dicom.Storage.Specification;

namespace Dicom.Storage.MySql.Tests;

/// <summary>A database of the program's server for each test.</summary>
public sealed class MySqlFixture(MySqlTestServer server)
    : SqlServerFixture(server, "DATETIME(6)", "UTC_TIMESTAMP(6)", SchemaScript.ReadEmbedded(typeof(MySqlDbProvider).Assembly));
