using Dicom.Storage.Core;

namespace Dicom.Storage.Specification;

/// <summary>How an adapter makes databases for the suites. Skips the test, naming the variable to set, when its server is not there.</summary>
public interface IDbProviderFixture
{
    /// <summary>Makes a provider over a new, empty database whose schema is not made yet. The fixture disposes of both.</summary>
    Task<IDbProvider> CreateAsync(CancellationToken cancellationToken);

    /// <summary>Makes another provider over the database of one that <see cref="CreateAsync"/> made, as another process would.</summary>
    Task<IDbProvider> CreateSecondAsync(IDbProvider first, CancellationToken cancellationToken);
}
