namespace Dicom.Storage.Core;

/// <summary>Rows of <c>dicom_object_meta</c>.</summary>
internal sealed class StoreTable : MetaTable<DicomStoreMeta>
{
    public const string TableName = "dicom_object_meta";

    private static readonly MetaColumn[] s_columns =
    [
        new("trace_id", ColumnKind.Text, ColumnRole.Key),
        new("worker_node_id", ColumnKind.Text),
        new("tenant_id", ColumnKind.Text),
        new("patient_id", ColumnKind.Text),
        new("study_uid", ColumnKind.Text),
        new("series_uid", ColumnKind.Text),
        new("sop_uid", ColumnKind.Text),
        new("file_size", ColumnKind.Int64),
        new("file_path", ColumnKind.Text),
        new("transfer_syntax_uid", ColumnKind.Text),
        new("number_of_frames", ColumnKind.Int32),
        new("created_time", ColumnKind.Timestamp, ColumnRole.Kept),
        new("series_uid_hash", ColumnKind.Text),
        new("study_uid_hash", ColumnKind.Text),
        new("accession_number", ColumnKind.Text),
        new("target_ts", ColumnKind.Text),
        new("study_date", ColumnKind.Date),
        new("transfer_status", ColumnKind.Text),
        new("source_ip", ColumnKind.Text),
        new("source_ae", ColumnKind.Text),
    ];

    private StoreTable()
        : base(TableName, s_columns)
    {
    }

    /// <summary>The one instance.</summary>
    public static StoreTable Instance { get; } = new();

    public override void Write(DicomStoreMeta record, IRowWriter row)
    {
        row.Text(record.TraceId.Value);
        row.Text(record.WorkerNodeId);
        row.Text(record.TenantId.Value);
        row.Text(record.PatientId);
        row.Uid(record.StudyUid);
        row.Uid(record.SeriesUid);
        row.Uid(record.SopUid);
        row.Int64(record.FileSize);
        row.Text(record.FilePath);
        row.Uid(record.TransferSyntaxUid);
        row.Int32(record.NumberOfFrames);
        row.StoredTimestamp(record.CreatedTime);
        row.Text(record.SeriesUidHash);
        row.Text(record.StudyUidHash);
        row.Text(record.AccessionNumber);
        row.Uid(record.TargetTs);
        row.Date(record.StudyDate);
        row.Text(NameOf(record.TransferStatus));
        row.Text(record.SourceIp);
        row.Text(record.SourceAe);
    }

    public override DicomStoreMeta Read(IRowReader row) => new()
    {
        TraceId = TraceId.Parse(row.Text() ?? throw RowText.Missing()),
        WorkerNodeId = row.Bounded<Max64>(),
        TenantId = row.Tenant(),
        PatientId = row.Bounded<Max64>(),
        StudyUid = row.Uid(),
        SeriesUid = row.Uid(),
        SopUid = row.Uid(),
        FileSize = row.Int64() ?? throw RowText.Missing(),
        FilePath = row.Bounded<Max512>(),
        TransferSyntaxUid = row.Uid(),
        NumberOfFrames = row.Int32() ?? throw RowText.Missing(),
        CreatedTime = row.Timestamp(),
        SeriesUidHash = row.Bounded<Max20>(),
        StudyUidHash = row.Bounded<Max20>(),
        AccessionNumber = row.OptionalBounded<Max16>(),
        TargetTs = row.Uid(),
        StudyDate = row.Date(),
        TransferStatus = StatusOf(row.Text()),
        SourceIp = row.Bounded<Max64>(),
        SourceAe = row.Bounded<Max64>(),
    };

    private static string NameOf(TransferStatus status) => status switch
    {
        TransferStatus.NeedTransfer => nameof(TransferStatus.NeedTransfer),
        TransferStatus.Success => nameof(TransferStatus.Success),
        TransferStatus.Failed => nameof(TransferStatus.Failed),
        _ => nameof(TransferStatus.NoNeedTransfer),
    };

    private static TransferStatus StatusOf(string? name) => name switch
    {
        nameof(TransferStatus.NoNeedTransfer) => TransferStatus.NoNeedTransfer,
        nameof(TransferStatus.NeedTransfer) => TransferStatus.NeedTransfer,
        nameof(TransferStatus.Success) => TransferStatus.Success,
        nameof(TransferStatus.Failed) => TransferStatus.Failed,
        _ => throw new FormatException("No transfer status."),
    };
}
