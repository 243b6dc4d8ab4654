using System.Collections.Concurrent;

namespace Dicom.Storage.Network.Tests;

/// <summary>Keeps the data set of every C-STORE in memory, and what became of each operation.</summary>
internal sealed class CollectingStoreService : IDimseService
{
    private int _disposedWithoutCompletion;

    public ConcurrentQueue<(DimseRequest Request, byte[] DataSet)> Stored { get; } = new();

    /// <summary>Gets how many operations were discarded because their association ended.</summary>
    public int Discarded => Volatile.Read(ref _disposedWithoutCompletion);

    /// <summary>Gets or sets what is answered.</summary>
    public Func<DimseRequest, DimseResponse> Answer { get; set; } = _ => new DimseResponse(DimseStatus.Success);

    /// <summary>Gets or sets what happens on each write.</summary>
    public Func<ValueTask> OnWrite { get; set; } = () => default;

    /// <summary>Gets or sets what happens before the answer.</summary>
    public Func<CancellationToken, ValueTask> OnComplete { get; set; } = _ => default;

    public DimseCommandField Command => DimseCommandField.CStoreRequest;

    public ValueTask<IDimseOperation> BeginAsync(DimseRequest request, CancellationToken cancellationToken) => new(new Operation(this, request));

    private sealed class Operation(CollectingStoreService owner, DimseRequest request) : IDimseOperation
    {
        private readonly MemoryStream _dataSet = new();
        private bool _completed;

        public ValueTask WriteAsync(ReadOnlyMemory<byte> fragment, CancellationToken cancellationToken)
        {
            _dataSet.Write(fragment.Span);
            return owner.OnWrite();
        }

        public async ValueTask<DimseResponse> CompleteAsync(CancellationToken cancellationToken)
        {
            await owner.OnComplete(cancellationToken);
            _completed = true;
            owner.Stored.Enqueue((request, _dataSet.ToArray()));
            return owner.Answer(request);
        }

        public ValueTask DisposeAsync()
        {
            if (!_completed)
                Interlocked.Increment(ref owner._disposedWithoutCompletion);
            return default;
        }
    }
}
