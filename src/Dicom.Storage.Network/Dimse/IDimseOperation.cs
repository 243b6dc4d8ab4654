namespace Dicom.Storage.Network;

/// <summary>
/// One running DIMSE operation. Calls come one after the other: any number of <see cref="WriteAsync"/>, then
/// <see cref="CompleteAsync"/>, then disposal. Disposed without <see cref="CompleteAsync"/> means that the association ended first:
/// whatever was taken in is to be discarded.
/// </summary>
public interface IDimseOperation : IAsyncDisposable
{
    /// <summary>Takes the next bytes of the data set, in the transfer syntax of the presentation context.</summary>
    /// <param name="fragment">
    /// A piece of any size (empty pieces are not passed on), straight from the receive buffer: it may be read only until the returned task
    /// has completed. The socket is not read meanwhile, so a slow operation slows its sender and nobody else.
    /// </param>
    /// <param name="cancellationToken">Fires when the association ends.</param>
    ValueTask WriteAsync(ReadOnlyMemory<byte> fragment, CancellationToken cancellationToken);

    /// <summary>Ends the operation: the data set, if the request has one, is complete. What is returned is sent at once.</summary>
    /// <param name="cancellationToken">Fires when the association ends.</param>
    ValueTask<DimseResponse> CompleteAsync(CancellationToken cancellationToken);
}
