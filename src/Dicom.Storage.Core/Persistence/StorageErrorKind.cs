namespace Dicom.Storage.Core;

/// <summary>What went wrong in a store of data.</summary>
public enum StorageErrorKind
{
    /// <summary>The database, the file system or the way to it failed; <see cref="DicomStorageException.IsTransient"/> tells whether trying again can help.</summary>
    DatabaseError = 0,

    /// <summary>The key that was asked for is not there.</summary>
    RecordNotExists,

    /// <summary>The key is there and may not be replaced.</summary>
    AlreadyExists,

    /// <summary>A stored value cannot be read as what its column promises: the data is damaged or of a newer version.</summary>
    ExtractionFailed,

    /// <summary>A transaction was not committed, or its answer was lost: read back by key before concluding anything.</summary>
    TransactionFailed,

    /// <summary>The bus did not take or confirm an event.</summary>
    BusError,
}
