namespace Dicom.Storage.Testing;

/// <summary>
/// The tables of dicom-server-rs as its install scripts leave them: names, columns, types, keys and indexes. To take over such a
/// database, and to measure against it.
/// </summary>
public static class OriginalSchema
{
    private const string Series = "tenant_id, study_uid, series_uid";

    /// <summary>Gets the tables of series and objects with their indexes, in words that every server takes.</summary>
    public static string SeriesAndObjects { get; } = string.Join(
        '\n',
        Table("dicom_state_meta", [.. Keys("varchar(20)"), .. StateColumns("time", "timestamp(6)", nullableAccession: true)], Series),
        $"CREATE UNIQUE INDEX index_state_unique ON dicom_state_meta ({Series}, accession_number);",
        "CREATE INDEX ix_update_time ON dicom_state_meta (updated_time);",
        $"CREATE UNIQUE INDEX index_state_unique4study ON dicom_state_meta ({Series});",
        "CREATE UNIQUE INDEX index_state_unique4patient ON dicom_state_meta (tenant_id, patient_id, study_uid, series_uid);",
        Table("dicom_image_meta", [.. Keys("varchar(20)"), .. ImageColumns()], $"{Series}, sop_uid"));

    /// <summary>Gets the statements for PostgreSQL: series, objects, documents, receipts.</summary>
    public static string PostgreSql { get; } = string.Join(
        '\n',
        SeriesAndObjects,
        Table("dicom_json_meta", JsonColumns("timestamp"), Series),
        "CREATE INDEX ix_flag_time ON dicom_json_meta (flag_time);",
        Table("dicom_object_meta", ObjectColumns(), "trace_id"),
        "CREATE INDEX idx_dicom_object_meta_date ON dicom_object_meta (tenant_id, study_date);",
        "CREATE INDEX idx_dicom_object_meta ON dicom_object_meta (tenant_id, patient_id, study_uid, series_uid, sop_uid);",
        "CREATE INDEX idx_dicom_object_meta_createdate ON dicom_object_meta (tenant_id, created_time);");

    /// <summary>Gets the statements for MySQL, which the original has for series and documents only; hashes are numbers there.</summary>
    public static string MySql { get; } = string.Join(
        '\n',
        Table("dicom_state_meta", [.. Keys("BIGINT"), .. StateColumns("TIME", "TIMESTAMP(6) NULL", nullableAccession: false)], Series),
        "CREATE UNIQUE INDEX index_state_unique ON dicom_state_meta (tenant_id, study_uid, accession_number);",
        Table("dicom_json_meta", JsonColumns("TIMESTAMP(6)"), Series));

    private static string Table(string name, IReadOnlyList<string> columns, string key) =>
        $"CREATE TABLE {name} ({string.Join(", ", columns)}, PRIMARY KEY ({key}));";

    private static string[] Keys(string hash) =>
    [
        "tenant_id varchar(64) NOT NULL", "patient_id varchar(64) NOT NULL", "study_uid varchar(64) NOT NULL", "series_uid varchar(64) NOT NULL",
        $"study_uid_hash {hash} NOT NULL", $"series_uid_hash {hash} NOT NULL",
    ];

    private static string[] StateColumns(string time, string moment, bool nullableAccession) =>
    [
        "patient_name varchar(64)", "patient_sex varchar(1)", "patient_birth_date date", $"patient_birth_time {time}", "patient_age varchar(16)",
        "patient_size double precision", "patient_weight double precision", "pregnancy_status integer", "study_date date NOT NULL",
        "study_date_origin varchar(8) NOT NULL", $"study_time {time}", $"accession_number varchar(16){(nullableAccession ? string.Empty : " NOT NULL")}",
        "study_id varchar(16)", "study_description varchar(64)", "modality varchar(16)", "series_number integer", "series_date date",
        $"series_time {time}", "series_description varchar(256)", "body_part_examined varchar(64)", "protocol_name varchar(64)",
        "series_related_instances integer", $"created_time {moment}", $"updated_time {moment}",
    ];

    private static string[] JsonColumns(string moment) =>
    [
        "tenant_id varchar(64) NOT NULL", "study_uid varchar(64) NOT NULL", "series_uid varchar(64) NOT NULL", "study_uid_hash varchar(20) NOT NULL",
        "series_uid_hash varchar(20) NOT NULL", "study_date_origin varchar(8) NOT NULL", $"flag_time {moment} NOT NULL DEFAULT CURRENT_TIMESTAMP(6)",
        $"created_time {moment} NOT NULL DEFAULT CURRENT_TIMESTAMP(6)", "json_status integer NOT NULL DEFAULT 0", "retry_times integer NOT NULL DEFAULT 0",
    ];

    private static string[] ImageColumns() =>
    [
        "sop_uid varchar(64) NOT NULL", "content_date date", "content_time time", "instance_number integer", "image_type varchar(128)",
        "image_orientation_patient varchar(128)", "image_position_patient varchar(64)", "slice_thickness double precision",
        "spacing_between_slices double precision", "slice_location double precision", "samples_per_pixel integer",
        "photometric_interpretation varchar(32)", "width integer", "columns integer", "bits_allocated integer", "bits_stored integer",
        "high_bit integer", "pixel_representation integer", "rescale_intercept double precision", "rescale_slope double precision",
        "rescale_type varchar(64)", "window_center varchar(64)", "window_width varchar(64)", "transfer_syntax_uid varchar(64) NOT NULL",
        "pixel_data_location varchar(512)", "thumbnail_location varchar(512)", "sop_class_uid varchar(64) NOT NULL", "image_status varchar(32)",
        "space_size bigint", "created_time timestamp", "updated_time timestamp",
    ];

    private static string[] ObjectColumns() =>
    [
        "trace_id varchar(36) NOT NULL", "worker_node_id varchar(64) NOT NULL", "tenant_id varchar(64) NOT NULL", "patient_id varchar(64) NOT NULL",
        "study_uid varchar(64)", "series_uid varchar(64)", "sop_uid varchar(64)", "file_size bigint", "file_path varchar(512)",
        "transfer_syntax_uid varchar(64)", "number_of_frames integer", "series_uid_hash varchar(20)", "study_uid_hash varchar(20)",
        "accession_number varchar(64)", "target_ts varchar(64)", "study_date date", "transfer_status varchar(64)", "source_ip varchar(24)",
        "source_ae varchar(64)", "created_time timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP",
    ];
}
