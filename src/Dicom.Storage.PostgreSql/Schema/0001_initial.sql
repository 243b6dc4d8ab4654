-- Schema of Dicom.Storage for PostgreSQL, version 1. Run by EnsureSchemaAsync, or by hand in one transaction:
--     psql --single-transaction --variable ON_ERROR_STOP=1 --file 0001_initial.sql
-- It makes a new schema, and takes over the tables of dicom-server-rs in place where they are there. Their moments are local time
-- without a zone; name it first when it is not UTC:  SET dicom_storage.adopted_time_zone = 'Asia/Shanghai';
-- Text compares by code points, whatever the database's own collation is.

CREATE TABLE IF NOT EXISTS dicom_state_meta (
    tenant_id                varchar(64) COLLATE "C" NOT NULL,
    patient_id               varchar(64) COLLATE "C" NOT NULL,
    study_uid                varchar(64) COLLATE "C" NOT NULL,
    series_uid               varchar(64) COLLATE "C" NOT NULL,
    study_uid_hash           varchar(20) COLLATE "C" NOT NULL,
    series_uid_hash          varchar(20) COLLATE "C" NOT NULL,
    study_date_origin        varchar(8) COLLATE "C" NOT NULL,
    patient_name             varchar(64) COLLATE "C",
    patient_sex              varchar(1) COLLATE "C",
    patient_birth_date       date,
    patient_birth_time       time,
    patient_age              varchar(16) COLLATE "C",
    patient_size             double precision,
    patient_weight           double precision,
    pregnancy_status         integer,
    study_date               date,
    study_time               time,
    accession_number         varchar(16) COLLATE "C",
    study_id                 varchar(16) COLLATE "C",
    study_description        varchar(64) COLLATE "C",
    modality                 varchar(16) COLLATE "C",
    series_number            integer,
    series_date              date,
    series_time              time,
    series_description       varchar(256) COLLATE "C",
    body_part_examined       varchar(64) COLLATE "C",
    protocol_name            varchar(64) COLLATE "C",
    series_related_instances integer NOT NULL,
    created_time             timestamptz NOT NULL,
    updated_time             timestamptz NOT NULL,
    CONSTRAINT pk_dicom_state_meta PRIMARY KEY (tenant_id, study_uid, series_uid)
);

CREATE TABLE IF NOT EXISTS dicom_image_meta (
    tenant_id                  varchar(64) COLLATE "C" NOT NULL,
    patient_id                 varchar(64) COLLATE "C" NOT NULL,
    study_uid                  varchar(64) COLLATE "C" NOT NULL,
    series_uid                 varchar(64) COLLATE "C" NOT NULL,
    sop_uid                    varchar(64) COLLATE "C" NOT NULL,
    study_uid_hash             varchar(20) COLLATE "C" NOT NULL,
    series_uid_hash            varchar(20) COLLATE "C" NOT NULL,
    instance_number            integer,
    content_date               date,
    content_time               time,
    image_type                 varchar(128) COLLATE "C",
    image_orientation_patient  varchar(128) COLLATE "C",
    image_position_patient     varchar(64) COLLATE "C",
    slice_thickness            double precision,
    spacing_between_slices     double precision,
    slice_location             double precision,
    samples_per_pixel          integer,
    photometric_interpretation varchar(32) COLLATE "C",
    width                      integer, -- carries Rows
    columns                    integer,
    bits_allocated             integer,
    bits_stored                integer,
    high_bit                   integer,
    pixel_representation       integer,
    rescale_intercept          double precision,
    rescale_slope              double precision,
    rescale_type               varchar(64) COLLATE "C",
    window_center              varchar(64) COLLATE "C",
    window_width               varchar(64) COLLATE "C",
    transfer_syntax_uid        varchar(64) COLLATE "C" NOT NULL,
    pixel_data_location        varchar(512) COLLATE "C",
    thumbnail_location         varchar(512) COLLATE "C",
    sop_class_uid              varchar(64) COLLATE "C" NOT NULL,
    image_status               varchar(32) COLLATE "C",
    space_size                 bigint,
    created_time               timestamptz NOT NULL,
    updated_time               timestamptz NOT NULL,
    CONSTRAINT pk_dicom_image_meta PRIMARY KEY (tenant_id, study_uid, series_uid, sop_uid)
);

