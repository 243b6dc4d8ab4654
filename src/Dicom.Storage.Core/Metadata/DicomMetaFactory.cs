using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>
/// Makes an object's rows of its header and its receipt. Missing Type 2 values, partial dates and over-long texts are no reason
/// to refuse an object: they become empty, null or cut, and the object keeps what it said.
/// </summary>
public static class DicomMetaFactory
{
    /// <summary>Gets the elements that a receiver has to keep of a header.</summary>
    public static DicomTagSet WantedTags { get; } = new(
        DicomTag.SpecificCharacterSet,
        DicomTag.ImageType,
        DicomTag.SOPClassUID,
        DicomTag.SOPInstanceUID,
        DicomTag.StudyDate,
        DicomTag.SeriesDate,
        DicomTag.ContentDate,
        DicomTag.StudyTime,
        DicomTag.SeriesTime,
        DicomTag.ContentTime,
        DicomTag.AccessionNumber,
        DicomTag.Modality,
        DicomTag.StudyDescription,
        DicomTag.SeriesDescription,
        DicomTag.PatientName,
        DicomTag.PatientID,
        DicomTag.PatientBirthDate,
        DicomTag.PatientBirthTime,
        DicomTag.PatientSex,
        DicomTag.PatientAge,
        DicomTag.PatientSize,
        DicomTag.PatientWeight,
        DicomTag.BodyPartExamined,
        DicomTag.SliceThickness,
        DicomTag.SpacingBetweenSlices,
        DicomTag.ProtocolName,
        DicomTag.StudyInstanceUID,
        DicomTag.SeriesInstanceUID,
        DicomTag.StudyID,
        DicomTag.SeriesNumber,
        DicomTag.InstanceNumber,
        DicomTag.ImagePositionPatient,
        DicomTag.ImageOrientationPatient,
        DicomTag.SliceLocation,
        DicomTag.SamplesPerPixel,
        DicomTag.PhotometricInterpretation,
        DicomTag.NumberOfFrames,
        DicomTag.Rows,
        DicomTag.Columns,
        DicomTag.BitsAllocated,
        DicomTag.BitsStored,
        DicomTag.HighBit,
        DicomTag.PixelRepresentation,
        DicomTag.WindowCenter,
        DicomTag.WindowWidth,
        DicomTag.RescaleIntercept,
        DicomTag.RescaleSlope,
        DicomTag.RescaleType);

    /// <summary>Makes the rows.</summary>
    /// <remarks>
    /// An object without Study or Series Instance UID gets stand-ins derived from its SOP Instance UID, so that it has a key and can be found;
    /// the object itself is not changed.
    /// </remarks>
    /// <returns>False when SOP Instance UID is missing, or one of the three is there and no UID (status C001).</returns>
    public static bool TryCreate(DicomHeader header, InstanceReceipt receipt, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out InstanceMetas? metas)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(receipt);
        metas = null;
        if (!header.TryGetUid(DicomTag.SOPInstanceUID, out DicomUid sop) ||
            !StandInUid.TryGet(header, DicomTag.StudyInstanceUID, sop, out DicomUid study) ||
            !StandInUid.TryGet(header, DicomTag.SeriesInstanceUID, sop, out DicomUid series))
        {
            return false;
        }

