using Dicom.Storage.Specification;

namespace Dicom.Storage.PostgreSql.Tests;

public sealed class PostgreSqlSaveTests(PostgreSqlFixture fixture) : DbSaveSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlSchemaTests(PostgreSqlFixture fixture) : DbSchemaSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlConcurrencyTests(PostgreSqlFixture fixture)
    : DbConcurrencySpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlJsonTests(PostgreSqlFixture fixture) : DbJsonSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlDeleteTests(PostgreSqlFixture fixture) : DbDeleteSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlSearchTests(PostgreSqlFixture fixture) : DbSearchSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlHistoryTests(PostgreSqlFixture fixture) : DbHistorySpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlFaultTests(PostgreSqlFaultFixture fixture) : ServerFaultSpecification<PostgreSqlFaultFixture>(fixture), IClassFixture<PostgreSqlFaultFixture>;

public sealed class PostgreSqlComplianceTests
{
    [Fact]
    public void No_suite_of_the_database_is_missing() =>
        Assert.Empty(SpecificationCompliance.Missing(typeof(PostgreSqlComplianceTests).Assembly, "Db"));

    [Fact]
    public void No_suite_of_servers_is_missing() =>
        Assert.Empty(SpecificationCompliance.Missing(typeof(PostgreSqlComplianceTests).Assembly, "Server"));
}
