using Dicom.Storage.Core;
using MongoDB.Bson;

namespace Dicom.Storage.MongoDb;

/// <summary>A table of the contract as a collection.</summary>
internal sealed class MongoTable<T>(MetaTable<T> table, Action<T, BsonDocument>? addFields = null) : IMongoTable
{
    private readonly string[] _fields = table.ColumnList.Split(", ");

    public string Name => table.Name;

    public IReadOnlySet<string> Kept { get; } =
        table.Columns.Where(c => c.Role is ColumnRole.Key or ColumnRole.Kept).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);

    public IReadOnlySet<string> Latest { get; } =
        table.Columns.Where(c => c.Role == ColumnRole.Latest).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Makes the document of a record, without its <c>_id</c>.</summary>
    public BsonDocument Write(T record)
    {
        BsonRowWriter writer = new(table.Columns);
        table.Write(record, writer);
        addFields?.Invoke(record, writer.Document);
        return writer.Document;
    }

    /// <exception cref="DicomStorageException">Of kind ExtractionFailed: the document is not what its fields promise.</exception>
    public T Read(BsonDocument document)
    {
        try
        {
            return table.Read(new BsonRowReader(document, _fields));
        }
        catch (Exception damaged) when (damaged is FormatException or InvalidCastException or OverflowException or ArgumentException)
        {
            throw new DicomStorageException(
                StorageErrorKind.ExtractionFailed, $"A document of {Name} is not what its fields promise.", isTransient: false, damaged);
        }
    }
}
