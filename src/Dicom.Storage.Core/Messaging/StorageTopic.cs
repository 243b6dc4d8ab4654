namespace Dicom.Storage.Core;

/// <summary>The streams of events. Their names on a broker are configuration values; the defaults are those of dicom-server-rs.</summary>
public enum StorageTopic
{
    /// <summary>An object was received: <c>storage_queue</c>, payload <see cref="DicomStoreMeta"/>.</summary>
    Storage,

    /// <summary>The same record for the receive journal: <c>log_queue</c>.</summary>
    Log,

    /// <summary>A series has new values: <c>dicom_state_queue</c>, payload <see cref="DicomStateMeta"/>.</summary>
    State,

    /// <summary>An object was indexed: <c>dicom_image_queue</c>, payload <see cref="DicomImageMeta"/>.</summary>
    Image,
}
