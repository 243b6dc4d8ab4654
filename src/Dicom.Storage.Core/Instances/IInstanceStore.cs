namespace Dicom.Storage.Core;

/// <summary>
/// Where objects live for good. A location is an opaque key made of validated parts; nothing here assumes that it is a path.
/// </summary>
public interface IInstanceStore
{
    /// <summary>
    /// Takes objects over from the spool; when the task completes, each is durable under its location. The spool file stays.
    /// Repeating a put of the same entry changes nothing.
    /// </summary>
    /// <param name="batch">What to take; objects of one series share their flush.</param>
    /// <returns>One result an item, in order.</returns>
    /// <exception cref="IOException">The store is full or fails; all of the batch may be tried again.</exception>
    ValueTask<IReadOnlyList<PutResult>> PutAsync(IReadOnlyList<PutRequest> batch, CancellationToken cancellationToken);

    /// <summary>
    /// Whether a location is one that this store could have given to an object of a tenant. Looks at the text only, opens nothing: for
    /// locations that come from outside.
    /// </summary>
    bool IsLocationOf(TenantId tenant, string location);

    /// <summary>
    /// Gets where the object as it came lies when it was kept beside the one at a location (<see cref="PutRequest.KeepsPredecessor"/>), whether there is one or
    /// not. No index names it: it is opened as any other, and goes with the object that it lies beside.
    /// </summary>
    /// <exception cref="ArgumentException">The location is not one of this store.</exception>
    string OriginalOf(string location);

    /// <summary>Opens an object as a Part 10 stream.</summary>
    /// <exception cref="FileNotFoundException">There is no such object.</exception>
    /// <exception cref="ArgumentException">The location is not one of this store.</exception>
    ValueTask<Stream> OpenAsync(string location, CancellationToken cancellationToken);

    /// <summary>Opens a range of an object's bytes.</summary>
    /// <param name="location">The object.</param>
    /// <param name="offset">The first byte, from 0.</param>
    /// <param name="length">How many bytes; the stream ends earlier where the object does.</param>
    /// <exception cref="FileNotFoundException">There is no such object.</exception>
    /// <exception cref="ArgumentException">The location is not one of this store.</exception>
    ValueTask<Stream> OpenRangeAsync(string location, long offset, long length, CancellationToken cancellationToken);

    /// <summary>Removes an object, and first the one as it came where that was kept beside it.</summary>
    /// <returns>False when there was nothing.</returns>
    /// <exception cref="ArgumentException">The location is not one of this store.</exception>
    ValueTask<bool> DeleteAsync(string location, CancellationToken cancellationToken);

    /// <summary>Goes through all objects, those that were kept beside others included, in no promised order.</summary>
    IAsyncEnumerable<StoredObject> EnumerateAsync(CancellationToken cancellationToken);
}
