using Dicom.Storage.Core;
using Dicom.Storage.Specification;

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

public sealed class MySqlComplianceTests
{
    [Fact]
    public void No_suite_of_the_database_is_missing() =>
        Assert.Empty(SpecificationCompliance.Missing(typeof(MySqlComplianceTests).Assembly, "Db"));

    [Fact]
    public void No_suite_of_servers_is_missing() =>
        Assert.Empty(SpecificationCompliance.Missing(typeof(MySqlComplianceTests).Assembly, "Server"));
}
