using System.Collections.Concurrent;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Scp;

/// <summary>
/// C-STORE (PS3.7 9.1.1, PS3.4 B): takes the data set from the socket's buffer into the spool as it comes, reads its header on the
/// way, and answers when the acknowledgement level is reached.
/// </summary>
internal sealed class StoreService : IDimseService
{
    private const int PooledParsers = 64;

    private readonly StorageEngine _engine;
    private readonly StorageScpOptions _options;
    private readonly ITenantResolver _tenants;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentQueue<DicomHeaderParser> _parsers = [];

    public StoreService(StorageEngine engine, StorageScpOptions options, ITenantResolver tenants, TimeProvider time, ILogger logger)
    {
        _engine = engine;
        _options = options;
        _tenants = tenants;
        _time = time;
        _logger = logger;
    }

    public DimseCommandField Command => DimseCommandField.CStoreRequest;

    internal StorageScpOptions Options => _options;

    internal TimeProvider Time => _time;

    internal ILogger Logger => _logger;

    internal IngestPipeline Pipeline => _engine.Pipeline;

    internal StoreStatistics Statistics { get; } = new();

    public async ValueTask<IDimseOperation> BeginAsync(DimseRequest request, CancellationToken cancellationToken)
    {
        TenantId? tenant = await _tenants.ResolveAsync(request, cancellationToken).ConfigureAwait(false);
        if (tenant is null)
            return Refuse(request, StoreRefusal.NotAuthorized);
        if (Unable() is { } reason)
            return Refuse(request, reason);

        SpoolWriter writer;
        try
        {
            writer = _engine.Spool.Create(tenant.Value);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _engine.Spool.Volume.ReportFlushFailure();
            return Refuse(request, StoreRefusal.DiskDegraded);
        }

        StoreOperation operation = new(this, request, writer, RentParser(request.PresentationContext.TransferSyntaxUid));
        operation.WriteFileMeta();
        return operation;
    }

    internal void ReturnParser(DicomHeaderParser parser)
    {
        if (_parsers.Count < PooledParsers)
            _parsers.Enqueue(parser);
        else
            parser.Dispose();
    }

    internal void ReportWriteFailure(IOException exception)
    {
        ScpLog.WriteFailed(_logger, exception.HResult);
        _engine.Spool.Volume.ReportFlushFailure();
    }

    /// <summary>What to answer to a failed write: whether the disk is full or broken is the volume's to say.</summary>
    internal DimseResponse DiskRefusal() => _engine.Spool.Volume.State == VolumeState.Full ? StoreRefusal.DiskFull : StoreRefusal.DiskDegraded;

    private DimseResponse? Unable() => _engine.Spool.Volume.State switch
    {
        VolumeState.Full => StoreRefusal.DiskFull,
        VolumeState.Degraded => StoreRefusal.DiskDegraded,
        _ => _engine.Spool.IsFull ? StoreRefusal.SpoolFull : null,
    };

    private RefusedStore Refuse(DimseRequest request, DimseResponse response)
    {
        ScpLog.Refused(_logger, request.Association.Id, response.Status, response.ErrorComment);
        Statistics.AddRefused();
        return new RefusedStore(response);
    }

    private DicomHeaderParser RentParser(DicomUid transferSyntax)
    {
        // Negotiation accepts only what the dictionary has, or what the profile adds: that is explicit little endian (PS3.5 A.4).
        if (!DicomTransferSyntax.TryGet(transferSyntax, out DicomTransferSyntax? syntax))
            syntax = DicomTransferSyntax.ExplicitVRLittleEndian;
        if (!_parsers.TryDequeue(out DicomHeaderParser? parser))
            return new DicomHeaderParser(syntax, DicomMetaFactory.WantedTags, _options.DataSetLimits);
        parser.Reset(syntax);
        return parser;
    }

    /// <summary>Lets a data set pass by and answers what was decided before it came.</summary>
    private sealed class RefusedStore(DimseResponse response) : IDimseOperation
    {
        public ValueTask WriteAsync(ReadOnlyMemory<byte> fragment, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<DimseResponse> CompleteAsync(CancellationToken cancellationToken) => ValueTask.FromResult(response);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
