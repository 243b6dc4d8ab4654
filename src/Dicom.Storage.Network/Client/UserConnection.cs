using System.Runtime.CompilerServices;

namespace Dicom.Storage.Network;

/// <summary>The user side of one association: its PDUs, its waiting times, and its end. One caller at a time, <see cref="CancelOperation"/> apart.</summary>
internal sealed class UserConnection : IDisposable
{
    private const uint MaxAcceptLength = 1_048_576;
    private const int ReceiveBufferLength = 16_384; // responses are short
    private const int MaxCommandLength = 65_536;

    private readonly DicomAssociationOptions _options;
    private readonly UlConnection _connection;
    private readonly DeadlineTimer _deadlines;
    private readonly CancellationTokenSource _cancelled = new();
    private volatile bool _timedOut;

    public UserConnection(Transport transport, DicomAssociationOptions options)
    {
        _options = options;
        _connection = new UlConnection(transport, new PduLimits(MaxAcceptLength, options.MaxPduLength), ReceiveBufferLength);
        _deadlines = new DeadlineTimer(options.TimeProvider, OnExpired);
    }

    public bool IsOpen => _connection.Machine.State == UlState.Sta6Established;

    public AssociationEndReason EndReason { get; private set; }

    /// <summary>Sends the request and waits for the answer (AE-1 to AE-4).</summary>
    public Task<AssociateAcceptPdu> RequestAsync(AssociateRequestPdu request, CancellationToken cancellationToken)
    {
        _ = _connection.Machine.Apply(UlEvent.AssociateRequest);
        _ = _connection.Machine.Apply(UlEvent.TransportConfirmed);
        return GuardAsync(
            async token =>
            {
                await SendAsync(AssociateRequestPduCodec.Write(request), token).ConfigureAwait(false);
                UlIndication answer = await ReceiveAsync(DeadlineKind.Handshake, _options.AssociationTimeout, token).ConfigureAwait(false);
                if (answer.Action == UlAction.AE4ConfirmRejected)
                    throw Rejected(answer.Data.Span);
                if (answer.Action != UlAction.AE3ConfirmAccepted)
                    throw Ended(answer);
                if (AssociateAcceptPduCodec.TryRead(answer.Data.Span, out AssociateAcceptPdu? accept) && RequestRules.IsUsable(accept.UserInformation.MaxPduLength))
                    return accept;
                throw Violation(UlEvent.InvalidPdu, AssociationAbort.InvalidPduParameterValue);
            },
            cancellationToken);
    }

    /// <summary>Sends P-DATA-TF (DT-1).</summary>
    public ValueTask SendDataAsync(ReadOnlyMemory<byte> pdus, CancellationToken cancellationToken)
    {
        _ = _connection.Machine.Apply(UlEvent.DataRequest);
        return SendAsync(pdus, cancellationToken);
    }

    /// <summary>Waits for the response to a request.</summary>
    public async ValueTask<DimseResponse> ReceiveResponseAsync(ushort messageId, DimseCommandField expected, CancellationToken cancellationToken)
    {
        using GrowingBuffer command = new();
        while (true)
        {
            UlIndication indication = await ReceiveAsync(DeadlineKind.Silence, _options.ResponseTimeout, cancellationToken).ConfigureAwait(false);
            if (indication.Kind == UlIndicationKind.Pdu)
                throw indication.Action == UlAction.AR2IndicateRelease ? await ReleasedByPeerAsync(cancellationToken).ConfigureAwait(false) : Ended(indication);
            if (!_connection.Pdv.IsCommand || command.Length + indication.Data.Length > MaxCommandLength)
                throw Violation(UlEvent.AbortRequest, AssociationAbort.User);
            if (indication.Kind == UlIndicationKind.PdvHeader)
                continue;

            command.Append(indication.Data.Span);
            if (!indication.IsEnd || !_connection.Pdv.IsLast)
                continue;
            if (!CommandSet.TryParse(command.Written.ToArray(), toleratedElements: null, out CommandSet? response)
                || response.CommandField != expected || response.MessageIdBeingRespondedTo != messageId || response.HasDataSet)
                throw Violation(UlEvent.AbortRequest, AssociationAbort.User);
            return new DimseResponse(response.Status, response.TryGetText(CommandTags.ErrorComment, out string? comment) ? comment : null);
        }
    }

