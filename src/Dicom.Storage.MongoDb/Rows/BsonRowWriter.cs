using Dicom.Storage.Core;
using MongoDB.Bson;

namespace Dicom.Storage.MongoDb;

/// <summary>Makes a document of a row: a field a column, null where there is no value.</summary>
internal sealed class BsonRowWriter(IReadOnlyList<MetaColumn> columns) : IRowWriter
{
    private int _next;

    /// <summary>Gets the document so far.</summary>
    public BsonDocument Document { get; } = new(allowDuplicateNames: false);

    public void Text(string? value) => Add(value is null ? BsonNull.Value : new BsonString(value));

    public void Int32(int? value) => Add(value is { } number ? new BsonInt32(number) : BsonNull.Value);

    public void Int64(long? value) => Add(value is { } number ? new BsonInt64(number) : BsonNull.Value);

    public void Double(double? value) => Add(value is { } number ? new BsonDouble(number) : BsonNull.Value);

    public void Date(DateOnly? value) => Text(value is { } date ? StoredTimes.Write(date) : null);

    public void Time(TimeOnly? value) => Text(value is { } time ? StoredTimes.Write(time) : null);

    public void Timestamp(DateTimeOffset value) => Int64(StoredTimes.Write(value));

    private void Add(BsonValue value) => Document.Add(columns[_next++].Name, value);
}
