namespace Dicom.Storage.Core;

/// <summary>
/// The named points of the way from socket to index at which a test kills the process or makes a step fail, in their order.
/// </summary>
internal enum FaultPoint
{
    /// <summary>The part file exists, nothing of the object is in it.</summary>
    PartCreated,

    /// <summary>All bytes of the object have been written to the part file.</summary>
    PartWritten,

    /// <summary>The part file's content is durable.</summary>
    PartFlushed,

    /// <summary>The file has its name among the ready ones, not yet durable.</summary>
    ReadyRenamed,

    /// <summary>The name is durable: from here on the object survives.</summary>
    ReadyFlushed,

    /// <summary>The success response is about to leave.</summary>
    BeforeAnswer,

    /// <summary>A worker has taken the entry.</summary>
    IngestStarted,

    /// <summary>What was made of an object, where a transform is set, is durable in the spool.</summary>
    RenditionReady,

    /// <summary>It is known of some objects what is to be stored of them, of others of their batch perhaps not yet.</summary>
    Staged,

    /// <summary>The objects have their names in the instance store, not yet durable.</summary>
    StoreLinked,

    /// <summary>The names in the instance store are durable.</summary>
    StoreFlushed,

    /// <summary>The database has committed.</summary>
    Indexed,

    /// <summary>The bus has confirmed the events.</summary>
    Published,

    /// <summary>The spool entry is gone.</summary>
    SpoolRemoved,

    /// <summary>What was made of an object, where a transform is set, is gone from the spool.</summary>
    RenditionRemoved,
}
