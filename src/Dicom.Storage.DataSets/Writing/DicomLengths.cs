namespace Dicom.Storage.DataSets;

/// <summary>How the ends of sequences and items are written (PS3.5 7.5.1, 7.5.2).</summary>
public enum DicomLengths
{
    /// <summary>Each as it was read, or as its <c>HasUndefinedLength</c> says.</summary>
    AsRead,

    /// <summary>With a length. Only what is larger than 4 GiB ends with a delimiter.</summary>
    Defined,

    /// <summary>With a delimiter.</summary>
    Undefined,
}
