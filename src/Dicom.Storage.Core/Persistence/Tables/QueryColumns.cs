namespace Dicom.Storage.Core;

/// <summary>The column that each field of a query looks at.</summary>
public static class QueryColumns
{
    /// <summary>Gets the column of series rows; null for fields of objects, and for Modalities in Study, which is of the study.</summary>
    public static string? OfSeries(QueryField field) => field switch
    {
        QueryField.PatientId => "patient_id",
        QueryField.PatientName => StateTable.PatientNameFolded,
        QueryField.PatientSex => "patient_sex",
        QueryField.PatientBirthDate => "patient_birth_date",
        QueryField.StudyInstanceUid => "study_uid",
        QueryField.StudyDate => "study_date",
        QueryField.StudyTime => "study_time",
        QueryField.AccessionNumber => "accession_number",
        QueryField.StudyId => "study_id",
        QueryField.StudyDescription => "study_description",
        QueryField.SeriesInstanceUid => "series_uid",
        QueryField.Modality => "modality",
        QueryField.SeriesNumber => "series_number",
        QueryField.SeriesDate => "series_date",
        QueryField.SeriesTime => "series_time",
        QueryField.SeriesDescription => "series_description",
        QueryField.BodyPartExamined => "body_part_examined",
        QueryField.ProtocolName => "protocol_name",
        _ => null,
    };

    /// <summary>Gets the column of object rows, also for the keys that they share with their series; null for other fields of series.</summary>
    public static string? OfInstance(QueryField field) => field switch
    {
        QueryField.StudyInstanceUid => "study_uid",
        QueryField.SeriesInstanceUid => "series_uid",
        QueryField.SopInstanceUid => "sop_uid",
        QueryField.SopClassUid => "sop_class_uid",
        QueryField.InstanceNumber => "instance_number",
        QueryField.ContentDate => "content_date",
        QueryField.ContentTime => "content_time",
        _ => null,
    };
}
