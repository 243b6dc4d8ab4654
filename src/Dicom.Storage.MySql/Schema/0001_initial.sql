-- Schema of Dicom.Storage for MySQL 8.0.17 and later and MariaDB 10.6 and later, version 1. Run by EnsureSchemaAsync, or by hand:
--     mysql --database=NAME < 0001_initial.sql
-- It makes a new schema, and takes over the tables of dicom-server-rs in place where they are there. It may be run again at any
-- time: statements about tables commit at once, and what is done already is passed over.
-- Moments are UTC. Text compares by code points and trailing spaces count: each server runs its own comment after COLLATE.

SET time_zone = '+00:00';

CREATE TABLE IF NOT EXISTS dicom_state_meta (
    tenant_id                VARCHAR(64) NOT NULL,
    patient_id               VARCHAR(64) NOT NULL,
    study_uid                VARCHAR(64) NOT NULL,
    series_uid               VARCHAR(64) NOT NULL,
    study_uid_hash           VARCHAR(20) NOT NULL,
    series_uid_hash          VARCHAR(20) NOT NULL,
    study_date_origin        VARCHAR(8) NOT NULL,
    patient_name             VARCHAR(64),
    patient_sex              VARCHAR(1),
    patient_birth_date       DATE,
    patient_birth_time       TIME(6),
    patient_age              VARCHAR(16),
    patient_size             DOUBLE,
    patient_weight           DOUBLE,
    pregnancy_status         INT,
    study_date               DATE,
    study_time               TIME(6),
    accession_number         VARCHAR(16),
    study_id                 VARCHAR(16),
    study_description        VARCHAR(64),
    modality                 VARCHAR(16),
    series_number            INT,
    series_date              DATE,
    series_time              TIME(6),
    series_description       VARCHAR(256),
    body_part_examined       VARCHAR(64),
    protocol_name            VARCHAR(64),
    series_related_instances INT NOT NULL,
    created_time             DATETIME(6) NOT NULL,
    updated_time             DATETIME(6) NOT NULL,
    patient_name_folded      VARCHAR(64),
    json_due                 SMALLINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, study_uid, series_uid),
    INDEX ix_state_patient (tenant_id, patient_id),
    INDEX ix_state_patient_name (tenant_id, patient_name_folded),
    INDEX ix_state_study_date (tenant_id, study_date),
    INDEX ix_state_accession (tenant_id, accession_number),
    INDEX ix_state_updated_time (updated_time),
    INDEX ix_state_json_due (json_due, updated_time, tenant_id, study_uid, series_uid)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE /*!80017 utf8mb4_0900_bin */ /*M!100202 utf8mb4_nopad_bin */;

CREATE TABLE IF NOT EXISTS dicom_image_meta (
    tenant_id                  VARCHAR(64) NOT NULL,
    patient_id                 VARCHAR(64) NOT NULL,
    study_uid                  VARCHAR(64) NOT NULL,
    series_uid                 VARCHAR(64) NOT NULL,
    sop_uid                    VARCHAR(64) NOT NULL,
    study_uid_hash             VARCHAR(20) NOT NULL,
    series_uid_hash            VARCHAR(20) NOT NULL,
    instance_number            INT,
    content_date               DATE,
    content_time               TIME(6),
    image_type                 VARCHAR(128),
    image_orientation_patient  VARCHAR(128),
    image_position_patient     VARCHAR(64),
    slice_thickness            DOUBLE,
    spacing_between_slices     DOUBLE,
    slice_location             DOUBLE,
    samples_per_pixel          INT,
    photometric_interpretation VARCHAR(32),
    width                      INT COMMENT 'carries Rows',
    columns                    INT,
    bits_allocated             INT,
    bits_stored                INT,
    high_bit                   INT,
    pixel_representation       INT,
    rescale_intercept          DOUBLE,
    rescale_slope              DOUBLE,
    rescale_type               VARCHAR(64),
    window_center              VARCHAR(64),
    window_width               VARCHAR(64),
    transfer_syntax_uid        VARCHAR(64) NOT NULL,
    pixel_data_location        VARCHAR(512),
    thumbnail_location         VARCHAR(512),
    sop_class_uid              VARCHAR(64) NOT NULL,
    image_status               VARCHAR(32),
    space_size                 BIGINT,
    created_time               DATETIME(6) NOT NULL,
    updated_time               DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, study_uid, series_uid, sop_uid),
    INDEX ix_image_sop (tenant_id, sop_uid)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE /*!80017 utf8mb4_0900_bin */ /*M!100202 utf8mb4_nopad_bin */;