CREATE TABLE IF NOT EXISTS dicom_object_meta (
    trace_id            varchar(36) COLLATE "C" NOT NULL CONSTRAINT pk_dicom_object_meta PRIMARY KEY,
    worker_node_id      varchar(64) COLLATE "C" NOT NULL,
    tenant_id           varchar(64) COLLATE "C" NOT NULL,
    patient_id          varchar(64) COLLATE "C" NOT NULL,
    study_uid           varchar(64) COLLATE "C" NOT NULL,
    series_uid          varchar(64) COLLATE "C" NOT NULL,
    sop_uid             varchar(64) COLLATE "C" NOT NULL,
    file_size           bigint NOT NULL,
    file_path           varchar(512) COLLATE "C" NOT NULL,
    transfer_syntax_uid varchar(64) COLLATE "C" NOT NULL,
    number_of_frames    integer NOT NULL,
    created_time        timestamptz NOT NULL,
    series_uid_hash     varchar(20) COLLATE "C" NOT NULL,
    study_uid_hash      varchar(20) COLLATE "C" NOT NULL,
    accession_number    varchar(16) COLLATE "C",
    target_ts           varchar(64) COLLATE "C" NOT NULL,
    study_date          date,
    transfer_status     varchar(64) COLLATE "C" NOT NULL,
    source_ip           varchar(64) COLLATE "C" NOT NULL,
    source_ae           varchar(64) COLLATE "C" NOT NULL
);

CREATE TABLE IF NOT EXISTS dicom_json_meta (
    tenant_id         varchar(64) COLLATE "C" NOT NULL,
    study_uid         varchar(64) COLLATE "C" NOT NULL,
    series_uid        varchar(64) COLLATE "C" NOT NULL,
    study_uid_hash    varchar(20) COLLATE "C" NOT NULL,
    series_uid_hash   varchar(20) COLLATE "C" NOT NULL,
    study_date_origin varchar(8) COLLATE "C" NOT NULL,
    flag_time         timestamptz NOT NULL,
    created_time      timestamptz NOT NULL,
    json_status       integer NOT NULL,
    retry_times       integer NOT NULL,
    CONSTRAINT pk_dicom_json_meta PRIMARY KEY (tenant_id, study_uid, series_uid)
);

CREATE TABLE IF NOT EXISTS dicom_json_lease (
    tenant_id  varchar(64) COLLATE "C" NOT NULL,
    study_uid  varchar(64) COLLATE "C" NOT NULL,
    series_uid varchar(64) COLLATE "C" NOT NULL,
    owner      varchar(64) COLLATE "C" NOT NULL,
    until_time timestamptz NOT NULL,
    CONSTRAINT pk_dicom_json_lease PRIMARY KEY (tenant_id, study_uid, series_uid)
);

