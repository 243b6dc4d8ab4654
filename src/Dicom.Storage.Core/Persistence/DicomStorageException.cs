namespace Dicom.Storage.Core;

/// <summary>A store of data (database, instance store, spool) could not do what it was asked.</summary>
/// <remarks>Messages carry no patient data. The driver's exception, if any, is the inner one.</remarks>
public sealed class DicomStorageException : Exception
{
    /// <summary>Makes an exception of kind <see cref="StorageErrorKind.DatabaseError"/> that is not transient.</summary>
    public DicomStorageException()
    {
    }

    /// <inheritdoc cref="DicomStorageException()"/>
    public DicomStorageException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="DicomStorageException()"/>
    public DicomStorageException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="isTransient">Whether the same call can succeed later.</param>
    public DicomStorageException(StorageErrorKind kind, string message, bool isTransient = false, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        IsTransient = isTransient;
    }

    /// <summary>Gets what went wrong.</summary>
    public StorageErrorKind Kind { get; }

    /// <summary>
    /// Gets whether the same call can succeed later, because the fault lies in the surroundings: a lock, a lost connection, a full or
    /// failing disk, a damaged database. False: it lies in the call itself, and trying again is in vain.
    /// </summary>
    public bool IsTransient { get; }
}
