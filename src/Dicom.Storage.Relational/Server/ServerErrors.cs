using System.Data.Common;
using System.Net.Sockets;
using Dicom.Storage.Core;

namespace Dicom.Storage.Relational;

/// <summary>What a driver's exceptions mean; decided by their codes, never by their texts.</summary>
public abstract class ServerErrors
{
    /// <summary>Gets whether an exception comes from the driver or the way to the server.</summary>
    public virtual bool IsOfServer(Exception error) => error is DbException or IOException or SocketException or TimeoutException;

    /// <summary>Makes the storage exception of a driver's.</summary>
    /// <param name="error">The driver's exception.</param>
    /// <param name="committing">Whether it came from the commit.</param>
    public abstract DicomStorageException Map(Exception error, bool committing = false);

    /// <summary>Gets whether the server has undone the transaction for the sake of others: the same work can succeed at once.</summary>
    public abstract bool IsConflict(Exception error);

    /// <summary>Gets whether the connection or the server went away: what was sent last may have been done or not.</summary>
    public abstract bool IsConnectionLost(Exception error);

    /// <summary>Gets whether a statement took longer than it may.</summary>
    public abstract bool IsTimeout(Exception error);
}
