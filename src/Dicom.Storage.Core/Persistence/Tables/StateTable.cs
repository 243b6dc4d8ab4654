namespace Dicom.Storage.Core;

/// <summary>Rows of <c>dicom_state_meta</c>.</summary>
internal sealed class StateTable : MetaTable<DicomStateMeta>
{
    public const string TableName = "dicom_state_meta";
    public const string PatientNameFolded = "patient_name_folded";

    private static readonly MetaColumn[] s_columns =
    [
        new("tenant_id", ColumnKind.Text, ColumnRole.Key),
        new("patient_id", ColumnKind.Text),
        new("study_uid", ColumnKind.Text, ColumnRole.Key),
        new("series_uid", ColumnKind.Text, ColumnRole.Key),
        new("study_uid_hash", ColumnKind.Text),
        new("series_uid_hash", ColumnKind.Text),
        new("study_date_origin", ColumnKind.Text),
        new("patient_name", ColumnKind.Text),
        new("patient_sex", ColumnKind.Text),
        new("patient_birth_date", ColumnKind.Date),
        new("patient_birth_time", ColumnKind.Time),
        new("patient_age", ColumnKind.Text),
        new("patient_size", ColumnKind.Double),
        new("patient_weight", ColumnKind.Double),
        new("study_date", ColumnKind.Date),
        new("study_time", ColumnKind.Time),
        new("accession_number", ColumnKind.Text),
        new("study_id", ColumnKind.Text),
        new("study_description", ColumnKind.Text),
        new("modality", ColumnKind.Text),
        new("series_number", ColumnKind.Int32),
        new("series_date", ColumnKind.Date),
        new("series_time", ColumnKind.Time),
        new("series_description", ColumnKind.Text),
        new("body_part_examined", ColumnKind.Text),
        new("protocol_name", ColumnKind.Text),
        new("series_related_instances", ColumnKind.Int32, ColumnRole.Counted),
        new("created_time", ColumnKind.Timestamp, ColumnRole.Kept),
        new("updated_time", ColumnKind.Timestamp, ColumnRole.Moved),
        // Patient's Name as it is compared (StoredText.Fold): never leaves the database.
        new(PatientNameFolded, ColumnKind.Text),
    ];

    private StateTable()
        : base(TableName, s_columns)
    {
    }

    /// <summary>The one instance.</summary>
    public static StateTable Instance { get; } = new();

    public override void Write(DicomStateMeta record, IRowWriter row)
    {
        row.Text(record.TenantId.Value);
        row.Text(record.PatientId);
        row.Uid(record.StudyUid);
        row.Uid(record.SeriesUid);
        row.Text(record.StudyUidHash);
        row.Text(record.SeriesUidHash);
        row.Text(record.StudyDateOrigin);
        row.Text(record.PatientName);
        row.Text(record.PatientSex);
        row.Date(record.PatientBirthDate);
        row.StoredTime(record.PatientBirthTime);
        row.Text(record.PatientAge);
        row.Finite(record.PatientSize);
        row.Finite(record.PatientWeight);
        row.Date(record.StudyDate);
        row.StoredTime(record.StudyTime);
        row.Text(record.AccessionNumber);
        row.Text(record.StudyId);
        row.Text(record.StudyDescription);
        row.Text(record.Modality);
        row.Int32(record.SeriesNumber);
        row.Date(record.SeriesDate);
        row.StoredTime(record.SeriesTime);
        row.Text(record.SeriesDescription);
        row.Text(record.BodyPartExamined);
        row.Text(record.ProtocolName);
        row.Int32(record.SeriesRelatedInstances);
        row.StoredTimestamp(record.CreatedTime);
        row.StoredTimestamp(record.UpdatedTime);
        row.Text(record.PatientName is { } name ? StoredText.Fold(name.Value) : null);
    }

    public override DicomStateMeta Read(IRowReader row) => new()
    {
        TenantId = row.Tenant(),
        PatientId = row.Bounded<Max64>(),
        StudyUid = row.Uid(),
        SeriesUid = row.Uid(),
        StudyUidHash = row.Bounded<Max20>(),
        SeriesUidHash = row.Bounded<Max20>(),
        StudyDateOrigin = row.Bounded<Max8>(),
        PatientName = row.OptionalBounded<Max64>(),
        PatientSex = row.OptionalBounded<Max1>(),
        PatientBirthDate = row.Date(),
        PatientBirthTime = row.Time(),
        PatientAge = row.OptionalBounded<Max16>(),
        PatientSize = row.Double(),
        PatientWeight = row.Double(),
        StudyDate = row.Date(),
        StudyTime = row.Time(),
        AccessionNumber = row.OptionalBounded<Max16>(),
        StudyId = row.OptionalBounded<Max16>(),
        StudyDescription = row.OptionalBounded<Max64>(),
        Modality = row.OptionalBounded<Max16>(),
        SeriesNumber = row.Int32(),
        SeriesDate = row.Date(),
        SeriesTime = row.Time(),
        SeriesDescription = row.OptionalBounded<Max256>(),
        BodyPartExamined = row.OptionalBounded<Max64>(),
        ProtocolName = row.OptionalBounded<Max64>(),
        SeriesRelatedInstances = row.Int32(),
        CreatedTime = row.Timestamp(),
        UpdatedTime = row.Timestamp(),
    };

    protected override bool IsRead(MetaColumn column) => column.Name != PatientNameFolded;
}
