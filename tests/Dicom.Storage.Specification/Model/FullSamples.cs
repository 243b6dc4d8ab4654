using Dicom.Storage.Core;

namespace Dicom.Storage.Specification;

/// <summary>Records with every field set, texts at their limits.</summary>
public static class FullSamples
{
    private static readonly DateOnly s_day = new(1999, 12, 31);
    private static readonly TimeOnly s_time = new(23, 59, 59, 999, 999);

    public static DicomStateMeta State(SeriesKey key) => Samples.State(key) with
    {
        PatientId = Samples.Full<Max64>(),
        StudyDateOrigin = Samples.Full<Max8>(),
        PatientName = Samples.Full<Max64>(),
        PatientSex = Samples.Full<Max1>(),
        PatientBirthDate = DateOnly.MinValue,
        PatientBirthTime = TimeOnly.MinValue,
        PatientAge = Samples.Full<Max16>(),
        PatientSize = double.MaxValue,
        PatientWeight = double.Epsilon,
        StudyDate = DateOnly.MaxValue,
        StudyTime = s_time,
        AccessionNumber = Samples.Full<Max16>(),
        StudyId = Samples.Full<Max16>(),
        StudyDescription = Samples.Full<Max64>(),
        Modality = Samples.Full<Max16>(),
        SeriesNumber = int.MinValue,
        SeriesDate = s_day,
        SeriesTime = s_time,
        SeriesDescription = Samples.Full<Max256>(),
        BodyPartExamined = Samples.Full<Max64>(),
        ProtocolName = Samples.Full<Max64>(),
        SeriesRelatedInstances = 0,
    };

    public static DicomImageMeta Image(InstanceKey key) => Samples.Image(key) with
    {
        PatientId = Samples.Full<Max64>(),
        InstanceNumber = int.MaxValue,
        ContentDate = s_day,
        ContentTime = s_time,
        ImageType = Samples.Full<Max128>(),
        ImageOrientationPatient = Samples.Full<Max128>(),
        ImagePositionPatient = Samples.Full<Max64>(),
        SliceThickness = 0.1,
        SpacingBetweenSlices = -0.1,
        SliceLocation = 1e300,
        SamplesPerPixel = 1,
        PhotometricInterpretation = Samples.Full<Max32>(),
        Width = 2,
        Columns = 3,
        BitsAllocated = 4,
        BitsStored = 5,
        HighBit = 6,
        PixelRepresentation = 7,
        RescaleIntercept = -1024.5,
        RescaleSlope = 1d / 3,
        RescaleType = Samples.Full<Max64>(),
        WindowCenter = Samples.Full<Max64>(),
        WindowWidth = Samples.Full<Max64>(),
        PixelDataLocation = Samples.Full<Max512>(),
        ThumbnailLocation = Samples.Full<Max512>(),
        ImageStatus = Samples.Full<Max32>(),
        SpaceSize = long.MaxValue,
    };

    public static DicomStoreMeta Store(InstanceKey key) => Samples.Store(key) with
    {
        WorkerNodeId = Samples.Full<Max64>(),
        PatientId = Samples.Full<Max64>(),
        FileSize = long.MaxValue,
        FilePath = Samples.Full<Max512>(),
        NumberOfFrames = int.MaxValue,
        AccessionNumber = Samples.Full<Max16>(),
        StudyDate = s_day,
        TransferStatus = TransferStatus.NeedTransfer,
        SourceIp = Samples.Full<Max64>(),
        SourceAe = Samples.Full<Max64>(),
    };

    public static DicomJsonMeta Json(SeriesKey key) => Samples.Json(key, Samples.Noon, JsonStatus.Failed, int.MaxValue) with
    {
        StudyDateOrigin = Samples.Full<Max8>(),
    };
}
