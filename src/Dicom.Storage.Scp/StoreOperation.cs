using System.Buffers;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;

namespace Dicom.Storage.Scp;

/// <summary>One object on its way from the socket into the spool.</summary>
internal sealed class StoreOperation(StoreService service, DimseRequest request, SpoolWriter writer, DicomHeaderParser parser) : IDimseOperation
{
    private DimseResponse? _refusal;
    private long _received;
    private bool _released;

    /// <summary>Writes preamble and file meta: with them the spool file needs nothing else to be ingested.</summary>
    public void WriteFileMeta()
    {
        ArrayBufferWriter<byte> head = new(1024);
        Part10Writer.WriteHeader(head, Provenance.MetaOf(request));
        TryWrite(head.WrittenSpan);
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> fragment, CancellationToken cancellationToken)
    {
        if (_refusal is not null)
            return;

        _received += fragment.Length;
        if (_received > service.Options.MaxObjectBytes)
            _refusal = StoreRefusal.TooLarge;
        else if (!parser.Append(fragment.Span))
            _refusal = StoreRefusal.Unreadable(parser.Failure!);
        else
            TryWrite(fragment.Span);

        // What cannot be kept gives its space back now, not when a slow sender is done.
        if (_refusal is not null)
            await writer.DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask<DimseResponse> CompleteAsync(CancellationToken cancellationToken)
    {
        DimseResponse response = _refusal ?? await StoreAsync(cancellationToken).ConfigureAwait(false);
        if (response.Status.IsStored)
        {
            service.Pipeline.AboutToAnswer();
            service.Statistics.AddStored(_received);
            ScpLog.Stored(service.Logger, writer.TraceId, request.Association.Id, _received);
            if (parser.Anomalies != DataSetAnomalies.None)
            {
                service.Statistics.AddSuspect();
                ScpLog.Suspect(service.Logger, writer.TraceId, request.Association.Id, parser.Anomalies);
            }
        }
        else
        {
            service.Statistics.AddRefused();
            ScpLog.ObjectRefused(service.Logger, writer.TraceId, request.Association.Id, response.Status, response.ErrorComment);
        }

        return response;
    }

    public async ValueTask DisposeAsync()
    {
        if (_released)
            return;
        _released = true;
        service.ReturnParser(parser);
        await writer.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<DimseResponse> StoreAsync(CancellationToken cancellationToken)
    {
        if (!parser.Complete())
            return StoreRefusal.Unreadable(parser.Failure!);
        if (Check(out InstanceDescription? description) is { } refusal)
            return refusal;

        IngestTicket? ticket;
        try
        {
            // Without the association's token: once this has begun, the object is taken whether or not the sender stays to hear it.
            ticket = await service.Pipeline.CommitAsync(writer, description!, service.Options.AckLevel).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            service.ReportWriteFailure(exception);
            return service.DiskRefusal();
        }

        return ticket is null ? new DimseResponse(DimseStatus.Success) : await WaitAsync(ticket, cancellationToken).ConfigureAwait(false);
    }

    // The command and the data set must agree, and the UIDs must be fit to be keys (PS3.4 B.2.3).
    private DimseResponse? Check(out InstanceDescription? description)
    {
        description = null;
        DicomHeader header = parser.Header;
        if (!header.TryGetUid(DicomTag.SOPInstanceUID, out DicomUid instance))
            return StoreRefusal.BadUid;
        bool classDiffers = header.TryGetUid(DicomTag.SOPClassUID, out DicomUid sopClass) && sopClass != request.AffectedSopClassUid;
        if (instance != request.AffectedSopInstanceUid || classDiffers)
            return StoreRefusal.UidMismatch;

        description = Provenance.Describe(request, writer, header, service.Time);
        return description is null ? StoreRefusal.BadUid : null;
    }

    private async ValueTask<DimseResponse> WaitAsync(IngestTicket ticket, CancellationToken cancellationToken)
    {
        Task<bool> goal = service.Options.AckLevel == AckLevel.Published ? ticket.Published : ticket.Indexed;
        try
        {
            bool reached = await goal.WaitAsync(service.Options.AckTimeout, service.Time, cancellationToken).ConfigureAwait(false);
            return reached ? new DimseResponse(DimseStatus.Success) : StoreRefusal.Quarantined;
        }
        catch (TimeoutException)
        {
            service.Pipeline.ForgetTicket(writer.TraceId);
            return StoreRefusal.NotIndexedInTime;
        }
    }

    private void TryWrite(ReadOnlySpan<byte> bytes)
    {
        try
        {
            writer.Write(bytes);
        }
        catch (IOException exception)
        {
            service.ReportWriteFailure(exception);
            _refusal = service.DiskRefusal();
        }
    }
}
