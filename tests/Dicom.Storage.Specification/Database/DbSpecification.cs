using Dicom.Storage.Core;

namespace Dicom.Storage.Specification;

/// <summary>What the suites of the database share.</summary>
public abstract class DbSpecification<TFixture>(TFixture fixture)
    where TFixture : class, IDbProviderFixture
{
    protected TFixture Fixture => fixture;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected async Task<IDbProvider> CreateAsync()
    {
        IDbProvider db = await fixture.CreateAsync(Token);
        await db.EnsureSchemaAsync(Token);
        return db;
    }

    protected static async Task<DicomStateMeta> OnlyStateAsync(IDbProvider db, DicomStateMeta like) =>
        Assert.Single(await db.GetStateMetasAsync(like.TenantId, like.StudyUid, Token), s => s.SeriesUid == like.SeriesUid);

    protected static async Task AssertMissingAsync(Func<Task> read)
    {
        DicomStorageException error = await Assert.ThrowsAsync<DicomStorageException>(read);
        Assert.Equal(StorageErrorKind.RecordNotExists, error.Kind);
        Assert.False(error.IsTransient);
    }
}
