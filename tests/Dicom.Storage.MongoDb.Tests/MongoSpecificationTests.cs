using Dicom.Storage.Specification;

namespace Dicom.Storage.MongoDb.Tests;

public sealed class MongoSaveTests(MongoFixture fixture) : DbSaveSpecification<MongoFixture>(fixture), IClassFixture<MongoFixture>;

public sealed class MongoSchemaTests(MongoFixture fixture) : DbSchemaSpecification<MongoFixture>(fixture), IClassFixture<MongoFixture>;

public sealed class MongoConcurrencyTests(MongoFixture fixture) : DbConcurrencySpecification<MongoFixture>(fixture), IClassFixture<MongoFixture>;

public sealed class MongoJsonTests(MongoFixture fixture) : DbJsonSpecification<MongoFixture>(fixture), IClassFixture<MongoFixture>;

public sealed class MongoDeleteTests(MongoFixture fixture) : DbDeleteSpecification<MongoFixture>(fixture), IClassFixture<MongoFixture>;

public sealed class MongoSearchTests(MongoFixture fixture) : DbSearchSpecification<MongoFixture>(fixture), IClassFixture<MongoFixture>;

public sealed class MongoHistoryTests(MongoFixture fixture) : DbHistorySpecification<MongoFixture>(fixture), IClassFixture<MongoFixture>
{
    protected override int CallsBetweenComparisons => 10;
}

public sealed class MongoFaultTests(MongoFaultFixture fixture) : ServerFaultSpecification<MongoFaultFixture>(fixture), IClassFixture<MongoFaultFixture>;

public sealed class MongoComplianceTests
{
    [Theory]
    [InlineData("Db")]
    [InlineData("Server")]
    public void No_suite_is_missing(string prefix) => Assert.Empty(SpecificationCompliance.Missing(typeof(MongoComplianceTests).Assembly, prefix));
}
