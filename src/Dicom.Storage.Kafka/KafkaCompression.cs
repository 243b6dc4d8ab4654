namespace Dicom.Storage.Kafka;

/// <summary>How batches of messages are compressed.</summary>
public enum KafkaCompression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>gzip.</summary>
    Gzip,

    /// <summary>Snappy: fast; the default.</summary>
    Snappy,

    /// <summary>LZ4.</summary>
    Lz4,

    /// <summary>Zstandard: smallest.</summary>
    Zstd,
}
