namespace Dicom.Storage.Relational;

/// <summary>The statements about transactions and schema, which each server words in its own way.</summary>
public sealed record ServerStatements
{
    /// <summary>Gets the begin of a transaction that writes: each statement sees what is committed when it begins.</summary>
    public required string BeginWrite { get; init; }

    /// <summary>Gets the begin of a transaction that only reads, and sees one moment.</summary>
    public required string BeginRead { get; init; }

    /// <summary>Gets what undoes a transaction.</summary>
    public string Rollback { get; init; } = "ROLLBACK";

    /// <summary>Gets what notes the token <c>@p0</c> and commits, in one message.</summary>
    public string Commit { get; init; } = "INSERT INTO dicom_commit (token) VALUES (@p0); COMMIT";

    /// <summary>Gets what takes a token's place so that its transaction can no longer commit; nothing when it has committed. Waits for the transaction while it runs.</summary>
    public required string FenceCommit { get; init; }

    /// <summary>Gets the query of whether a token's place was taken: 0 when its transaction has committed.</summary>
    public string CommitFenced { get; init; } = "SELECT fenced FROM dicom_commit WHERE token = @p0";

    /// <summary>Gets what forgets the tokens that processes have left behind, a day after.</summary>
    public required string SweepCommits { get; init; }

    /// <summary>Gets what locks the stripes in parameter <c>@p0</c>, in their order.</summary>
    public required string LockStripes { get; init; }

    /// <summary>Gets the query of names and values of the settings that durability rests on.</summary>
    public required string Settings { get; init; }
}
