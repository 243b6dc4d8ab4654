namespace Dicom.Storage.Core;

/// <summary>The tables of the contract.</summary>
public static class MetaTables
{
    /// <summary>Gets <c>dicom_object_meta</c>, the receive journal.</summary>
    public static MetaTable<DicomStoreMeta> Store => StoreTable.Instance;

    /// <summary>Gets <c>dicom_state_meta</c>, one row a series.</summary>
    public static MetaTable<DicomStateMeta> State => StateTable.Instance;

    /// <summary>Gets <c>dicom_image_meta</c>, one row an object.</summary>
    public static MetaTable<DicomImageMeta> Image => ImageTable.Instance;

    /// <summary>Gets <c>dicom_json_meta</c>, one row a prepared document.</summary>
    public static MetaTable<DicomJsonMeta> Json => JsonTable.Instance;
}
