using MongoDB.Bson;

namespace Dicom.Storage.MongoDb;

/// <summary>What the journal says of the latest turn.</summary>
/// <param name="Number">The turn's number; 0 when there was none yet.</param>
/// <param name="Pulse">What changes with every sign of life of who works on the turn.</param>
/// <param name="Claims">How often another process has taken over a turn whose writer was silent.</param>
/// <param name="IsCommitted">Whether its changes are decided to be made.</param>
/// <param name="IsDone">Whether nothing is left to do: all changes are made, or none.</param>
internal sealed record TurnState(long Number, string Pulse, int Claims, bool IsCommitted, bool IsDone)
{
    /// <summary>Gets whether documents are being changed, so that a read may see half of it.</summary>
    public bool IsBeingApplied => IsCommitted && !IsDone;

    public static TurnState Of(IReadOnlyList<BsonDocument> journal)
    {
        BsonDocument? turn = journal.Where(static d => KindOf(d) == TurnDocuments.Turn).MaxBy(static d => d[TurnDocuments.Number].ToInt64());
        if (turn is null)
            return new TurnState(0, string.Empty, 0, IsCommitted: false, IsDone: true);

        long number = turn[TurnDocuments.Number].ToInt64();
        BsonDocument[] ofTurn = [.. journal.Where(d => d[TurnDocuments.Number].ToInt64() == number)];
        return new TurnState(
            number,
            turn[TurnDocuments.Pulse].AsString,
            ofTurn.Count(static d => KindOf(d) == TurnDocuments.Claim),
            ofTurn.Any(static d => KindOf(d) == TurnDocuments.Decision && d[TurnDocuments.Commit].AsBoolean),
            ofTurn.Any(static d => KindOf(d) == TurnDocuments.Done));
    }

    /// <summary>Whether what was read between an earlier look and this one cannot have seen a change.</summary>
    public bool IsUndisturbedSince(TurnState before) => before.IsDone
        ? Number == before.Number || (Number == before.Number + 1 && !IsCommitted)
        : Number == before.Number && !IsCommitted;

    private static string KindOf(BsonDocument document) => document[TurnDocuments.Kind].AsString;
}
