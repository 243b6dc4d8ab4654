namespace Dicom.Storage.Core;

/// <summary>Keys of records, and what a save has to know of its list before it is written.</summary>
public static class MetaRows
{
    /// <summary>Gets the key of a series.</summary>
    public static SeriesKey KeyOf(DicomStateMeta row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new SeriesKey(row.TenantId, row.StudyUid, row.SeriesUid);
    }

    /// <summary>Gets the key of the series that a JSON document is of.</summary>
    public static SeriesKey KeyOf(DicomJsonMeta row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new SeriesKey(row.TenantId, row.StudyUid, row.SeriesUid);
    }

    /// <summary>Gets the key of an object.</summary>
    public static InstanceKey KeyOf(DicomImageMeta row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new InstanceKey(row.TenantId, row.StudyUid, row.SeriesUid, row.SopUid);
    }

    /// <summary>Gets the last row of each key, in the order in which the keys came.</summary>
    public static IReadOnlyCollection<TRow> LastOfEach<TRow, TKey>(IReadOnlyList<TRow> rows, Func<TRow, TKey> keyOf)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(keyOf);
        Dictionary<TKey, TRow> last = new(rows.Count);
        foreach (TRow row in rows)
            last[keyOf(row)] = row;
        return last.Values;
    }

    /// <summary>Gets the series that objects belong to, each with the latest updated time among its rows.</summary>
    public static IReadOnlyDictionary<SeriesKey, DateTimeOffset> LatestOfSeries(IReadOnlyList<DicomImageMeta> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Dictionary<SeriesKey, DateTimeOffset> latest = [];
        foreach (DicomImageMeta row in rows)
        {
            SeriesKey series = KeyOf(row).Series;
            if (!latest.TryGetValue(series, out DateTimeOffset known) || row.UpdatedTime > known)
                latest[series] = row.UpdatedTime;
        }

        return latest;
    }
}
