using Dicom.Storage.Specification;

namespace Dicom.Storage.MySql.Tests;

/// <summary>A server for each test, which may break it.</summary>
public sealed class MySqlFaultFixture(MySqlTestServer server) : SqlFaultFixture(server, readable: string.Empty);
