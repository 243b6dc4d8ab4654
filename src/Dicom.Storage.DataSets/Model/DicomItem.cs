namespace Dicom.Storage.DataSets;

/// <summary>One entry of a data set: an element with a value, a sequence, or encapsulated Pixel Data (PS3.5 7.1).</summary>
public abstract class DicomItem
{
    private protected DicomItem(DicomTag tag, DicomVR vr)
    {
        Tag = tag;
        VR = vr;
    }

    /// <summary>Gets the tag.</summary>
    public DicomTag Tag { get; }

    /// <summary>Gets the VR as it was written or given; by the dictionary when it was read from implicit VR.</summary>
    public DicomVR VR { get; }

    /// <summary>Gets tag and VR; never the value.</summary>
    public override string ToString() => $"{Tag} {VR}";
}
