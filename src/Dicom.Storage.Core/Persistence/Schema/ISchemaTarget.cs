namespace Dicom.Storage.Core;

/// <summary>A database whose schema is brought up to date, while a lock keeps other processes from doing the same.</summary>
public interface ISchemaTarget
{
    /// <summary>Gets the steps taken so far; none for a new database.</summary>
    Task<IReadOnlyList<AppliedScript>> ReadHistoryAsync(CancellationToken cancellationToken);

    /// <summary>Notes the step as begun, runs it and notes it as complete; in one transaction where the server's DDL has them.</summary>
    Task ApplyAsync(SchemaScript script, CancellationToken cancellationToken);
}
