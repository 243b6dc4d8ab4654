using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>What was done to an object.</summary>
/// <param name="Source">The transfer syntax it had.</param>
/// <param name="Target">The transfer syntax it has.</param>
public sealed record TranscodeReport(DicomTransferSyntax Source, DicomTransferSyntax Target)
{
    /// <summary>Gets the frames that were encoded anew; 0 when Pixel Data was taken over as it was, or there is none.</summary>
    public int Frames { get; init; }

    /// <summary>Gets the bytes of Pixel Data as it was.</summary>
    public long SourceBytes { get; init; }

    /// <summary>Gets the bytes of Pixel Data as it is, item headers and offset tables not counted.</summary>
    public long TargetBytes { get; init; }

    /// <summary>Gets the bytes of all frames without any compression.</summary>
    public long NativeBytes { get; init; }

    /// <summary>Gets whether pixels may differ from what they were, so that the object is a new one with a SOP Instance UID of its own.</summary>
    public bool IsLossy { get; init; }

    /// <summary>Gets whether each encoded frame was decoded again and found to be what it was made of.</summary>
    public bool IsVerified { get; init; }

    /// <summary>Gets how many times smaller than without compression the frames are; 1 when there are none.</summary>
    public double Ratio => TargetBytes > 0 && NativeBytes > 0 ? (double)NativeBytes / TargetBytes : 1;
}
