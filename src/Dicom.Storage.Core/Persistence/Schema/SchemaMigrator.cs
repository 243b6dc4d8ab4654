namespace Dicom.Storage.Core;

/// <summary>Brings a schema up to date: refuses one that is newer or was made by other scripts, resumes one that is half made.</summary>
public sealed class SchemaMigrator(IReadOnlyList<SchemaScript> scripts)
{
    /// <summary>Runs the steps that the database has not completed. The target's lock is held by the caller.</summary>
    /// <returns>The number of steps run.</returns>
    /// <exception cref="DicomStorageException">The schema is newer than this program, or one of its steps differs from this program's.</exception>
    public async Task<int> MigrateAsync(ISchemaTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        Dictionary<int, AppliedScript> history = (await target.ReadHistoryAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(a => a.Version);
        Check(history.Values);

        int run = 0;
        foreach (SchemaScript script in scripts)
        {
            if (history.TryGetValue(script.Version, out AppliedScript? applied) && applied.IsComplete)
                continue;
            await target.ApplyAsync(script, cancellationToken).ConfigureAwait(false);
            run++;
        }

        return run;
    }

    private void Check(IEnumerable<AppliedScript> history)
    {
        foreach (AppliedScript applied in history)
        {
            if (applied.Version > scripts.Count)
            {
                throw new DicomStorageException(
                    StorageErrorKind.DatabaseError,
                    $"The database has schema version {applied.Version}; this program knows versions up to {scripts.Count}. Start the newer program, or restore a backup.");
            }

            if (applied.IsComplete && applied.Checksum != scripts[applied.Version - 1].Checksum)
            {
                throw new DicomStorageException(
                    StorageErrorKind.DatabaseError,
                    $"Schema version {applied.Version} of the database was made by another script than this program's. Restore a backup, or start with an empty database and index the stored objects again.");
            }
        }
    }
}
