using Dicom.Storage.Specification;
using Microsoft.Extensions.DependencyInjection;

namespace Dicom.Storage.MySql.Tests;

public sealed class MySqlSaveTests(MySqlFixture fixture) : DbSaveSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlSchemaTests(MySqlFixture fixture) : DbSchemaSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlConcurrencyTests(MySqlFixture fixture)
    : DbConcurrencySpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlJsonTests(MySqlFixture fixture) : DbJsonSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlDeleteTests(MySqlFixture fixture) : DbDeleteSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlSearchTests(MySqlFixture fixture) : DbSearchSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlHistoryTests(MySqlFixture fixture) : DbHistorySpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>;

public sealed class MySqlFaultTests(MySqlFaultFixture fixture) : ServerFaultSpecification<MySqlFaultFixture>(fixture), IClassFixture<MySqlFaultFixture>;

public sealed class MySqlRegistrationTests()
    : SqlRegistrationSpecification<MySqlDicomStorageOptions, MySqlDbProvider>("MySql", (builder, configure) => builder.UseMySql(configure));

public sealed class MySqlComplianceTests
{
    [Theory]
    [InlineData("Db")]
    [InlineData("Server")]
    [InlineData("Sql")]
    public void No_suite_is_missing(string prefix) => Assert.Empty(SpecificationCompliance.Missing(typeof(MySqlComplianceTests).Assembly, prefix));
}
