namespace Dicom.Storage.Core;

/// <summary>Whether a volume may take objects; see <see cref="VolumeGuard"/>.</summary>
public enum VolumeState
{
    /// <summary>Objects are taken.</summary>
    Healthy,

    /// <summary>Free space is below the watermark: A700 is answered until space returns.</summary>
    Full,

    /// <summary>A flush failed, or the volume cannot be written: A700 is answered until it proves itself.</summary>
    Degraded,
}
