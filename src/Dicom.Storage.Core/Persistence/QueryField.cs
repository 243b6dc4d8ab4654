namespace Dicom.Storage.Core;

/// <summary>What a query can look at. The comments say from which level on and how the value compares.</summary>
public enum QueryField
{
    /// <summary>Patient ID (0010,0020). Text; from patient level on.</summary>
    PatientId = 0,

    /// <summary>Patient's Name (0010,0010). Text without regard to case (PS3.4 C.2.2.2.1); from patient level on.</summary>
    PatientName,

    /// <summary>Patient's Sex (0010,0040). Text; from patient level on.</summary>
    PatientSex,

    /// <summary>Patient's Birth Date (0010,0030). Date; from patient level on.</summary>
    PatientBirthDate,

    /// <summary>Study Instance UID (0020,000D). UID; from study level on.</summary>
    StudyInstanceUid,

    /// <summary>Study Date (0008,0020). Date; from study level on.</summary>
    StudyDate,

    /// <summary>Study Time (0008,0030). Time; from study level on.</summary>
    StudyTime,

    /// <summary>Accession Number (0008,0050). Text; from study level on.</summary>
    AccessionNumber,

    /// <summary>Study ID (0020,0010). Text; from study level on.</summary>
    StudyId,

    /// <summary>Study Description (0008,1030). Text; from study level on.</summary>
    StudyDescription,

    /// <summary>Modalities in Study (0008,0061): a study that has a series of the modality. Text; from study level on, and of the whole study at every level.</summary>
    ModalitiesInStudy,

    /// <summary>Series Instance UID (0020,000E). UID; from series level on, and at study level "has such a series".</summary>
    SeriesInstanceUid,

    /// <summary>Modality (0008,0060) of the series. Text; from series level on, and at study level "has such a series".</summary>
    Modality,

    /// <summary>Series Number (0020,0011). Number; from series level on.</summary>
    SeriesNumber,

    /// <summary>Series Date (0008,0021). Date; from series level on.</summary>
    SeriesDate,

    /// <summary>Series Time (0008,0031). Time; from series level on.</summary>
    SeriesTime,

    /// <summary>Series Description (0008,103E). Text; from series level on.</summary>
    SeriesDescription,

    /// <summary>Body Part Examined (0018,0015). Text; from series level on.</summary>
    BodyPartExamined,

    /// <summary>Protocol Name (0018,1030). Text; from series level on.</summary>
    ProtocolName,

    /// <summary>SOP Instance UID (0008,0018). UID; instance level.</summary>
    SopInstanceUid,

    /// <summary>SOP Class UID (0008,0016). UID; instance level.</summary>
    SopClassUid,

    /// <summary>Instance Number (0020,0013). Number; instance level.</summary>
    InstanceNumber,

    /// <summary>Content Date (0008,0023). Date; instance level.</summary>
    ContentDate,

    /// <summary>Content Time (0008,0033). Time; instance level.</summary>
    ContentTime,
}