        HeaderText text = new(header);
        InstanceKey key = new(receipt.TenantId, study, series, sop);
        DicomStateMeta state = State(text, key, receipt);
        DicomUid sopClass = header.TryGetUid(DicomTag.SOPClassUID, out DicomUid named) ? named : receipt.SopClassUid;
        DicomImageMeta image = Image(text, key, state, sopClass, receipt);
        metas = new InstanceMetas(Store(text, key, state, receipt), state, image, text.Truncated);
        return true;
    }

    private static DicomStoreMeta Store(HeaderText text, InstanceKey key, DicomStateMeta state, InstanceReceipt receipt) => new()
    {
        TraceId = receipt.TraceId,
        WorkerNodeId = BoundedString<Max64>.Truncate(receipt.WorkerNodeId),
        TenantId = key.TenantId,
        PatientId = state.PatientId,
        StudyUid = key.StudyUid,
        SeriesUid = key.SeriesUid,
        SopUid = key.SopUid,
        FileSize = receipt.FileSize,
        TransferSyntaxUid = receipt.TransferSyntaxUid,
        NumberOfFrames = text.Int32(DicomTag.NumberOfFrames) is { } frames and > 0 ? frames : 1,
        CreatedTime = receipt.ReceivedTime,
        SeriesUidHash = state.SeriesUidHash,
        StudyUidHash = state.StudyUidHash,
        AccessionNumber = state.AccessionNumber,
        TargetTs = receipt.TransferSyntaxUid,
        StudyDate = state.StudyDate,
        TransferStatus = TransferStatus.NoNeedTransfer,
        SourceIp = BoundedString<Max64>.Truncate(receipt.SourceIp),
        SourceAe = BoundedString<Max64>.Truncate(receipt.SourceAe),
    };

    private static DicomStateMeta State(HeaderText text, InstanceKey key, InstanceReceipt receipt) => new()
    {
        TenantId = key.TenantId,
        PatientId = text.Required<Max64>(DicomTag.PatientID),
        StudyUid = key.StudyUid,
        SeriesUid = key.SeriesUid,
        StudyUidHash = UidHash.Of(key.StudyUid),
        SeriesUidHash = UidHash.Of(key.SeriesUid),
        StudyDateOrigin = text.DateOrigin(DicomTag.StudyDate),
        PatientName = text.Optional<Max64>(DicomTag.PatientName),
        PatientSex = text.Optional<Max1>(DicomTag.PatientSex),
        PatientBirthDate = text.Date(DicomTag.PatientBirthDate),
        PatientBirthTime = text.Time(DicomTag.PatientBirthTime),
        PatientAge = text.Optional<Max16>(DicomTag.PatientAge),
        PatientSize = text.Double(DicomTag.PatientSize),
        PatientWeight = text.Double(DicomTag.PatientWeight),
        StudyDate = text.Date(DicomTag.StudyDate),
        StudyTime = text.Time(DicomTag.StudyTime),
        AccessionNumber = text.Optional<Max16>(DicomTag.AccessionNumber),
        StudyId = text.Optional<Max16>(DicomTag.StudyID),
        StudyDescription = text.Optional<Max64>(DicomTag.StudyDescription),
        Modality = text.Optional<Max16>(DicomTag.Modality),
        SeriesNumber = text.Int32(DicomTag.SeriesNumber),
        SeriesDate = text.Date(DicomTag.SeriesDate),
        SeriesTime = text.Time(DicomTag.SeriesTime),
        SeriesDescription = text.Optional<Max256>(DicomTag.SeriesDescription),
        BodyPartExamined = text.Optional<Max64>(DicomTag.BodyPartExamined),
        ProtocolName = text.Optional<Max64>(DicomTag.ProtocolName),
        CreatedTime = receipt.ReceivedTime,
        UpdatedTime = receipt.ReceivedTime,
    };

    private static DicomImageMeta Image(HeaderText text, InstanceKey key, DicomStateMeta state, DicomUid sopClass, InstanceReceipt receipt) => new()
    {
        TenantId = key.TenantId,
        PatientId = state.PatientId,
        StudyUid = key.StudyUid,
        SeriesUid = key.SeriesUid,
        SopUid = key.SopUid,
        StudyUidHash = state.StudyUidHash,
        SeriesUidHash = state.SeriesUidHash,
        InstanceNumber = text.Int32(DicomTag.InstanceNumber),
        ContentDate = text.Date(DicomTag.ContentDate),
        ContentTime = text.Time(DicomTag.ContentTime),
        ImageType = text.Optional<Max128>(DicomTag.ImageType),
        ImageOrientationPatient = text.Optional<Max128>(DicomTag.ImageOrientationPatient),
        ImagePositionPatient = text.Optional<Max64>(DicomTag.ImagePositionPatient),
        SliceThickness = text.Double(DicomTag.SliceThickness),
        SpacingBetweenSlices = text.Double(DicomTag.SpacingBetweenSlices),
        SliceLocation = text.Double(DicomTag.SliceLocation),
        SamplesPerPixel = text.Int32(DicomTag.SamplesPerPixel),
        PhotometricInterpretation = text.Optional<Max32>(DicomTag.PhotometricInterpretation),
        Width = text.Int32(DicomTag.Rows),
        Columns = text.Int32(DicomTag.Columns),
        BitsAllocated = text.Int32(DicomTag.BitsAllocated),
        BitsStored = text.Int32(DicomTag.BitsStored),
        HighBit = text.Int32(DicomTag.HighBit),
        PixelRepresentation = text.Int32(DicomTag.PixelRepresentation),
        RescaleIntercept = text.Double(DicomTag.RescaleIntercept),
        RescaleSlope = text.Double(DicomTag.RescaleSlope),
        RescaleType = text.Optional<Max64>(DicomTag.RescaleType),
        WindowCenter = text.Optional<Max64>(DicomTag.WindowCenter),
        WindowWidth = text.Optional<Max64>(DicomTag.WindowWidth),
        TransferSyntaxUid = receipt.TransferSyntaxUid,
        SopClassUid = sopClass,
        ImageStatus = BoundedString<Max32>.Parse(DicomImageMeta.ActiveStatus),
        SpaceSize = receipt.FileSize,
        CreatedTime = receipt.ReceivedTime,
        UpdatedTime = receipt.ReceivedTime,
    };
}
