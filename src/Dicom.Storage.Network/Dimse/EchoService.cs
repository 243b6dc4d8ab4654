namespace Dicom.Storage.Network;

/// <summary>Answers C-ECHO with success (PS3.7 9.1.5). In every listener's table unless another service for it is.</summary>
public sealed class EchoService : IDimseService
{
    /// <inheritdoc/>
    public DimseCommandField Command => DimseCommandField.CEchoRequest;

    /// <inheritdoc/>
    public ValueTask<IDimseOperation> BeginAsync(DimseRequest request, CancellationToken cancellationToken) => new(EchoOperation.Instance);

    private sealed class EchoOperation : IDimseOperation
    {
        public static readonly EchoOperation Instance = new();

        public ValueTask WriteAsync(ReadOnlyMemory<byte> fragment, CancellationToken cancellationToken) => default;

        public ValueTask<DimseResponse> CompleteAsync(CancellationToken cancellationToken) => new(new DimseResponse(DimseStatus.Success));

        public ValueTask DisposeAsync() => default;
    }
}
