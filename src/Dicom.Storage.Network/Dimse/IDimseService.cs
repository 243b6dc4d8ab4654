namespace Dicom.Storage.Network;

/// <summary>One row of a listener's table of services: answers the requests of one kind. Called by many associations at once.</summary>
public interface IDimseService
{
    /// <summary>Gets the request that this service answers, for example <see cref="DimseCommandField.CStoreRequest"/>.</summary>
    DimseCommandField Command { get; }

    /// <summary>
    /// Begins one operation; called when the command set is complete and before the first byte of the data set. The request has
    /// been checked: for C-STORE both affected UIDs are there, the SOP class is the context's, a data set follows.
    /// </summary>
    /// <param name="request">Valid until the operation is disposed.</param>
    /// <param name="cancellationToken">Fires when the association ends: nobody waits for an answer any more.</param>
    /// <returns>The operation; the caller disposes it.</returns>
    /// <remarks>
    /// To refuse, return an operation that takes the data set in and answers the status. Any exception but the cancellation is answered
    /// with 0110, the data set is discarded, and the association goes on.
    /// </remarks>
    ValueTask<IDimseOperation> BeginAsync(DimseRequest request, CancellationToken cancellationToken);
}