    /// <summary>Asks for release and waits for the answer, also through a release collision (AR-1, AR-3, AR-8, AR-9).</summary>
    public async ValueTask<bool> ReleaseAsync(CancellationToken cancellationToken)
    {
        UlMachine machine = _connection.Machine;
        _ = machine.Apply(UlEvent.ReleaseRequest);
        await LosingAsync(_connection.SendReleaseAsync(PduType.ReleaseRequest, cancellationToken)).ConfigureAwait(false);
        while (true)
        {
            UlIndication indication = await ReceiveAsync(DeadlineKind.Handshake, _options.AssociationTimeout, cancellationToken).ConfigureAwait(false);
            if (indication.Kind != UlIndicationKind.Pdu)
                continue; // AR-6: data that was on its way; nobody waits for it
            if (indication.Action == UlAction.AR8IndicateCollision)
            {
                _ = machine.Apply(UlEvent.ReleaseRequestReceived);
                _ = machine.Apply(UlEvent.ReleaseResponse);
                await LosingAsync(_connection.SendReleaseAsync(PduType.ReleaseReply, cancellationToken)).ConfigureAwait(false);
                continue;
            }

            if (indication.Action != UlAction.AR3ConfirmReleaseAndClose)
                throw Ended(indication);
            End(AssociationEndReason.Released);
            return true;
        }
    }

    /// <summary>Sends A-ABORT and closes; does nothing when the association is over (AA-1).</summary>
    public ValueTask AbortAsync(AssociationEndReason reason) =>
        _connection.Machine.Peek(UlEvent.AbortRequest) == UlAction.AA1SendAbort ? AbortAsync(UlEvent.AbortRequest, AssociationAbort.User, reason) : default;

    /// <summary>Makes a running operation fail.</summary>
    public void CancelOperation() => _cancelled.Cancel();

    /// <summary>Runs something that, should it fail, leaves no association behind.</summary>
    public async Task<T> GuardAsync<T>(Func<CancellationToken, ValueTask<T>> operation, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(_cancelled.Token, cancellationToken);
        try
        {
            return await operation(either.Token).ConfigureAwait(false);
        }
        catch (UserViolationException e)
        {
            await AbortAsync(e.Event, e.Sent, AssociationEndReason.InvalidPdu).ConfigureAwait(false);
            throw new DicomProtocolException("The peer broke the protocol.", e.Sent);
        }
        catch (OperationCanceledException e)
        {
            await AbortAsync(_timedOut ? AssociationEndReason.DimseTimeout : AssociationEndReason.AbortedByUser).ConfigureAwait(false);
            if (_timedOut)
                throw new TimeoutException("The peer did not answer or take data in time; the association was aborted.", e);
            cancellationToken.ThrowIfCancellationRequested();
            throw new DicomProtocolException("The association was aborted by this side.", AssociationAbort.User);
        }
        catch (Exception)
        {
            await AbortAsync(AssociationEndReason.AbortedByUser).ConfigureAwait(false); // no more than a no-op when the peer has ended it
            throw;
        }
    }

    public void Dispose()
    {
        _deadlines.Dispose();
        _connection.Dispose();
        _cancelled.Dispose();
    }

    private static DicomAssociationRejectedException Rejected(ReadOnlySpan<byte> payload) =>
        new(new AssociationRejection((RejectionResult)payload[1], (RejectionSource)payload[2], payload[3]));

