namespace Dicom.Storage.DataSets;

/// <summary>Where the frames of Pixel Data lie.</summary>
internal abstract class FrameSource
{
    /// <summary>Finds a frame's bytes.</summary>
    public abstract DicomFrameFailure Find(int index, out FrameBytes frame);
}
