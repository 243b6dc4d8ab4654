using Dicom.Storage.Core;
using MongoDB.Bson;

namespace Dicom.Storage.MongoDb;

/// <summary>The collections that units of work write.</summary>
internal static class MongoTables
{
    public static MongoTable<DicomStoreMeta> Store { get; } = new(MetaTables.Store);

    public static MongoTable<DicomStateMeta> State { get; } = new(
        MetaTables.State, static (row, document) => document.Add(MongoNames.SeriesNumberOrder, Order(row.SeriesNumber)));

    public static MongoTable<DicomImageMeta> Image { get; } = new(MetaTables.Image, static (row, document) =>
    {
        document.Add(MongoNames.InstanceNumberOrder, Order(row.InstanceNumber));
        document.Add(MongoNames.SeriesKey, MongoNames.KeyOf(MetaRows.KeyOf(row).Series));
    });

    public static MongoTable<DicomJsonMeta> Json { get; } = new(MetaTables.Json);

    public static PlainTable Lease { get; } = new(MongoNames.Lease);

    public static PlainTable StudyHead { get; } = new(MongoNames.StudyHead);

    private static BsonInt64 Order(int? number) => new(number ?? MongoNames.NoNumber);
}
