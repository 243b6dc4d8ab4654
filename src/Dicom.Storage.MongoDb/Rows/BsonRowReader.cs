using Dicom.Storage.Core;
using MongoDB.Bson;

namespace Dicom.Storage.MongoDb;

/// <summary>Reads a document as a row: the named fields in their order; a field that is not there is null.</summary>
internal sealed class BsonRowReader(BsonDocument document, IReadOnlyList<string> fields) : IRowReader
{
    private int _next;

    public string? Text() => Next() is { IsBsonNull: false } value ? value.AsString : null;

    public int? Int32() => Next() is { IsBsonNull: false } value ? value.AsInt32 : null;

    // Servers and their shells may narrow a whole number.
    public long? Int64() => Next() is { IsBsonNull: false } value ? value.IsInt32 ? value.AsInt32 : value.AsInt64 : null;

    public double? Double() => Next() is { IsBsonNull: false } value ? value.AsDouble : null;

    public DateOnly? Date() => Text() is { } text ? StoredTimes.ReadDate(text) : null;

    public TimeOnly? Time() => Text() is { } text ? StoredTimes.ReadTime(text) : null;

    public DateTimeOffset Timestamp() => StoredTimes.ReadMoment(Int64() ?? throw new FormatException("A moment is missing."));

    private BsonValue Next() => document.GetValue(fields[_next++], BsonNull.Value);
}
