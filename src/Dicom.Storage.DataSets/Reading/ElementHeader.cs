namespace Dicom.Storage.DataSets;

/// <summary>An element's, item's or delimiter's header as it stands, before it is known whether it may stand there.</summary>
internal struct ElementHeader
{
    public DicomTag Tag;

    public DicomVR VR;

    public uint Length;

    /// <summary>The bytes that it takes: 8 or 12 (PS3.5 7.1).</summary>
    public int Size;

    /// <summary>Whether it has no VR although the level's elements have one: read so in <see cref="DataSetReadMode.Tolerant"/> only.</summary>
    public bool LacksVR;

    public DataSetAnomalies Anomalies;
}
