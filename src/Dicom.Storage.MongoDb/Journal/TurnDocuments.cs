using System.Globalization;
using MongoDB.Bson;

namespace Dicom.Storage.MongoDb;

/// <summary>The documents of the journal. What must happen once is the insertion of an <c>_id</c>: of two that try, the server takes one.</summary>
internal static class TurnDocuments
{
    public const string Kind = "kind";
    public const string Number = "turn";
    public const string Pulse = "pulse";
    public const string Commit = "commit";

    public const string Turn = "turn";
    public const string Claim = "claim";
    public const string Decision = "decision";
    public const string Done = "done";

    public static BsonDocument OfTurn(long number) => New(Turn, number).Add(Pulse, NewPulse());

    /// <summary>Takes over a silent turn; of all who saw the same silence one succeeds.</summary>
    public static BsonDocument OfClaim(long number, int claim) => New(Claim, number, claim);

    /// <summary>Decides a turn, once and for all: its writer to commit, or another one that its writer is gone.</summary>
    public static BsonDocument OfDecision(long number, bool commit) => New(Decision, number).Add(Commit, commit);

    public static BsonDocument OfDone(long number) => New(Done, number);

    public static string IdOf(string kind, long number, int count = 0) => string.Create(CultureInfo.InvariantCulture, $"{kind}|{number:d19}|{count}");

    public static string NewPulse() => Guid.NewGuid().ToString("N");

    private static BsonDocument New(string kind, long number, int count = 0) => new()
    {
        { MongoNames.Id, IdOf(kind, number, count) }, { Kind, kind }, { Number, number },
    };
}
