using Dicom.Storage.Specification;

namespace Dicom.Storage.PostgreSql.Tests;

/// <summary>A server for each test, which may break it.</summary>
public sealed class PostgreSqlFaultFixture(PostgreSqlTestServer server) : SqlFaultFixture(server, readable: "Max Auto Prepare=0");
