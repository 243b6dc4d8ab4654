namespace Dicom.Storage.DataSets;

/// <summary>Sentences of the model's exceptions: they name elements, never values.</summary>
internal static class DicomMessages
{
    /// <summary>Tag and keyword, for example <c>(0010,0020) PatientID</c>.</summary>
    public static string Name(DicomTag tag) =>
        DicomDictionary.TryGet(tag, out DicomDictionaryEntry entry) && entry.Keyword.Length > 0 ? $"{tag} {entry.Keyword}" : tag.ToString();

    public static DicomDataException Absent(DicomTag tag) => new($"{Name(tag)} is not in the data set: ask with TryGet or give a default.");

    public static DicomDataException NoValue(DicomTag tag, int index, int count) =>
        new($"{Name(tag)} has {count} values, so none at {index}.");

    public static DicomDataException NotSingle(DicomTag tag, int count) =>
        new($"{Name(tag)} has {count} values, not one: use GetValues or GetValue with an index.");

    public static DicomDataException NotA(DicomTag tag, DicomVR vr, Type type) =>
        new($"{Name(tag)} of VR {vr} holds no {type.Name}: its text is there with GetString, its bytes with GetItem.");
}
