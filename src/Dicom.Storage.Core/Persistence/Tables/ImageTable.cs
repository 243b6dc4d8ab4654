namespace Dicom.Storage.Core;

/// <summary>Rows of <c>dicom_image_meta</c>.</summary>
internal sealed class ImageTable : MetaTable<DicomImageMeta>
{
    public const string TableName = "dicom_image_meta";

    private static readonly MetaColumn[] s_columns =
    [
        new("tenant_id", ColumnKind.Text, ColumnRole.Key),
        new("patient_id", ColumnKind.Text),
        new("study_uid", ColumnKind.Text, ColumnRole.Key),
        new("series_uid", ColumnKind.Text, ColumnRole.Key),
        new("sop_uid", ColumnKind.Text, ColumnRole.Key),
        new("study_uid_hash", ColumnKind.Text),
        new("series_uid_hash", ColumnKind.Text),
        new("instance_number", ColumnKind.Int32),
        new("content_date", ColumnKind.Date),
        new("content_time", ColumnKind.Time),
        new("image_type", ColumnKind.Text),
        new("image_orientation_patient", ColumnKind.Text),
        new("image_position_patient", ColumnKind.Text),
        new("slice_thickness", ColumnKind.Double),
        new("spacing_between_slices", ColumnKind.Double),
        new("slice_location", ColumnKind.Double),
        new("samples_per_pixel", ColumnKind.Int32),
        new("photometric_interpretation", ColumnKind.Text),
        new("width", ColumnKind.Int32),
        new("columns", ColumnKind.Int32),
        new("bits_allocated", ColumnKind.Int32),
        new("bits_stored", ColumnKind.Int32),
        new("high_bit", ColumnKind.Int32),
        new("pixel_representation", ColumnKind.Int32),
        new("rescale_intercept", ColumnKind.Double),
        new("rescale_slope", ColumnKind.Double),
        new("rescale_type", ColumnKind.Text),
        new("window_center", ColumnKind.Text),
        new("window_width", ColumnKind.Text),
        new("transfer_syntax_uid", ColumnKind.Text),
        new("pixel_data_location", ColumnKind.Text),
        new("thumbnail_location", ColumnKind.Text),
        new("sop_class_uid", ColumnKind.Text),
        new("image_status", ColumnKind.Text),
        new("space_size", ColumnKind.Int64),
        new("created_time", ColumnKind.Timestamp, ColumnRole.Kept),
        new("updated_time", ColumnKind.Timestamp, ColumnRole.Latest),
    ];

    private ImageTable()
        : base(TableName, s_columns)
    {
    }

    /// <summary>The one instance.</summary>
    public static ImageTable Instance { get; } = new();

    public override void Write(DicomImageMeta record, IRowWriter row)
    {
        row.Text(record.TenantId.Value);
        row.Text(record.PatientId);
        row.Uid(record.StudyUid);
        row.Uid(record.SeriesUid);
        row.Uid(record.SopUid);
        row.Text(record.StudyUidHash);
        row.Text(record.SeriesUidHash);
        row.Int32(record.InstanceNumber);
        row.Date(record.ContentDate);
        row.StoredTime(record.ContentTime);
        row.Text(record.ImageType);
        row.Text(record.ImageOrientationPatient);
        row.Text(record.ImagePositionPatient);
        row.Finite(record.SliceThickness);
        row.Finite(record.SpacingBetweenSlices);
        row.Finite(record.SliceLocation);
        row.Int32(record.SamplesPerPixel);
        row.Text(record.PhotometricInterpretation);
        WriteRest(record, row);
    }

    public override DicomImageMeta Read(IRowReader row) => new()
    {
        TenantId = row.Tenant(),
        PatientId = row.Bounded<Max64>(),
        StudyUid = row.Uid(),
        SeriesUid = row.Uid(),
        SopUid = row.Uid(),
        StudyUidHash = row.Bounded<Max20>(),
        SeriesUidHash = row.Bounded<Max20>(),
        InstanceNumber = row.Int32(),
        ContentDate = row.Date(),
        ContentTime = row.Time(),
        ImageType = row.OptionalBounded<Max128>(),
        ImageOrientationPatient = row.OptionalBounded<Max128>(),
        ImagePositionPatient = row.OptionalBounded<Max64>(),
        SliceThickness = row.Double(),
        SpacingBetweenSlices = row.Double(),
        SliceLocation = row.Double(),
        SamplesPerPixel = row.Int32(),
        PhotometricInterpretation = row.OptionalBounded<Max32>(),
        Width = row.Int32(),
        Columns = row.Int32(),
        BitsAllocated = row.Int32(),
        BitsStored = row.Int32(),
        HighBit = row.Int32(),
        PixelRepresentation = row.Int32(),
        RescaleIntercept = row.Double(),
        RescaleSlope = row.Double(),
        RescaleType = row.OptionalBounded<Max64>(),
        WindowCenter = row.OptionalBounded<Max64>(),
        WindowWidth = row.OptionalBounded<Max64>(),
        TransferSyntaxUid = row.Uid(),
        PixelDataLocation = row.OptionalBounded<Max512>(),
        ThumbnailLocation = row.OptionalBounded<Max512>(),
        SopClassUid = row.Uid(),
        ImageStatus = row.OptionalBounded<Max32>(),
        SpaceSize = row.Int64(),
        CreatedTime = row.Timestamp(),
        UpdatedTime = row.Timestamp(),
    };

    private static void WriteRest(DicomImageMeta record, IRowWriter row)
    {
        row.Int32(record.Width);
        row.Int32(record.Columns);
        row.Int32(record.BitsAllocated);
        row.Int32(record.BitsStored);
        row.Int32(record.HighBit);
        row.Int32(record.PixelRepresentation);
        row.Finite(record.RescaleIntercept);
        row.Finite(record.RescaleSlope);
        row.Text(record.RescaleType);
        row.Text(record.WindowCenter);
        row.Text(record.WindowWidth);
        row.Uid(record.TransferSyntaxUid);
        row.Text(record.PixelDataLocation);
        row.Text(record.ThumbnailLocation);
        row.Uid(record.SopClassUid);
        row.Text(record.ImageStatus);
        row.Int64(record.SpaceSize);
        row.StoredTimestamp(record.CreatedTime);
        row.StoredTimestamp(record.UpdatedTime);
    }
}
