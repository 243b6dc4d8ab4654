using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>The index of all stored objects. One instance serves a whole process; every member may be called from any thread at any time.</summary>
/// <remarks>
/// <para><b>Saves</b> are upserts: the last save of a key wins, within one list the last row of a key. A list is one durable
/// transaction, all or nothing: when the task completes, the rows survive a power cut; when it fails or is cancelled, either every
/// row was saved or none. An empty list does nothing; one of more than <see cref="DbLimits.MaxRowsPerSave"/> rows is refused with
/// <see cref="ArgumentException"/>. Saving the same again changes nothing.</para>
/// <para><b>Times</b> are UTC, cut to the microsecond. <c>created_time</c> is that of the first save. <c>updated_time</c> never moves
/// back: of an object it is the greater of stored and given. Of a series it is the given one where that is greater; where it is
/// not, it is the stored one plus a microsecond if the given one is smaller or the number of objects has changed, else
/// the stored one. So it moves whenever the series may have changed, and stays when the same is saved again.</para>
/// <para><b>series_related_instances</b> is counted from the objects in the same transaction, by every save and delete that touches the series.</para>
/// <para><b>Text</b> is stored as <see cref="StoredText"/> says. <b>Tenants</b> lead every key and never see each other's rows.</para>
/// <para><b>Failures</b> are <see cref="DicomStorageException"/>, besides <see cref="OperationCanceledException"/> and argument exceptions.</para>
/// </remarks>
public interface IDbProvider
{
    /// <summary>Creates or upgrades the schema, under a lock that keeps other processes from doing the same; does nothing when it is current.</summary>
    /// <exception cref="DicomStorageException">The schema is newer than this program, the database does not keep what it is told to keep, or it is damaged.</exception>
    Task EnsureSchemaAsync(CancellationToken cancellationToken);

    /// <summary>Proves that the database answers and can be written to.</summary>
    /// <exception cref="DicomStorageException">It does not or cannot.</exception>
    Task CheckHealthAsync(CancellationToken cancellationToken);

    /// <summary>Saves one series by (tenant, study, series).</summary>
    Task SaveStateInfoAsync(DicomStateMeta state, CancellationToken cancellationToken);

    /// <summary>Saves series by (tenant, study, series).</summary>
    Task SaveStateListAsync(IReadOnlyList<DicomStateMeta> states, CancellationToken cancellationToken);

    /// <summary>Saves objects by (tenant, study, series, instance). A series that has a row gets its number of objects and, by the rule above, its updated time from them.</summary>
    Task SaveImageListAsync(IReadOnlyList<DicomImageMeta> images, CancellationToken cancellationToken);

    /// <summary>Saves receipts by trace id.</summary>
    Task SaveStoreListAsync(IReadOnlyList<DicomStoreMeta> stores, CancellationToken cancellationToken);

    /// <summary>Saves what is known of JSON documents by (tenant, study, series).</summary>
    Task SaveJsonListAsync(IReadOnlyList<DicomJsonMeta> jsons, CancellationToken cancellationToken);

    /// <summary>Saves receipts, objects and series together, in one transaction.</summary>
    /// <returns>The batch's series as they now stand in the database, each once, in the order of their first row: with computed number and kept times.</returns>
    Task<IReadOnlyList<DicomStateMeta>> SaveIngestBatchAsync(IngestBatch batch, CancellationToken cancellationToken);

    /// <summary>Gets the series of a study, ordered by series UID; empty when there is none.</summary>
    Task<IReadOnlyList<DicomStateMeta>> GetStateMetasAsync(TenantId tenantId, DicomUid studyUid, CancellationToken cancellationToken);

    /// <summary>
    /// Gets series of all tenants that need a JSON document: their updated time is not after <paramref name="endTime"/>, and there
    /// is no JSON row, or its <see cref="DicomJsonMeta.FlagTime"/> is not their updated time, or it failed fewer than
    /// <see cref="DicomJsonMeta.MaxRetryTimes"/> times. Oldest first: by updated time, then tenant, study and series. Leases are not looked at.
    /// </summary>
    /// <param name="limit">The largest number returned, 1 to <see cref="DbLimits.MaxPageSize"/>.</param>
    Task<IReadOnlyList<DicomStateMeta>> GetJsonMetasAsync(DateTimeOffset endTime, int limit, CancellationToken cancellationToken);

    /// <summary>Gets what is known of a series' JSON document.</summary>
    /// <exception cref="DicomStorageException">Of kind <see cref="StorageErrorKind.RecordNotExists"/>: there is none.</exception>
    Task<DicomJsonMeta> GetJsonMetaAsync(TenantId tenantId, DicomUid studyUid, DicomUid seriesUid, CancellationToken cancellationToken);

