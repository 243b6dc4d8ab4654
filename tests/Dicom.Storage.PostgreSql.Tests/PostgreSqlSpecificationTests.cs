using Dicom.Storage.Specification;
using Microsoft.Extensions.DependencyInjection;

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

public sealed class PostgreSqlRegistrationTests()
    : SqlRegistrationSpecification<PostgreSqlDicomStorageOptions, PostgreSqlDbProvider>("PostgreSql", (builder, configure) => builder.UsePostgreSql(configure));

public sealed class PostgreSqlComplianceTests
{
    [Theory]
    [InlineData("Db")]
    [InlineData("Server")]
    [InlineData("Sql")]
    public void No_suite_is_missing(string prefix) => Assert.Empty(SpecificationCompliance.Missing(typeof(PostgreSqlComplianceTests).Assembly, prefix));
}
