using Dicom.Storage.Specification;

namespace Dicom.Storage.MongoDb.Tests;

public sealed class StandInSaveTests(StandInFixture fixture) : DbSaveSpecification<StandInFixture>(fixture), IClassFixture<StandInFixture>
{
    [Fact(Skip = "FerretDB reads the collection for each upsert of a transaction: 10,000 take it many minutes. A replica set in DICOM_STORAGE_TEST_MONGODB runs it as MongoSaveTests.")]
    public override Task A_list_of_the_largest_size_is_saved_whole() => base.A_list_of_the_largest_size_is_saved_whole();
}

public sealed class StandInSchemaTests(StandInFixture fixture) : DbSchemaSpecification<StandInFixture>(fixture), IClassFixture<StandInFixture>;

public sealed class StandInConcurrencyTests(StandInFixture fixture) : DbConcurrencySpecification<StandInFixture>(fixture), IClassFixture<StandInFixture>;

public sealed class StandInJsonTests(StandInFixture fixture) : DbJsonSpecification<StandInFixture>(fixture), IClassFixture<StandInFixture>;

public sealed class StandInDeleteTests(StandInFixture fixture) : DbDeleteSpecification<StandInFixture>(fixture), IClassFixture<StandInFixture>;

public sealed class StandInSearchTests(StandInFixture fixture) : DbSearchSpecification<StandInFixture>(fixture), IClassFixture<StandInFixture>;

public sealed class StandInHistoryTests(StandInFixture fixture) : DbHistorySpecification<StandInFixture>(fixture), IClassFixture<StandInFixture>
{
    protected override int Histories => 2;

    protected override int CallsBetweenComparisons => 10;
}
