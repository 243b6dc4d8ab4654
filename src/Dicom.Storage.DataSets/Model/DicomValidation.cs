namespace Dicom.Storage.DataSets;

/// <summary>What is asked of a value that is put into a data set.</summary>
public enum DicomValidation
{
    /// <summary>The rules of its VR (PS3.5 6.2) and the multiplicity of the dictionary (PS3.5 6.4). What breaks one is refused.</summary>
    Rules,

    /// <summary>Only that it can be written at all: for what must be passed on although it is wrong.</summary>
    None,
}
