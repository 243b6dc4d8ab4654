namespace Dicom.Storage.DataSets;

/// <summary>What a reader does where the encoding is broken.</summary>
public enum DataSetReadMode
{
    /// <summary>It ends there. For whoever stores what was sent: two readers of the same object must not find two objects.</summary>
    Strict,

    /// <summary>
    /// It reads on where that leaves one reading, and tells so in <see cref="DataSetReader.Anomalies"/>. For whoever wants to see what a file holds.
    /// What lies before a failure has been read either way.
    /// </summary>
    Tolerant,
}
