namespace Dicom.Storage.Network;

/// <summary>Whether it is of use to ask again (PS3.8 9.3.4).</summary>
public enum RejectionResult : byte
{
    /// <summary>The same request will be rejected again.</summary>
    Permanent = 1,

    /// <summary>The same request may succeed later.</summary>
    Transient = 2,
}
