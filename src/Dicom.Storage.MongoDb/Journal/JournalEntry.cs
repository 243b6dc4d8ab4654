using MongoDB.Bson;
using MongoDB.Bson.Serialization;

namespace Dicom.Storage.MongoDb;

/// <summary>A part of what a turn writes: documents of one collection that go, then documents that come. To do it twice is to do it once.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Removed">What goes: filters.</param>
/// <param name="Written">Whole documents that take the place of those with their <c>_id</c>.</param>
/// <param name="Replaced">The <c>_id</c> of those written that were there before the turn.</param>
internal sealed record JournalEntry(
    string Collection, IReadOnlyList<BsonDocument> Removed, IReadOnlyList<BsonDocument> Written, IReadOnlyList<string> Replaced)
{
    public const string Number = "number";

    private const string Content = "content";

    public static string IdOf(long turn, int number) => TurnDocuments.IdOf("entry", turn, number);

    /// <summary>Gets the document that stands in the journal. The content is one binary value: filters and field names are not looked at by the server.</summary>
    public BsonDocument ToDocument(long turn, int number)
    {
        BsonDocument content = new()
        {
            { "collection", Collection },
            { "removed", new BsonArray(Removed) },
            { "written", new BsonArray(Written) },
        };
        return new BsonDocument
        {
            { MongoNames.Id, IdOf(turn, number) }, { TurnDocuments.Number, turn }, { Number, number }, { Content, new BsonBinaryData(content.ToBson()) },
        };
    }

    /// <summary>Reads an entry of a turn that another process began: any of its documents may be there already.</summary>
    public static JournalEntry Of(BsonDocument document)
    {
        BsonDocument content = BsonSerializer.Deserialize<BsonDocument>(document[Content].AsByteArray);
        BsonDocument[] written = [.. content["written"].AsBsonArray.Select(static d => d.AsBsonDocument)];
        return new JournalEntry(
            content["collection"].AsString,
            [.. content["removed"].AsBsonArray.Select(static d => d.AsBsonDocument)],
            written,
            [.. written.Select(static d => d[MongoNames.Id].AsString)]);
    }
}
