using Dicom.Storage.Specification;

namespace Dicom.Storage.Sqlite.Tests;

public sealed class SqliteSaveTests(SqliteFixture fixture) : DbSaveSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteSchemaTests(SqliteFixture fixture) : DbSchemaSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteConcurrencyTests(SqliteFixture fixture) : DbConcurrencySpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteJsonTests(SqliteFixture fixture) : DbJsonSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteDeleteTests(SqliteFixture fixture) : DbDeleteSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteSearchTests(SqliteFixture fixture) : DbSearchSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteHistoryTests(SqliteFixture fixture) : DbHistorySpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteSchemaFileTests(SqliteFixture fixture) : SqlSchemaFileSpecification<SqliteFixture>(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteComplianceTests
{
    [Theory]
    [InlineData("Db")]
    [InlineData("SqlSchema")]
    public void No_suite_is_missing(string prefix) => Assert.Empty(SpecificationCompliance.Missing(typeof(SqliteComplianceTests).Assembly, prefix));
}
