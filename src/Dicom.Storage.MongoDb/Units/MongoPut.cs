using MongoDB.Bson;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb;

/// <summary>A document to be upserted: fields are replaced, kept from the first save, or take the greater value.</summary>
internal sealed class MongoPut(IMongoTable table, string id, BsonDocument fields)
{
    public string Collection => table.Name;

    public string Id => id;

    /// <summary>Gets the upsert as one command that needs no earlier read.</summary>
    /// <param name="sharded">Whether the filter has to name the shard key, tenant and study. Receipts are sharded by their own key.</param>
    public UpdateOneModel<BsonDocument> ToUpsert(bool sharded)
    {
        BsonDocument set = [], setOnInsert = [], max = [];
        foreach (BsonElement field in fields)
            (table.Kept.Contains(field.Name) ? setOnInsert : table.Latest.Contains(field.Name) ? max : set).Add(field);

        BsonDocument update = [];
        foreach ((string name, BsonDocument part) in (ReadOnlySpan<(string, BsonDocument)>)[("$set", set), ("$setOnInsert", setOnInsert), ("$max", max)])
        {
            if (part.ElementCount > 0)
                update.Add(name, part);
        }

        BsonDocument filter = new(MongoNames.Id, id);
        if (sharded && table != MongoTables.Store)
            filter.Add(MongoNames.Tenant, fields[MongoNames.Tenant]).Add(MongoNames.Study, fields[MongoNames.Study]);
        return new UpdateOneModel<BsonDocument>(filter, update) { IsUpsert = true };
    }

    /// <summary>Gets the document as it is to stand, given the one that stands.</summary>
    public BsonDocument Merge(BsonDocument? stored)
    {
        BsonDocument merged = stored is null ? new BsonDocument(MongoNames.Id, id) : new BsonDocument(stored);
        foreach (BsonElement field in fields)
        {
            bool keep = merged.TryGetValue(field.Name, out BsonValue? old)
                && (table.Kept.Contains(field.Name) || (table.Latest.Contains(field.Name) && old.CompareTo(field.Value) > 0));
            if (!keep)
                merged[field.Name] = field.Value;
        }

        return merged;
    }
}
