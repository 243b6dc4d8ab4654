using System.Text;
using System.Text.Json;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core.Tests;

/// <summary>The messages byte for byte: names, order, nulls and forms are the contract with consumers that exist.</summary>
public sealed class DicomMetaJsonTests
{
    private static readonly DicomUid s_study = DicomUid.Parse("1.2.3");
    private static readonly DicomUid s_series = DicomUid.Parse("1.2.840.10008.5.1.4.1.1.2");
    private static readonly DateTimeOffset s_time = new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);

    [Fact]
    public void A_receipt_is_written_as_the_contract_says() => AssertJson(
        """
        {"trace_id":"018f4a3e-1234-7000-8000-0123456789ab","worker_node_id":"DICOM_STORE_SCP","tenant_id":"1234567890",
        "patient_id":"P \"1\"\\","study_uid":"1.2.3","series_uid":"1.2.840.10008.5.1.4.1.1.2","sop_uid":"1.2.3.4","file_size":527000,
        "file_path":"1234567890/20240506/1.2.3/x.dcm","transfer_syntax_uid":"1.2.840.10008.1.2.4.70","number_of_frames":1,
        "created_time":"2024-05-06T07:08:09.123456","series_uid_hash":"13145432858483028825","study_uid_hash":"14152512315557983588",
        "accession_number":null,"target_ts":"1.2.840.10008.1.2.4.70","study_date":"2024-05-06","transfer_status":"NeedTransfer",
        "source_ip":"fe80::1","source_ae":"CT1"}
        """,
        Store(),
        DicomMetaJson.Compatible.Store);

    [Fact]
    public void A_series_is_written_as_the_contract_says() => AssertJson(
        """
        {"tenant_id":"1234567890","patient_id":"P1","study_uid":"1.2.3","series_uid":"1.2.840.10008.5.1.4.1.1.2",
        "study_uid_hash":"14152512315557983588","series_uid_hash":"13145432858483028825","study_date_origin":"20240506",
        "patient_name":"𠮷田^太郎 <é>&'+\u0007","patient_sex":"F","patient_birth_date":"1980-01-31","patient_birth_time":"23:59:59.999",
        "patient_age":"044Y","patient_size":1.75,"patient_weight":70.0,"study_date":"2024-05-06","study_time":"07:08:09",
        "accession_number":"A1","study_id":"S1","study_description":"Head\t/\n","modality":"CT","series_number":2,"series_date":null,
        "series_time":"00:00:00.000001","series_description":null,"body_part_examined":null,"protocol_name":null,
        "series_related_instances":12,"created_time":"2024-05-06T07:08:09","updated_time":"2024-05-06T07:08:09.500"}
        """,
        State(),
        DicomMetaJson.Compatible.State);

    [Fact]
    public void An_object_is_written_as_the_contract_says() => AssertJson(
        """
        {"tenant_id":"1234567890","patient_id":"","study_uid":"1.2.3","series_uid":"1.2.840.10008.5.1.4.1.1.2","sop_uid":"1.2.3.4",
        "study_uid_hash":"14152512315557983588","series_uid_hash":"13145432858483028825","instance_number":-1,"content_date":"2024-05-06",
        "content_time":null,"image_type":"ORIGINAL\\PRIMARY","image_orientation_patient":null,"image_position_patient":null,
        "slice_thickness":1.25,"spacing_between_slices":null,"slice_location":-0.1,"samples_per_pixel":1,
        "photometric_interpretation":"MONOCHROME2","width":512,"columns":256,"bits_allocated":16,"bits_stored":12,"high_bit":11,
        "pixel_representation":0,"rescale_intercept":-1024.0,"rescale_slope":1.0,"rescale_type":"HU","window_center":"40\\50",
        "window_width":null,"transfer_syntax_uid":"1.2.840.10008.1.2.4.70","pixel_data_location":"x.dcm","thumbnail_location":null,
        "sop_class_uid":"1.2.840.10008.5.1.4.1.1.2","image_status":"ACTIVE","space_size":527000,"created_time":"2024-05-06T07:08:09",
        "updated_time":"2024-05-06T07:08:09"}
        """,
        Image(),
        DicomMetaJson.Compatible.Image);

    [Fact]
    public void A_document_is_written_as_the_contract_says() => AssertJson(
        """
        {"tenant_id":"1234567890","study_uid":"1.2.3","series_uid":"1.2.840.10008.5.1.4.1.1.2","study_uid_hash":"14152512315557983588",
        "series_uid_hash":"13145432858483028825","study_date_origin":"202405","flag_time":"2024-05-06T07:08:09",
        "created_time":"2024-05-06T07:08:09","json_status":2,"retry_times":3}
        """,
        Json(),
        DicomMetaJson.Compatible.Json);

    [Fact]
    public void Moments_are_utc_and_say_so_where_asked()
    {
        DicomJsonMeta json = Json() with { FlagTime = new DateTimeOffset(2024, 5, 6, 9, 8, 9, TimeSpan.FromHours(2)) };
        Assert.Contains("\"flag_time\":\"2024-05-06T07:08:09Z\"", JsonSerializer.Serialize(json, DicomMetaJson.ExplicitUtc.Json), StringComparison.Ordinal);
        Assert.Contains("\"flag_time\":\"2024-05-06T07:08:09\"", JsonSerializer.Serialize(json, DicomMetaJson.Compatible.Json), StringComparison.Ordinal);
    }

    [Fact]
    public void Both_ways_of_writing_moments_are_read()
    {
        foreach (DicomMetaJson form in (DicomMetaJson[])[DicomMetaJson.Compatible, DicomMetaJson.ExplicitUtc])
        {
            Assert.Equal(Store(), JsonSerializer.Deserialize(JsonSerializer.Serialize(Store(), form.Store), DicomMetaJson.Compatible.Store));
            Assert.Equal(State(), JsonSerializer.Deserialize(JsonSerializer.Serialize(State(), form.State), DicomMetaJson.ExplicitUtc.State));
        }
    }

    [Theory]
    [InlineData("", "null")]
    [InlineData("\"1.2.3\"", "\"1.2.3/../..\"")]
    [InlineData("\"P \\u00221\\u0022\\\\\"", "12")]
    [InlineData("\"NeedTransfer\"", "\"Whatever\"")]
    [InlineData("\"NeedTransfer\"", "1")]
    [InlineData("\"2024-05-06\"", "\"2024-13-06\"")]
    [InlineData("\"2024-05-06T07:08:09.123456\"", "\"yesterday\"")]
    [InlineData("\"2024-05-06T07:08:09.123456\"", "5")]
    [InlineData("\"1234567890\"", "\"..\"")]
    [InlineData("527000", "\"527000\"")]
    public void A_message_with_a_wrong_value_is_refused(string right, string wrong)
    {
        string message = JsonSerializer.Serialize(Store(), DicomMetaJson.Compatible.Store).Replace("P \\\"1\\\"\\\\", "P \\u00221\\u0022\\\\", StringComparison.Ordinal);
        string broken = right.Length == 0 ? wrong : message.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(message, broken);
        if (right.Length == 0)
            Assert.Null(JsonSerializer.Deserialize(broken, DicomMetaJson.Compatible.Store));
        else
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(broken, DicomMetaJson.Compatible.Store));
    }

    [Fact]
    public void A_missing_required_field_is_refused_and_an_unknown_one_ignored()
    {
        string message = JsonSerializer.Serialize(Json(), DicomMetaJson.Compatible.Json);
        Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize(message.Replace("\"study_uid\"", "\"study\"", StringComparison.Ordinal), DicomMetaJson.Compatible.Json));
        Assert.Equal(Json(), JsonSerializer.Deserialize(message.Replace("{", "{\"later\":{\"x\":[1]},", StringComparison.Ordinal), DicomMetaJson.Compatible.Json));
    }

    // The expected text is broken into lines to be read here; a message has none.
    private static void AssertJson<T>(string expected, T record, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> form)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(record, form);
        Assert.Equal(expected.ReplaceLineEndings(string.Empty), Encoding.UTF8.GetString(bytes));
        Assert.Equal(record, JsonSerializer.Deserialize(bytes, form));
    }

    private static DicomStoreMeta Store() => new()
    {
        TraceId = TraceId.Parse("018f4a3e-1234-7000-8000-0123456789ab"), WorkerNodeId = BoundedString<Max64>.Parse("DICOM_STORE_SCP"),
        TenantId = TenantId.Fallback, PatientId = BoundedString<Max64>.Parse("P \"1\"\\"), StudyUid = s_study, SeriesUid = s_series,
        SopUid = DicomUid.Parse("1.2.3.4"), FileSize = 527_000, FilePath = BoundedString<Max512>.Parse("1234567890/20240506/1.2.3/x.dcm"),
        TransferSyntaxUid = DicomUid.Parse("1.2.840.10008.1.2.4.70"), CreatedTime = s_time.AddMicroseconds(123_456),
        SeriesUidHash = UidHash.Of(s_series), StudyUidHash = UidHash.Of(s_study), TargetTs = DicomUid.Parse("1.2.840.10008.1.2.4.70"),
        StudyDate = new DateOnly(2024, 5, 6), TransferStatus = TransferStatus.NeedTransfer,
        SourceIp = BoundedString<Max64>.Parse("fe80::1"), SourceAe = BoundedString<Max64>.Parse("CT1"),
    };

    private static DicomStateMeta State() => new()
    {
        TenantId = TenantId.Fallback, PatientId = BoundedString<Max64>.Parse("P1"), StudyUid = s_study, SeriesUid = s_series,
        StudyUidHash = UidHash.Of(s_study), SeriesUidHash = UidHash.Of(s_series), StudyDateOrigin = BoundedString<Max8>.Parse("20240506"),
        PatientName = BoundedString<Max64>.Parse("𠮷田^太郎 <é>&'+\u0007"), PatientSex = BoundedString<Max1>.Parse("F"),
        PatientBirthDate = new DateOnly(1980, 1, 31), PatientBirthTime = new TimeOnly(23, 59, 59, 999), PatientAge = BoundedString<Max16>.Parse("044Y"),
        PatientSize = 1.75, PatientWeight = 70, StudyDate = new DateOnly(2024, 5, 6), StudyTime = new TimeOnly(7, 8, 9),
        AccessionNumber = BoundedString<Max16>.Parse("A1"), StudyId = BoundedString<Max16>.Parse("S1"),
        StudyDescription = BoundedString<Max64>.Parse("Head\t/\n"), Modality = BoundedString<Max16>.Parse("CT"), SeriesNumber = 2,
        SeriesTime = new TimeOnly(0, 0, 0, 0, 1), SeriesRelatedInstances = 12, CreatedTime = s_time, UpdatedTime = s_time.AddMilliseconds(500),
    };

    private static DicomImageMeta Image() => new()
    {
        TenantId = TenantId.Fallback, PatientId = default, StudyUid = s_study, SeriesUid = s_series, SopUid = DicomUid.Parse("1.2.3.4"),
        StudyUidHash = UidHash.Of(s_study), SeriesUidHash = UidHash.Of(s_series), InstanceNumber = -1, ContentDate = new DateOnly(2024, 5, 6),
        ImageType = BoundedString<Max128>.Parse("ORIGINAL\\PRIMARY"), SliceThickness = 1.25, SliceLocation = -0.1, SamplesPerPixel = 1,
        PhotometricInterpretation = BoundedString<Max32>.Parse("MONOCHROME2"), Width = 512, Columns = 256, BitsAllocated = 16, BitsStored = 12,
        HighBit = 11, PixelRepresentation = 0, RescaleIntercept = -1024, RescaleSlope = 1, RescaleType = BoundedString<Max64>.Parse("HU"),
        WindowCenter = BoundedString<Max64>.Parse("40\\50"), TransferSyntaxUid = DicomUid.Parse("1.2.840.10008.1.2.4.70"),
        PixelDataLocation = BoundedString<Max512>.Parse("x.dcm"), SopClassUid = DicomUid.Parse("1.2.840.10008.5.1.4.1.1.2"),
        ImageStatus = BoundedString<Max32>.Parse(DicomImageMeta.ActiveStatus), SpaceSize = 527_000, CreatedTime = s_time, UpdatedTime = s_time,
    };

    private static DicomJsonMeta Json() => new()
    {
        TenantId = TenantId.Fallback, StudyUid = s_study, SeriesUid = s_series, StudyUidHash = UidHash.Of(s_study), SeriesUidHash = UidHash.Of(s_series),
        StudyDateOrigin = BoundedString<Max8>.Parse("202405"), FlagTime = s_time, CreatedTime = s_time, JsonStatus = JsonStatus.Failed, RetryTimes = 3,
    };
}
