using Dicom.Storage.Codecs;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Scp;

/// <summary>Brings objects of the pipeline into the transfer syntax that <see cref="TranscodeRules"/> name.</summary>
internal sealed class TranscodingTransform : IIngestTransform, IDisposable
{
    private readonly TranscodeRules _rules;
    private readonly CodecRegistry _codecs;
    private readonly TranscodePlan _plan;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _turns;

    /// <exception cref="ArgumentException">A rule cannot be followed; the message names the setting.</exception>
    public TranscodingTransform(TranscodeRules rules, CodecRegistry codecs, ILogger<TranscodingTransform> logger)
    {
        _rules = rules;
        _codecs = codecs;
        _logger = logger;
        _turns = new SemaphoreSlim(rules.MaxParallelObjects);
        _plan = new TranscodePlan(rules, new Transcoder(new TranscoderOptions { Codecs = codecs }));
    }

    public ValueTask<IngestTransformation?> TransformAsync(IngestTransformRequest request, CancellationToken cancellationToken)
    {
        DicomTransferSyntax? target = _plan.TargetOf(request.Entry, request.Description.Metas);
        return target is null ? default : InTurnAsync(request, target, cancellationToken);
    }

    public void Dispose() => _turns.Dispose();

    private async ValueTask<IngestTransformation?> InTurnAsync(IngestTransformRequest request, DicomTransferSyntax target, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            return await TranscodeAsync(request, target, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }

    private async ValueTask<IngestTransformation?> TranscodeAsync(IngestTransformRequest request, DicomTransferSyntax target, CancellationToken cancellationToken)
    {
        try
        {
            using DicomFile file = await DicomFile.OpenAsync(request.Entry.FilePath, options: null, cancellationToken).ConfigureAwait(false);
            using TranscodedFile transcoded = await For(request).TranscodeAsync(file, target, cancellationToken).ConfigureAwait(false);
            FileStream output = new(request.OutputPath, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
            await using (output.ConfigureAwait(false))
                await transcoded.File.SaveAsync(output, options: null, cancellationToken).ConfigureAwait(false);
            ScpLog.Transcoded(_logger, request.Entry.TraceId, transcoded.Report.Source.Keyword, target.Keyword, transcoded.Report.Ratio);
            return new IngestTransformation(TransferStatus.Success, target.Uid) { KeepsOriginal = _rules.KeepOriginal };
        }
        catch (TranscodeException exception) when (exception.Failure == TranscodeFailure.NoPixelData)
        {
            return null; // a report, for example: compression is for images
        }
        catch (Exception exception) when (exception is not (IOException or UnauthorizedAccessException or OperationCanceledException))
        {
            // Whatever is wrong with the object or a codec: the object is kept as it came, which loses nothing.
            ScpLog.NotTranscoded(_logger, request.Entry.TraceId, target.Keyword, exception is TranscodeException told ? told.Message : exception.GetType().Name);
            return new IngestTransformation(TransferStatus.Failed, target.Uid);
        }
    }

    private Transcoder For(IngestTransformRequest request)
    {
        TranscoderOptions options = _rules.ToTranscoderOptions();
        return new Transcoder(new TranscoderOptions
        {
            Codecs = _codecs,
            MaxParallelFrames = options.MaxParallelFrames,
            MaxFrameBytes = options.MaxFrameBytes,
            Quality = options.Quality,
            NearLossless = options.NearLossless,
            Verify = _rules.Verify,
            TemporaryDirectory = request.WorkDirectory,
        });
    }
}