    /// <summary>
    /// Leases series that <see cref="GetJsonMetasAsync"/> would return and that nobody holds. Until a lease ends or is released no
    /// other owner gets it; an owner who asks again does not get again what it holds. Servers that can do so skip rows that another transaction is leasing.
    /// </summary>
    Task<IReadOnlyList<DicomStateMeta>> AcquireJsonLeasesAsync(JsonLeaseRequest request, CancellationToken cancellationToken);

    /// <summary>Moves the end of a lease.</summary>
    /// <returns>False when the owner does not hold it at <paramref name="now"/>: it has ended, was released or is another's. The work is then to be dropped.</returns>
    Task<bool> RenewJsonLeaseAsync(SeriesKey series, BoundedString<Max64> owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Ends a lease; does nothing when the owner does not hold it. To delay the next try after a failure, renew to the time of that try instead.</summary>
    Task ReleaseJsonLeaseAsync(SeriesKey series, BoundedString<Max64> owner, CancellationToken cancellationToken);

    /// <summary>Gets an object's row.</summary>
    /// <exception cref="DicomStorageException">Of kind <see cref="StorageErrorKind.RecordNotExists"/>: there is none.</exception>
    Task<DicomImageMeta> GetImageMetaAsync(InstanceKey key, CancellationToken cancellationToken);

    /// <summary>Gets the objects of a series, or of a study where <paramref name="seriesUid"/> is null, ordered by series and instance UID; empty when there is none.</summary>
    Task<IReadOnlyList<DicomImageMeta>> GetImageMetasAsync(TenantId tenantId, DicomUid studyUid, DicomUid? seriesUid, CancellationToken cancellationToken);

    /// <summary>Gets a receipt.</summary>
    /// <exception cref="DicomStorageException">Of kind <see cref="StorageErrorKind.RecordNotExists"/>: there is none.</exception>
    Task<DicomStoreMeta> GetStoreMetaAsync(TraceId traceId, CancellationToken cancellationToken);

    /// <summary>Finds patients that have a series which meets the conditions, ordered by Patient ID (ordinal). Conditions up to series level.</summary>
    /// <exception cref="ArgumentException">A condition is on an instance level field.</exception>
    Task<QueryPage<PatientSummary>> QueryPatientsAsync(MetaQuery query, CancellationToken cancellationToken);

    /// <summary>Finds studies that have a series which meets the conditions; the summary is of the whole study. Ordered by Study Date, latest first and none last, then study UID. Conditions up to series level.</summary>
    /// <exception cref="ArgumentException">A condition is on an instance level field.</exception>
    Task<QueryPage<StudySummary>> QueryStudiesAsync(MetaQuery query, CancellationToken cancellationToken);

    /// <summary>Finds series, ordered by study UID, Series Number (none last), series UID. Conditions up to series level.</summary>
    /// <exception cref="ArgumentException">A condition is on an instance level field.</exception>
    Task<QueryPage<DicomStateMeta>> QuerySeriesAsync(MetaQuery query, CancellationToken cancellationToken);

    /// <summary>Finds objects, ordered by study UID, series UID, Instance Number (none last), instance UID. Conditions of levels above are those of the object's series row.</summary>
    Task<QueryPage<DicomImageMeta>> QueryInstancesAsync(MetaQuery query, CancellationToken cancellationToken);

    /// <summary>Removes a study with all rows that belong to it, receipts included, in one transaction.</summary>
    /// <returns>The objects removed, by series and instance UID; empty when there was none.</returns>
    Task<IReadOnlyList<RemovedInstance>> DeleteStudyAsync(TenantId tenantId, DicomUid studyUid, CancellationToken cancellationToken);

    /// <summary>Removes a series with all rows that belong to it, receipts included, in one transaction.</summary>
    /// <returns>The objects removed, by instance UID; empty when there was none.</returns>
    Task<IReadOnlyList<RemovedInstance>> DeleteSeriesAsync(SeriesKey series, CancellationToken cancellationToken);

    /// <summary>Removes an object and its receipts in one transaction. The series is counted again and its updated time is moved by the rule of saves; the last object takes the series' rows with it.</summary>
    /// <param name="deletedTime">When, UTC: the updated time given to the series.</param>
    /// <returns>The object removed; empty when there was none.</returns>
    Task<IReadOnlyList<RemovedInstance>> DeleteInstanceAsync(InstanceKey key, DateTimeOffset deletedTime, CancellationToken cancellationToken);
}
