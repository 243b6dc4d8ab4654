namespace Dicom.Storage.Core;

/// <summary>Rows of <c>dicom_json_meta</c>.</summary>
internal sealed class JsonTable : MetaTable<DicomJsonMeta>
{
    public const string TableName = "dicom_json_meta";

    private static readonly MetaColumn[] s_columns =
    [
        new("tenant_id", ColumnKind.Text, ColumnRole.Key),
        new("study_uid", ColumnKind.Text, ColumnRole.Key),
        new("series_uid", ColumnKind.Text, ColumnRole.Key),
        new("study_uid_hash", ColumnKind.Text),
        new("series_uid_hash", ColumnKind.Text),
        new("study_date_origin", ColumnKind.Text),
        new("flag_time", ColumnKind.Timestamp),
        new("created_time", ColumnKind.Timestamp, ColumnRole.Kept),
        new("json_status", ColumnKind.Int32),
        new("retry_times", ColumnKind.Int32),
    ];

    private JsonTable()
        : base(TableName, s_columns)
    {
    }

    /// <summary>The one instance.</summary>
    public static JsonTable Instance { get; } = new();

    public override void Write(DicomJsonMeta record, IRowWriter row)
    {
        row.Text(record.TenantId.Value);
        row.Uid(record.StudyUid);
        row.Uid(record.SeriesUid);
        row.Text(record.StudyUidHash);
        row.Text(record.SeriesUidHash);
        row.Text(record.StudyDateOrigin);
        row.StoredTimestamp(record.FlagTime);
        row.StoredTimestamp(record.CreatedTime);
        row.Int32((int)record.JsonStatus);
        row.Int32(record.RetryTimes);
    }

    public override DicomJsonMeta Read(IRowReader row) => new()
    {
        TenantId = row.Tenant(),
        StudyUid = row.Uid(),
        SeriesUid = row.Uid(),
        StudyUidHash = row.Bounded<Max20>(),
        SeriesUidHash = row.Bounded<Max20>(),
        StudyDateOrigin = row.Bounded<Max8>(),
        FlagTime = row.Timestamp(),
        CreatedTime = row.Timestamp(),
        JsonStatus = (JsonStatus)(row.Int32() ?? throw RowText.Missing()),
        RetryTimes = row.Int32() ?? throw RowText.Missing(),
    };
}
