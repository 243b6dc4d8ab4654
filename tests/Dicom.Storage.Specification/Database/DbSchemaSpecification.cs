using Dicom.Storage.Core;

namespace Dicom.Storage.Specification;

/// <summary>Schema, health and life of the database.</summary>
public abstract class DbSchemaSpecification<TFixture>(TFixture fixture) : DbSpecification<TFixture>(fixture)
    where TFixture : class, IDbProviderFixture
{
    [Fact]
    public virtual async Task Making_the_schema_again_changes_nothing()
    {
        IDbProvider db = await CreateAsync();
        await db.SaveStateInfoAsync(Samples.State(Samples.Series()), Token);

        await db.EnsureSchemaAsync(Token);

        Assert.Single(await db.GetStateMetasAsync(Samples.TenantA, Samples.Uid(1), Token));
    }

    [Fact]
    public virtual async Task Several_that_make_the_schema_at_once_make_it_once()
    {
        IDbProvider first = await Fixture.CreateAsync(Token);
        IDbProvider[] all = [first, await Fixture.CreateSecondAsync(first, Token), await Fixture.CreateSecondAsync(first, Token)];

        await Parallel.ForEachAsync(all, Token, async (db, token) => await db.EnsureSchemaAsync(token));

        await all[1].SaveStateInfoAsync(Samples.State(Samples.Series()), Token);
        Assert.Single(await all[2].GetStateMetasAsync(Samples.TenantA, Samples.Uid(1), Token));
    }

    [Fact]
    public virtual async Task Another_process_sees_what_was_saved()
    {
        IDbProvider db = await CreateAsync();
        IDbProvider other = await Fixture.CreateSecondAsync(db, Token);
        await other.EnsureSchemaAsync(Token);

        await db.SaveImageListAsync([FullSamples.Image(Samples.Instance())], Token);

        Assert.Equal(FullSamples.Image(Samples.Instance()), await other.GetImageMetaAsync(Samples.Instance(), Token));
    }

    [Fact]
    public virtual async Task A_database_with_its_schema_is_healthy()
    {
        IDbProvider db = await CreateAsync();
        await db.CheckHealthAsync(Token);
    }

    [Fact]
    public virtual async Task Without_a_schema_calls_fail_with_a_storage_exception()
    {
        IDbProvider db = await Fixture.CreateAsync(Token);
        await Assert.ThrowsAsync<DicomStorageException>(() => db.CheckHealthAsync(Token));
        await Assert.ThrowsAsync<DicomStorageException>(() => db.SaveStateInfoAsync(Samples.State(Samples.Series()), Token));
        await Assert.ThrowsAsync<DicomStorageException>(() => db.GetStateMetasAsync(Samples.TenantA, Samples.Uid(1), Token));
    }
}
