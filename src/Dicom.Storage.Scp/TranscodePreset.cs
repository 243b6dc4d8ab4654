namespace Dicom.Storage.Scp;

/// <summary>Settings of <see cref="TranscodeRules"/> by one word.</summary>
public enum TranscodePreset
{
    /// <summary>Nothing is set: what is not set otherwise is kept as it came.</summary>
    None,

    /// <summary>
    /// What dicom-server-rs comes with: uncompressed, RLE, JPEG, JPEG-LS and JPEG 2000 are kept as they came, anything else is brought into Explicit VR
    /// Little Endian.
    /// </summary>
    DicomServerRs,
}
