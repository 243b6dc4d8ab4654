namespace Dicom.Storage.Specification;

/// <summary>How an adapter makes a server that may be broken. Skips the test, naming what to install, when there is none.</summary>
public interface IServerFixture
{
    /// <summary>Makes a server with an empty database and its schema.</summary>
    Task<FaultyDb> CreateFaultyAsync(CancellationToken cancellationToken);
}
