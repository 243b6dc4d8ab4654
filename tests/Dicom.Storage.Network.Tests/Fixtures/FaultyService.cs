namespace Dicom.Storage.Network.Tests;

/// <summary>A C-STORE service that throws at one point, with a message that nobody outside may see.</summary>
internal sealed class FaultyService(string where) : IDimseService
{
    private int _disposed;

    public int Disposed => Volatile.Read(ref _disposed);

    public DimseCommandField Command => DimseCommandField.CStoreRequest;

    public ValueTask<IDimseOperation> BeginAsync(DimseRequest request, CancellationToken cancellationToken)
    {
        ThrowIf("begin");
        return new(new Operation(this));
    }

    private void ThrowIf(string point)
    {
        if (where == point)
            throw new InvalidOperationException("secret of the service");
    }

    private sealed class Operation(FaultyService owner) : IDimseOperation
    {
        public ValueTask WriteAsync(ReadOnlyMemory<byte> fragment, CancellationToken cancellationToken)
        {
            owner.ThrowIf("write");
            return default;
        }

        public async ValueTask<DimseResponse> CompleteAsync(CancellationToken cancellationToken)
        {
            await Task.Yield();
            owner.ThrowIf("complete");
            return new DimseResponse(DimseStatus.Success);
        }

        public ValueTask DisposeAsync()
        {
            Interlocked.Increment(ref owner._disposed);
            return default;
        }
    }
}