    private static UserViolationException Violation(UlEvent ulEvent, AssociationAbort abort) => new(ulEvent, abort);

    private void OnExpired(DeadlineKind kind)
    {
        _timedOut = true;
        _cancelled.Cancel();
    }

    private void End(AssociationEndReason reason)
    {
        if (EndReason == AssociationEndReason.None)
            EndReason = reason;
        _connection.Transport.Dispose();
    }

    /// <summary>What a PDU other than the awaited one means. The table has moved already.</summary>
    private Exception Ended(in UlIndication indication)
    {
        if (indication.Action is UlAction.AA8SendProviderAbort or UlAction.AA1SendAbort)
            return new UserViolationException(ulEvent: null, indication.Abort);
        End(AssociationEndReason.AbortedByPeer);
        return new DicomProtocolException("The peer aborted the association.", indication.Abort);
    }

    private async ValueTask<Exception> ReleasedByPeerAsync(CancellationToken cancellationToken)
    {
        _ = _connection.Machine.Apply(UlEvent.ReleaseResponse);
        await LosingAsync(_connection.SendReleaseAsync(PduType.ReleaseReply, cancellationToken)).ConfigureAwait(false);
        End(AssociationEndReason.Released);
        return new DicomProtocolException("The peer released the association instead of answering.");
    }

    private async ValueTask AbortAsync(UlEvent? ulEvent, AssociationAbort abort, AssociationEndReason reason)
    {
        if (ulEvent is { } toApply)
            _ = _connection.Machine.Apply(toApply);
        using CancellationTokenSource artim = new(_options.CloseTimeout, _options.TimeProvider);
        try
        {
            await _connection.SendAbortAsync(abort, artim.Token).ConfigureAwait(false);
            _ = await _connection.AwaitCloseAsync(artim.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (Transport.IsConnectionLoss(e) || e is OperationCanceledException)
        {
            // The peer is gone, or does not listen: closing says the same.
        }

        End(reason);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(ReadOnlyMemory<byte> pdus, CancellationToken cancellationToken)
    {
        ValueTask send = _connection.SendAsync(pdus, cancellationToken);
        if (!send.IsCompleted)
            _deadlines.Set(DeadlineKind.Send, _options.SendTimeout);
        await LosingAsync(send).ConfigureAwait(false);
        _deadlines.Clear(DeadlineKind.Send);
    }

    /// <summary>Turns the loss of the connection into the end of the association (AA-4).</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask LosingAsync(ValueTask send)
    {
        try
        {
            await send.ConfigureAwait(false);
        }
        catch (Exception e) when (Transport.IsConnectionLoss(e))
        {
            throw Lost(e);
        }
    }

    private DicomProtocolException Lost(Exception? cause)
    {
        _ = _connection.Machine.Apply(UlEvent.TransportClosed);
        End(AssociationEndReason.ConnectionLost);
        const string Message = "The connection was lost or closed by the peer.";
        return cause is null ? new DicomProtocolException(Message) : new DicomProtocolException(Message, cause);
    }

    private async ValueTask<UlIndication> ReceiveAsync(DeadlineKind kind, TimeSpan timeout, CancellationToken cancellationToken)
    {
        UlIndication indication;
        while (!_connection.TryNext(out indication))
        {
            _deadlines.Set(kind, timeout);
            int count = await _connection.FillAsync(isIdle: false, cancellationToken).ConfigureAwait(false);
            _deadlines.Clear(kind);
            if (count == 0)
                throw Lost(cause: null);
        }

        return indication;
    }

    /// <summary>The peer broke a rule: unwinds to where the abort is sent.</summary>
    private sealed class UserViolationException(UlEvent? ulEvent, AssociationAbort abort) : Exception
    {
        /// <summary>Gets the event to apply; null when the table has moved already.</summary>
        public UlEvent? Event { get; } = ulEvent;

        public AssociationAbort Sent { get; } = abort;
    }
}
