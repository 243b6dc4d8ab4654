namespace Dicom.Storage.Network;

/// <summary>Who aborted an association (PS3.8 9.3.8).</summary>
public enum AbortSource : byte
{
    /// <summary>The service user: the application.</summary>
    ServiceUser = 0,

    /// <summary>The service provider: the upper layer.</summary>
    ServiceProvider = 2,
}