-- The tokens of transactions whose answer a process has not yet seen: how the outcome of a commit is looked up.
CREATE TABLE IF NOT EXISTS dicom_commit (
    token      varchar(32) COLLATE "C" NOT NULL CONSTRAINT pk_dicom_commit PRIMARY KEY,
    fenced     smallint NOT NULL DEFAULT 0,
    noted_time timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS dicom_health (
    id     integer NOT NULL CONSTRAINT pk_dicom_health PRIMARY KEY,
    checks bigint NOT NULL
);

INSERT INTO dicom_health (id, checks) VALUES (1, 0) ON CONFLICT (id) DO NOTHING;

-- What the tables of dicom-server-rs lack. All of it does nothing to tables that were made above.
ALTER TABLE dicom_state_meta
    ADD COLUMN IF NOT EXISTS patient_name_folded varchar(64) COLLATE "C",
    ADD COLUMN IF NOT EXISTS json_due smallint NOT NULL DEFAULT 1,
    ALTER COLUMN study_date DROP NOT NULL,
    ALTER COLUMN accession_number DROP NOT NULL;

-- An Accession Number has 16 characters at most (PS3.5 6.2, SH). Longer ones are kept whole beside the table.
CREATE TABLE IF NOT EXISTS dicom_adopted_text (
    table_name  varchar(64) NOT NULL,
    column_name varchar(64) NOT NULL,
    row_key     text NOT NULL,
    whole_value text NOT NULL
);

INSERT INTO dicom_adopted_text (table_name, column_name, row_key, whole_value)
SELECT 'dicom_object_meta', 'accession_number', trace_id, accession_number FROM dicom_object_meta WHERE length(accession_number) > 16;

UPDATE dicom_object_meta SET accession_number = left(accession_number, 16) WHERE length(accession_number) > 16;

DO $adopt$
DECLARE
    zone text := coalesce(nullif(current_setting('dicom_storage.adopted_time_zone', true), ''), 'UTC');
    change record;
BEGIN
    -- One change a table, so that a large one is rewritten once.
    FOR change IN
        SELECT c.relname AS table_name, string_agg(
            CASE
                WHEN t.typname = 'timestamp' THEN format(
                    'ALTER COLUMN %1$I DROP DEFAULT, ALTER COLUMN %1$I TYPE timestamptz USING %1$I AT TIME ZONE %2$L', a.attname, zone)
                WHEN c.relname = 'dicom_object_meta' AND a.attname = 'source_ip' THEN 'ALTER COLUMN source_ip TYPE varchar(64) COLLATE "C"'
                WHEN c.relname = 'dicom_object_meta' AND a.attname = 'accession_number' THEN 'ALTER COLUMN accession_number TYPE varchar(16) COLLATE "C"'
                ELSE format('ALTER COLUMN %I TYPE %s COLLATE "C"', a.attname, format_type(a.atttypid, a.atttypmod))
            END, ', ' ORDER BY a.attnum) AS actions
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_type t ON t.oid = a.atttypid
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
            AND c.relname IN ('dicom_state_meta', 'dicom_image_meta', 'dicom_object_meta', 'dicom_json_meta')
            AND (t.typname = 'timestamp' OR (t.typname IN ('varchar', 'text') AND a.attcollation <> '"C"'::regcollation))
        GROUP BY c.relname
    LOOP
        EXECUTE format('ALTER TABLE %I %s', change.table_name, change.actions);
    END LOOP;
END
$adopt$;

UPDATE dicom_state_meta SET created_time = coalesce(created_time, updated_time, now()), updated_time = coalesce(updated_time, created_time, now())
WHERE created_time IS NULL OR updated_time IS NULL;

UPDATE dicom_image_meta SET created_time = coalesce(created_time, updated_time, now()), updated_time = coalesce(updated_time, created_time, now())
WHERE created_time IS NULL OR updated_time IS NULL;

UPDATE dicom_object_meta SET
    study_uid = coalesce(study_uid, ''), series_uid = coalesce(series_uid, ''), sop_uid = coalesce(sop_uid, ''),
    file_size = coalesce(file_size, 0), file_path = coalesce(file_path, ''), transfer_syntax_uid = coalesce(transfer_syntax_uid, ''),
    number_of_frames = coalesce(number_of_frames, 1), series_uid_hash = coalesce(series_uid_hash, ''), study_uid_hash = coalesce(study_uid_hash, ''),
    target_ts = coalesce(target_ts, ''), transfer_status = coalesce(transfer_status, 'NoNeedTransfer'),
    source_ip = coalesce(source_ip, ''), source_ae = coalesce(source_ae, '')
WHERE study_uid IS NULL OR series_uid IS NULL OR sop_uid IS NULL OR file_size IS NULL OR file_path IS NULL OR transfer_syntax_uid IS NULL
    OR number_of_frames IS NULL OR series_uid_hash IS NULL OR study_uid_hash IS NULL OR target_ts IS NULL OR transfer_status IS NULL
    OR source_ip IS NULL OR source_ae IS NULL;

UPDATE dicom_state_meta s SET series_related_instances = n.images
FROM (
    SELECT k.tenant_id, k.study_uid, k.series_uid, count(i.sop_uid) AS images
    FROM dicom_state_meta k
    LEFT JOIN dicom_image_meta i ON i.tenant_id = k.tenant_id AND i.study_uid = k.study_uid AND i.series_uid = k.series_uid
    GROUP BY k.tenant_id, k.study_uid, k.series_uid) n
WHERE s.tenant_id = n.tenant_id AND s.study_uid = n.study_uid AND s.series_uid = n.series_uid
    AND s.series_related_instances IS DISTINCT FROM n.images;

UPDATE dicom_state_meta s SET json_due = 0
FROM dicom_json_meta j
WHERE j.tenant_id = s.tenant_id AND j.study_uid = s.study_uid AND j.series_uid = s.series_uid
    AND j.flag_time = s.updated_time AND j.json_status <> 2 AND s.json_due <> 0;

ALTER TABLE dicom_state_meta
    ALTER COLUMN series_related_instances SET NOT NULL, ALTER COLUMN created_time SET NOT NULL, ALTER COLUMN updated_time SET NOT NULL;

ALTER TABLE dicom_image_meta ALTER COLUMN created_time SET NOT NULL, ALTER COLUMN updated_time SET NOT NULL;

ALTER TABLE dicom_object_meta
    ALTER COLUMN study_uid SET NOT NULL, ALTER COLUMN series_uid SET NOT NULL, ALTER COLUMN sop_uid SET NOT NULL,
    ALTER COLUMN file_size SET NOT NULL, ALTER COLUMN file_path SET NOT NULL, ALTER COLUMN transfer_syntax_uid SET NOT NULL,
    ALTER COLUMN number_of_frames SET NOT NULL, ALTER COLUMN series_uid_hash SET NOT NULL, ALTER COLUMN study_uid_hash SET NOT NULL,
    ALTER COLUMN target_ts SET NOT NULL, ALTER COLUMN transfer_status SET NOT NULL, ALTER COLUMN source_ip SET NOT NULL,
    ALTER COLUMN source_ae SET NOT NULL;

CREATE INDEX IF NOT EXISTS ix_state_patient ON dicom_state_meta (tenant_id, patient_id);
CREATE INDEX IF NOT EXISTS ix_state_patient_name ON dicom_state_meta (tenant_id, patient_name_folded);
CREATE INDEX IF NOT EXISTS ix_state_study_date ON dicom_state_meta (tenant_id, study_date);
CREATE INDEX IF NOT EXISTS ix_state_accession ON dicom_state_meta (tenant_id, accession_number);
CREATE INDEX IF NOT EXISTS ix_state_updated_time ON dicom_state_meta (updated_time);
CREATE INDEX IF NOT EXISTS ix_state_json_due ON dicom_state_meta (updated_time, tenant_id, study_uid, series_uid) WHERE json_due = 1;
CREATE INDEX IF NOT EXISTS ix_image_sop ON dicom_image_meta (tenant_id, sop_uid);
CREATE INDEX IF NOT EXISTS ix_object_instance ON dicom_object_meta (tenant_id, study_uid, series_uid, sop_uid);
CREATE INDEX IF NOT EXISTS ix_object_study_date ON dicom_object_meta (tenant_id, study_date);
CREATE INDEX IF NOT EXISTS ix_object_created_time ON dicom_object_meta (tenant_id, created_time);
