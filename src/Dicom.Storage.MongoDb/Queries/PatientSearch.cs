using Dicom.Storage.Core;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb;

/// <summary>The search of patients: the distinct Patient IDs of series.</summary>
internal static class PatientSearch
{
    private const string PatientId = "patient_id";
    private const int PatientsPerRead = 500;

    private static readonly BsonDocument s_order = new(PatientId, 1);
    private static readonly BsonDocument s_byPatient = new("$group", new BsonDocument("_id", "$" + PatientId));

    public static async Task<QueryPage<PatientSummary>> FindAsync(MongoUnit unit, MetaQuery query, CancellationToken cancellationToken)
    {
        MongoPage page = new(unit, MongoTables.State.Name, ConditionFilter.OfSeries(query.TenantId, query.Conditions), s_order);
        await page.JoinAsync(MongoJoin.OfModalities(query), cancellationToken).ConfigureAwait(false);
        QueryPage<string> ids = page.IsPlain
            ? await GroupAsync(unit, page.Filter, query, cancellationToken).ConfigureAwait(false)
            : await DistinctAsync(page, query, cancellationToken).ConfigureAwait(false);

        List<PatientSummary> patients = [];
        foreach (string[] some in ids.Items.Chunk(PatientsPerRead))
            patients.AddRange(await SumUpAsync(unit, query.TenantId, some, cancellationToken).ConfigureAwait(false));
        return new QueryPage<PatientSummary>(patients, ids.Total);
    }

    private static async Task<QueryPage<string>> GroupAsync(MongoUnit unit, BsonDocument filter, MetaQuery query, CancellationToken cancellationToken)
    {
        BsonDocument match = new("$match", filter);
        long? total = null;
        if (query.IncludeTotal)
        {
            BsonDocument count = new("$group", new BsonDocument { { "_id", BsonNull.Value }, { "n", new BsonDocument("$sum", 1) } });
            total = 0;
            await foreach (BsonDocument group in unit
                .AggregateAsync(MongoTables.State.Name, [match, s_byPatient, count], cancellationToken).ConfigureAwait(false))
            {
                total = group["n"].ToInt64();
            }
        }

        List<string> ids = [];
        if (query.Limit == 0)
            return new QueryPage<string>(ids, total);

        BsonDocument[] stages =
        [
            match, s_byPatient, new("$sort", new BsonDocument("_id", 1)), new("$skip", query.Offset), new("$limit", query.Limit),
        ];
        await foreach (BsonDocument group in unit.AggregateAsync(MongoTables.State.Name, stages, cancellationToken).ConfigureAwait(false))
            ids.Add(group["_id"].AsString);
        return new QueryPage<string>(ids, total);
    }

    private static async Task<QueryPage<string>> DistinctAsync(MongoPage page, MetaQuery query, CancellationToken cancellationToken)
    {
        List<string> ids = [];
        string? last = null;
        long total = 0;
        await foreach (BsonDocument row in page.RowsAsync(MongoUnit.Only(PatientId, MongoNames.Study), cancellationToken).ConfigureAwait(false))
        {
            string id = row[PatientId].AsString;
            if (id == last)
                continue;
            last = id;
            if (total++ >= query.Offset && ids.Count < query.Limit)
                ids.Add(id);
            else if (!query.IncludeTotal && ids.Count >= query.Limit)
                break;
        }

        return new QueryPage<string>(ids, query.IncludeTotal ? total : null);
    }

    // Sorted by study, so that studies are counted without being remembered.
    private static async Task<IReadOnlyList<PatientSummary>> SumUpAsync(
        MongoUnit unit, TenantId tenant, string[] ids, CancellationToken cancellationToken)
    {
        BsonDocument filter = new BsonDocument(MongoNames.Tenant, tenant.Value).Merge(MongoUnit.AnyOf(PatientId, ids));
        FindOptions<BsonDocument> byStudy = new() { Sort = new BsonDocument { { PatientId, 1 }, { MongoNames.Study, 1 } } };
        List<PatientSummary> patients = [];
        DicomStateMeta? latest = null;
        DicomStateMeta? previous = null;
        await foreach (BsonDocument row in unit.FindAsync(MongoTables.State.Name, filter, byStudy, cancellationToken).ConfigureAwait(false))
        {
            DicomStateMeta state = MongoTables.State.Read(row);
            bool another = previous is null || previous.PatientId != state.PatientId;
            if (another)
                patients.Add(Empty(tenant, state.PatientId));
            if (another || IsLater(state, latest!))
                latest = state;
            PatientSummary sum = patients[^1];
            patients[^1] = sum with
            {
                PatientName = latest!.PatientName,
                PatientSex = latest.PatientSex,
                PatientBirthDate = latest.PatientBirthDate,
                NumberOfStudies = sum.NumberOfStudies + (another || previous!.StudyUid != state.StudyUid ? 1 : 0),
                NumberOfSeries = sum.NumberOfSeries + 1,
                NumberOfInstances = sum.NumberOfInstances + (state.SeriesRelatedInstances ?? 0),
            };
            previous = state;
        }

        return patients;
    }

    private static PatientSummary Empty(TenantId tenant, BoundedString<Max64> patientId) => new()
    {
        TenantId = tenant, PatientId = patientId, NumberOfStudies = 0, NumberOfSeries = 0, NumberOfInstances = 0,
    };

    private static bool IsLater(DicomStateMeta state, DicomStateMeta than) =>
        (state.UpdatedTime.CompareTo(than.UpdatedTime), string.CompareOrdinal(state.StudyUid.Value, than.StudyUid.Value)) switch
        {
            (not 0 and int time, _) => time > 0,
            (_, not 0 and int study) => study > 0,
            _ => string.CompareOrdinal(state.SeriesUid.Value, than.SeriesUid.Value) > 0,
        };
}
