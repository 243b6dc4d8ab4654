namespace Dicom.Storage.Core;

/// <summary>What must be true of an object before its sender is told success.</summary>
public enum AckLevel
{
    /// <summary>Written, not flushed: survives a crash of this process, not a power cut.</summary>
    Received,

    /// <summary>File and directory are flushed: survives a power cut. The default.</summary>
    Durable,

    /// <summary>
    /// Durable, in the instance store, and committed in the database. With <see cref="IndexingPlace.Consumers"/> the receiver only knows this
    /// where they consume from the in-process bus; over a broker it is the same as <see cref="Published"/>.
    /// </summary>
    Indexed,

    /// <summary>Indexed, and its events are confirmed by the bus.</summary>
    Published,
}
