using System.Globalization;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Benchmarks;

/// <summary>Rows as a CT sends them: every list is new to the database.</summary>
internal sealed class BenchmarkRows
{
    private static readonly TenantId s_tenant = TenantId.Parse("hospital-a");
    private static readonly DateTimeOffset s_start = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private int _studies;

    /// <summary>Objects of one series.</summary>
    public DicomImageMeta[] Images(int count)
    {
        int study = ++_studies;
        return [.. Enumerable.Range(1, count).Select(n => Image(study, n))];
    }

    /// <summary>Series, each of a study of its own.</summary>
    public DicomStateMeta[] States(int count) => [.. Enumerable.Range(1, count).Select(_ => State(++_studies))];

    private static DicomUid Uid(int study, int part = 0) =>
        DicomUid.Parse(string.Create(CultureInfo.InvariantCulture, $"1.2.840.113619.2.405.3.2831171869.418.{study}.{part}"));

    private static BoundedString<T> Text<T>(string text)
        where T : struct, IStringLimit => BoundedString<T>.Parse(text);

    private static DicomImageMeta Image(int study, int number) => new()
    {
        TenantId = s_tenant,
        PatientId = Text<Max64>("PID-0012345"),
        StudyUid = Uid(study),
        SeriesUid = Uid(study, 1),
        SopUid = Uid(study, 100 + number),
        StudyUidHash = UidHash.Of(Uid(study)),
        SeriesUidHash = UidHash.Of(Uid(study, 1)),
        InstanceNumber = number,
        ContentDate = new DateOnly(2026, 11, 25),
        ContentTime = new TimeOnly(12, 0, 1),
        ImageType = Text<Max128>(@"ORIGINAL\PRIMARY\AXIAL"),
        ImageOrientationPatient = Text<Max128>(@"1\0\0\0\1\0"),
        ImagePositionPatient = Text<Max64>(@"-158.135803\-179.035797\-75.699997"),
        SliceThickness = 2.5,
        SpacingBetweenSlices = 2.5,
        SliceLocation = -75.7 + number,
        SamplesPerPixel = 1,
        PhotometricInterpretation = Text<Max32>("MONOCHROME2"),
        Width = 512,
        Columns = 512,
        BitsAllocated = 16,
        BitsStored = 16,
        HighBit = 15,
        PixelRepresentation = 1,
        RescaleIntercept = -1024,
        RescaleSlope = 1,
        RescaleType = Text<Max64>("HU"),
        WindowCenter = Text<Max64>("40"),
        WindowWidth = Text<Max64>("400"),
        TransferSyntaxUid = DicomUid.Parse("1.2.840.10008.1.2.1"),
        PixelDataLocation = Text<Max512>($"hospital-a/20261125/{Uid(study)}/{Uid(study, 1)}/{Uid(study, 100 + number)}.dcm"),
        SopClassUid = DicomUid.Parse("1.2.840.10008.5.1.4.1.1.2"),
        ImageStatus = Text<Max32>("ACTIVE"),
        SpaceSize = 526_336,
        CreatedTime = s_start,
        UpdatedTime = s_start,
    };

    private static DicomStateMeta State(int study) => new()
    {
        TenantId = s_tenant,
        PatientId = Text<Max64>(string.Create(CultureInfo.InvariantCulture, $"PID-{study:D7}")),
        StudyUid = Uid(study),
        SeriesUid = Uid(study, 1),
        StudyUidHash = UidHash.Of(Uid(study)),
        SeriesUidHash = UidHash.Of(Uid(study, 1)),
        StudyDateOrigin = Text<Max8>("20261125"),
        PatientName = Text<Max64>("Doe^Jonathan^Q"),
        PatientSex = Text<Max1>("M"),
        PatientBirthDate = new DateOnly(1970, 1, 31),
        PatientAge = Text<Max16>("056Y"),
        PatientSize = 1.78,
        PatientWeight = 81.5,
        StudyDate = new DateOnly(2026, 11, 25),
        StudyTime = new TimeOnly(11, 59, 30),
        AccessionNumber = Text<Max16>(string.Create(CultureInfo.InvariantCulture, $"A{study:D9}")),
        StudyId = Text<Max16>("1"),
        StudyDescription = Text<Max64>("CT Thorax with contrast"),
        Modality = Text<Max16>("CT"),
        SeriesNumber = 2,
        SeriesDate = new DateOnly(2026, 11, 25),
        SeriesTime = new TimeOnly(12, 0, 0),
        SeriesDescription = Text<Max256>("Thorax 2.5 mm"),
        BodyPartExamined = Text<Max64>("CHEST"),
        ProtocolName = Text<Max64>("5.1 Routine thorax"),
        CreatedTime = s_start,
        UpdatedTime = s_start,
    };
}
