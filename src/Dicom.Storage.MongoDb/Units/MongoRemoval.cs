using MongoDB.Bson;

namespace Dicom.Storage.MongoDb;

/// <summary>Documents to be removed: all that have these values.</summary>
internal sealed record MongoRemoval(string Collection, BsonDocument Filter);
