using Dicom.Storage.Core;

namespace Dicom.Storage.Specification;

/// <summary>How an adapter of SQL gets past the provider, and what its SQL has of its own.</summary>
public interface ISqlDbFixture : IDbProviderFixture
{
    /// <summary>Gets the steps of the schema.</summary>
    IReadOnlyList<SchemaScript> Scripts { get; }

    /// <summary>Gets the type of a column of moments.</summary>
    string TimeType { get; }

    /// <summary>Gets the expression of a moment.</summary>
    string Now { get; }

    /// <summary>Runs SQL on the database of a provider, on a connection of its own, and gets the first value of the first row as text.</summary>
    Task<string> ExecuteAsync(IDbProvider db, string sql, CancellationToken cancellationToken);
}
