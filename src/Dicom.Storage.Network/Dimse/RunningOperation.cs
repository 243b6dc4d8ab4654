using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Network;

/// <summary>
/// An operation with what surrounds it: the size limit, the service's faults turned into 0110, and the data set drained once its answer is decided.
/// </summary>
internal sealed class RunningOperation(ILogger logger, DimseRequest request, long maxLength) : IAsyncDisposable
{
    private IDimseOperation? _inner;
    private DimseResponse? _decided;
    private long _length;

    public DimseRequest Request => request;

    /// <summary>Answers without asking a service.</summary>
    public void Decide(DimseResponse response) => _decided = response;

    public async ValueTask BeginAsync(IDimseService service, CancellationToken cancellationToken)
    {
        try
        {
            _inner = await service.BeginAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsServiceFault(e, cancellationToken))
        {
            await FailAsync(e).ConfigureAwait(false);
        }
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> fragment, CancellationToken cancellationToken)
    {
        _length += fragment.Length;
        if (_decided is not null)
            return default;
        if (_length > maxLength)
            return DiscardAsync(new DimseResponse(DimseStatus.LimitExceeded, "Data set longer than this server takes"));
        return ForwardAsync(fragment, cancellationToken);
    }

    public async ValueTask<DimseResponse> CompleteAsync(CancellationToken cancellationToken)
    {
        if (_decided is null)
        {
            try
            {
                _decided = await _inner!.CompleteAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (IsServiceFault(e, cancellationToken))
            {
                await FailAsync(e).ConfigureAwait(false);
            }
        }

        return _decided!.Value;
    }

    public async ValueTask DisposeAsync()
    {
        IDimseOperation? inner = _inner;
        _inner = null;
        if (inner is null)
            return;
        try
        {
            await inner.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            AssociationLog.ServiceFailed(logger, request.Association.Id, request.CommandField, e.GetType());
        }
    }

    /// <summary>The end of the association is the only exception of a service that ends the association.</summary>
    private static bool IsServiceFault(Exception exception, CancellationToken cancellationToken) =>
        exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested;

    private ValueTask ForwardAsync(ReadOnlyMemory<byte> fragment, CancellationToken cancellationToken)
    {
        try
        {
            ValueTask write = _inner!.WriteAsync(fragment, cancellationToken);
            return write.IsCompletedSuccessfully ? default : AwaitAsync(write, cancellationToken);
        }
        catch (Exception e) when (IsServiceFault(e, cancellationToken))
        {
            return FailAsync(e);
        }
    }

    private async ValueTask AwaitAsync(ValueTask write, CancellationToken cancellationToken)
    {
        try
        {
            await write.ConfigureAwait(false);
        }
        catch (Exception e) when (IsServiceFault(e, cancellationToken))
        {
            await FailAsync(e).ConfigureAwait(false);
        }
    }

    private ValueTask FailAsync(Exception exception)
    {
        AssociationLog.ServiceFailed(logger, request.Association.Id, request.CommandField, exception.GetType());
        return DiscardAsync(new DimseResponse(DimseStatus.ProcessingFailure, "Processing failure of the server"));
    }

    private ValueTask DiscardAsync(DimseResponse response)
    {
        _decided = response;
        return DisposeAsync();
    }
}
