-- Moments are microseconds since 1970-01-01 UTC; days YYYY-MM-DD; times of day HH:MM:SS.ffffff. Text compares binary.
CREATE TABLE IF NOT EXISTS dicom_state_meta (
    tenant_id                TEXT NOT NULL,
    patient_id               TEXT NOT NULL,
    study_uid                TEXT NOT NULL,
    series_uid               TEXT NOT NULL,
    study_uid_hash           TEXT NOT NULL,
    series_uid_hash          TEXT NOT NULL,
    study_date_origin        TEXT NOT NULL,
    patient_name             TEXT,
    patient_sex              TEXT,
    patient_birth_date       TEXT,
    patient_birth_time       TEXT,
    patient_age              TEXT,
    patient_size             REAL,
    patient_weight           REAL,
    pregnancy_status         INTEGER,
    study_date               TEXT,
    study_time               TEXT,
    accession_number         TEXT,
    study_id                 TEXT,
    study_description        TEXT,
    modality                 TEXT,
    series_number            INTEGER,
    series_date              TEXT,
    series_time              TEXT,
    series_description       TEXT,
    body_part_examined       TEXT,
    protocol_name            TEXT,
    series_related_instances INTEGER NOT NULL,
    created_time             INTEGER NOT NULL,
    updated_time             INTEGER NOT NULL,
    patient_name_folded      TEXT,
    json_due                 INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, study_uid, series_uid)
) STRICT;

CREATE INDEX IF NOT EXISTS ix_state_patient ON dicom_state_meta (tenant_id, patient_id);
CREATE INDEX IF NOT EXISTS ix_state_patient_name ON dicom_state_meta (tenant_id, patient_name_folded);
CREATE INDEX IF NOT EXISTS ix_state_study_date ON dicom_state_meta (tenant_id, study_date);
CREATE INDEX IF NOT EXISTS ix_state_accession ON dicom_state_meta (tenant_id, accession_number);
CREATE INDEX IF NOT EXISTS ix_state_updated_time ON dicom_state_meta (updated_time);
CREATE INDEX IF NOT EXISTS ix_state_json_due ON dicom_state_meta (updated_time, tenant_id, study_uid, series_uid) WHERE json_due = 1;

CREATE TABLE IF NOT EXISTS dicom_image_meta (
    tenant_id                  TEXT NOT NULL,
    patient_id                 TEXT NOT NULL,
    study_uid                  TEXT NOT NULL,
    series_uid                 TEXT NOT NULL,
    sop_uid                    TEXT NOT NULL,
    study_uid_hash             TEXT NOT NULL,
    series_uid_hash            TEXT NOT NULL,
    instance_number            INTEGER,
    content_date               TEXT,
    content_time               TEXT,
    image_type                 TEXT,
    image_orientation_patient  TEXT,
    image_position_patient     TEXT,
    slice_thickness            REAL,
    spacing_between_slices     REAL,
    slice_location             REAL,
    samples_per_pixel          INTEGER,
    photometric_interpretation TEXT,
    width                      INTEGER, -- carries Rows
    columns                    INTEGER,
    bits_allocated             INTEGER,
    bits_stored                INTEGER,
    high_bit                   INTEGER,
    pixel_representation       INTEGER,
    rescale_intercept          REAL,
    rescale_slope              REAL,
    rescale_type               TEXT,
    window_center              TEXT,
    window_width               TEXT,
    transfer_syntax_uid        TEXT NOT NULL,
    pixel_data_location        TEXT,
    thumbnail_location         TEXT,
    sop_class_uid              TEXT NOT NULL,
    image_status               TEXT,
    space_size                 INTEGER,
    created_time               INTEGER NOT NULL,
    updated_time               INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, study_uid, series_uid, sop_uid)
) STRICT;

CREATE INDEX IF NOT EXISTS ix_image_sop ON dicom_image_meta (tenant_id, sop_uid);

CREATE TABLE IF NOT EXISTS dicom_object_meta (
    trace_id            TEXT NOT NULL PRIMARY KEY,
    worker_node_id      TEXT NOT NULL,
    tenant_id           TEXT NOT NULL,
    patient_id          TEXT NOT NULL,
    study_uid           TEXT NOT NULL,
    series_uid          TEXT NOT NULL,
    sop_uid             TEXT NOT NULL,
    file_size           INTEGER NOT NULL,
    file_path           TEXT NOT NULL,
    transfer_syntax_uid TEXT NOT NULL,
    number_of_frames    INTEGER NOT NULL,
    created_time        INTEGER NOT NULL,
    series_uid_hash     TEXT NOT NULL,
    study_uid_hash      TEXT NOT NULL,
    accession_number    TEXT,
    target_ts           TEXT NOT NULL,
    study_date          TEXT,
    transfer_status     TEXT NOT NULL,
    source_ip           TEXT NOT NULL,
    source_ae           TEXT NOT NULL
) STRICT;

CREATE INDEX IF NOT EXISTS ix_object_instance ON dicom_object_meta (tenant_id, study_uid, series_uid, sop_uid);
CREATE INDEX IF NOT EXISTS ix_object_study_date ON dicom_object_meta (tenant_id, study_date);
CREATE INDEX IF NOT EXISTS ix_object_created_time ON dicom_object_meta (tenant_id, created_time);

CREATE TABLE IF NOT EXISTS dicom_json_meta (
    tenant_id         TEXT NOT NULL,
    study_uid         TEXT NOT NULL,
    series_uid        TEXT NOT NULL,
    study_uid_hash    TEXT NOT NULL,
    series_uid_hash   TEXT NOT NULL,
    study_date_origin TEXT NOT NULL,
    flag_time         INTEGER NOT NULL,
    created_time      INTEGER NOT NULL,
    json_status       INTEGER NOT NULL,
    retry_times       INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, study_uid, series_uid)
) STRICT;

CREATE TABLE IF NOT EXISTS dicom_json_lease (
    tenant_id  TEXT NOT NULL,
    study_uid  TEXT NOT NULL,
    series_uid TEXT NOT NULL,
    owner      TEXT NOT NULL,
    until_time INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, study_uid, series_uid)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS dicom_health (
    id     INTEGER NOT NULL PRIMARY KEY,
    checks INTEGER NOT NULL
) STRICT;

INSERT INTO dicom_health (id, checks) VALUES (1, 0) ON CONFLICT (id) DO NOTHING;