CREATE TABLE IF NOT EXISTS dicom_object_meta (
    trace_id            VARCHAR(36) NOT NULL PRIMARY KEY,
    worker_node_id      VARCHAR(64) NOT NULL,
    tenant_id           VARCHAR(64) NOT NULL,
    patient_id          VARCHAR(64) NOT NULL,
    study_uid           VARCHAR(64) NOT NULL,
    series_uid          VARCHAR(64) NOT NULL,
    sop_uid             VARCHAR(64) NOT NULL,
    file_size           BIGINT NOT NULL,
    file_path           VARCHAR(512) NOT NULL,
    transfer_syntax_uid VARCHAR(64) NOT NULL,
    number_of_frames    INT NOT NULL,
    created_time        DATETIME(6) NOT NULL,
    series_uid_hash     VARCHAR(20) NOT NULL,
    study_uid_hash      VARCHAR(20) NOT NULL,
    accession_number    VARCHAR(16),
    target_ts           VARCHAR(64) NOT NULL,
    study_date          DATE,
    transfer_status     VARCHAR(64) NOT NULL,
    source_ip           VARCHAR(64) NOT NULL,
    source_ae           VARCHAR(64) NOT NULL,
    INDEX ix_object_instance (tenant_id, study_uid, series_uid, sop_uid),
    INDEX ix_object_study_date (tenant_id, study_date),
    INDEX ix_object_created_time (tenant_id, created_time)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE /*!80017 utf8mb4_0900_bin */ /*M!100202 utf8mb4_nopad_bin */;

CREATE TABLE IF NOT EXISTS dicom_json_meta (
    tenant_id         VARCHAR(64) NOT NULL,
    study_uid         VARCHAR(64) NOT NULL,
    series_uid        VARCHAR(64) NOT NULL,
    study_uid_hash    VARCHAR(20) NOT NULL,
    series_uid_hash   VARCHAR(20) NOT NULL,
    study_date_origin VARCHAR(8) NOT NULL,
    flag_time         DATETIME(6) NOT NULL,
    created_time      DATETIME(6) NOT NULL,
    json_status       INT NOT NULL,
    retry_times       INT NOT NULL,
    PRIMARY KEY (tenant_id, study_uid, series_uid)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE /*!80017 utf8mb4_0900_bin */ /*M!100202 utf8mb4_nopad_bin */;

CREATE TABLE IF NOT EXISTS dicom_json_lease (
    tenant_id  VARCHAR(64) NOT NULL,
    study_uid  VARCHAR(64) NOT NULL,
    series_uid VARCHAR(64) NOT NULL,
    owner      VARCHAR(64) NOT NULL,
    until_time DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, study_uid, series_uid)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE /*!80017 utf8mb4_0900_bin */ /*M!100202 utf8mb4_nopad_bin */;

-- The tokens of transactions whose answer a process has not yet seen: how the outcome of a commit is looked up.
CREATE TABLE IF NOT EXISTS dicom_commit (
    token      VARCHAR(32) NOT NULL PRIMARY KEY,
    fenced     SMALLINT NOT NULL DEFAULT 0,
    noted_time TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE /*!80017 utf8mb4_0900_bin */ /*M!100202 utf8mb4_nopad_bin */;

-- The locks of studies: a transaction that writes holds the rows of its studies' stripes.
CREATE TABLE IF NOT EXISTS dicom_study_lock (
    stripe INT NOT NULL PRIMARY KEY
) ENGINE = InnoDB;

INSERT IGNORE INTO dicom_study_lock (stripe)
SELECT a.n + 32 * b.n FROM
    JSON_TABLE('[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31]', '$[*]' COLUMNS (n INT PATH '$')) a,
    JSON_TABLE('[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31]', '$[*]' COLUMNS (n INT PATH '$')) b;

CREATE TABLE IF NOT EXISTS dicom_health (
    id     INT NOT NULL PRIMARY KEY,
    checks BIGINT NOT NULL
) ENGINE = InnoDB;

INSERT IGNORE INTO dicom_health (id, checks) VALUES (1, 0);

-- The tables of dicom-server-rs: they lack columns, have another collation, moments with the server's zone and hashes as numbers.
-- Its unique index over study and Accession Number lets a study have one series only. Without those tables each step is DO 0.
SET @dicom_adopt_state = (SELECT COUNT(*) = 0 FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'dicom_state_meta' AND column_name = 'json_due');
SET @dicom_adopt_json = (SELECT COUNT(*) > 0 FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'dicom_json_meta' AND column_name = 'flag_time' AND data_type = 'timestamp');
SET @dicom_drop_unique = (SELECT COUNT(*) > 0 FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = 'dicom_state_meta' AND index_name = 'index_state_unique');

SET @dicom_step = IF(@dicom_drop_unique, 'ALTER TABLE dicom_state_meta DROP INDEX index_state_unique', 'DO 0');
PREPARE dicom_step FROM @dicom_step;
EXECUTE dicom_step;

SET @dicom_step = IF(@dicom_adopt_state, 'UPDATE dicom_state_meta SET
        created_time = COALESCE(created_time, updated_time, CURRENT_TIMESTAMP(6)),
        updated_time = COALESCE(updated_time, created_time, CURRENT_TIMESTAMP(6)),
        series_related_instances = COALESCE(series_related_instances, 0)
    WHERE created_time IS NULL OR updated_time IS NULL OR series_related_instances IS NULL', 'DO 0');
PREPARE dicom_step FROM @dicom_step;
EXECUTE dicom_step;

SET @dicom_step = IF(@dicom_adopt_state, 'ALTER TABLE dicom_state_meta
        CONVERT TO CHARACTER SET utf8mb4 COLLATE /*!80017 utf8mb4_0900_bin */ /*M!100202 utf8mb4_nopad_bin */', 'DO 0');
PREPARE dicom_step FROM @dicom_step;
EXECUTE dicom_step;

SET @dicom_step = IF(@dicom_adopt_state, 'ALTER TABLE dicom_state_meta
        DEFAULT CHARACTER SET utf8mb4 COLLATE /*!80017 utf8mb4_0900_bin */ /*M!100202 utf8mb4_nopad_bin */,
        MODIFY tenant_id VARCHAR(64) NOT NULL,
        MODIFY patient_id VARCHAR(64) NOT NULL,
        MODIFY study_uid VARCHAR(64) NOT NULL,
        MODIFY series_uid VARCHAR(64) NOT NULL,
        MODIFY study_uid_hash VARCHAR(20) NOT NULL,
        MODIFY series_uid_hash VARCHAR(20) NOT NULL,
        MODIFY study_date_origin VARCHAR(8) NOT NULL,
        MODIFY patient_name VARCHAR(64),
        MODIFY patient_sex VARCHAR(1),
        MODIFY patient_birth_date DATE,
        MODIFY patient_birth_time TIME(6),
        MODIFY patient_age VARCHAR(16),
        MODIFY patient_size DOUBLE,
        MODIFY patient_weight DOUBLE,
        MODIFY pregnancy_status INT,
        MODIFY study_date DATE,
        MODIFY study_time TIME(6),
        MODIFY accession_number VARCHAR(16),
        MODIFY study_id VARCHAR(16),
        MODIFY study_description VARCHAR(64),
        MODIFY modality VARCHAR(16),
        MODIFY series_number INT,
        MODIFY series_date DATE,
        MODIFY series_time TIME(6),
        MODIFY series_description VARCHAR(256),
        MODIFY body_part_examined VARCHAR(64),
        MODIFY protocol_name VARCHAR(64),
        MODIFY series_related_instances INT NOT NULL,
        MODIFY created_time DATETIME(6) NOT NULL,
        MODIFY updated_time DATETIME(6) NOT NULL,
        ADD COLUMN patient_name_folded VARCHAR(64),
        ADD COLUMN json_due SMALLINT NOT NULL DEFAULT 1,
        ADD INDEX ix_state_patient (tenant_id, patient_id),
        ADD INDEX ix_state_patient_name (tenant_id, patient_name_folded),
        ADD INDEX ix_state_study_date (tenant_id, study_date),
        ADD INDEX ix_state_accession (tenant_id, accession_number),
        ADD INDEX ix_state_updated_time (updated_time),
        ADD INDEX ix_state_json_due (json_due, updated_time, tenant_id, study_uid, series_uid)', 'DO 0');
PREPARE dicom_step FROM @dicom_step;
EXECUTE dicom_step;

SET @dicom_step = IF(@dicom_adopt_json, 'ALTER TABLE dicom_json_meta
        CONVERT TO CHARACTER SET utf8mb4 COLLATE /*!80017 utf8mb4_0900_bin */ /*M!100202 utf8mb4_nopad_bin */', 'DO 0');
PREPARE dicom_step FROM @dicom_step;
EXECUTE dicom_step;

SET @dicom_step = IF(@dicom_adopt_json, 'ALTER TABLE dicom_json_meta
        MODIFY tenant_id VARCHAR(64) NOT NULL,
        MODIFY study_uid VARCHAR(64) NOT NULL,
        MODIFY series_uid VARCHAR(64) NOT NULL,
        MODIFY study_uid_hash VARCHAR(20) NOT NULL,
        MODIFY series_uid_hash VARCHAR(20) NOT NULL,
        MODIFY study_date_origin VARCHAR(8) NOT NULL,
        MODIFY flag_time DATETIME(6) NOT NULL,
        MODIFY created_time DATETIME(6) NOT NULL,
        MODIFY json_status INT NOT NULL,
        MODIFY retry_times INT NOT NULL', 'DO 0');
PREPARE dicom_step FROM @dicom_step;
EXECUTE dicom_step;
DEALLOCATE PREPARE dicom_step;

UPDATE dicom_state_meta s JOIN dicom_json_meta j ON j.tenant_id = s.tenant_id AND j.study_uid = s.study_uid AND j.series_uid = s.series_uid
SET s.json_due = 0
WHERE j.flag_time = s.updated_time AND j.json_status <> 2 AND s.json_due <> 0;
