using System.Buffers;
using System.Runtime.CompilerServices;

namespace Dicom.Storage.Network;

/// <summary>One connection of a listener, from accept to close. One loop does everything; only <see cref="Life"/> is touched from outside.</summary>
internal sealed class ProviderAssociation : IDisposable
{
    private const int MaxSentPdu = 16_384; // responses are far shorter
    private readonly ProviderContext _host;
    private readonly UlConnection _connection;
    private readonly DeadlineTimer _deadlines;
    private readonly ReceiveClock _clock;
    private readonly MemoryShare _memory;
    private readonly byte[] _command = new byte[ResponseWriter.MaxLength];
    private MessageReceiver? _messages;
    private AssociationAbort? _abort;
    private bool _hasPlace;
    private int _requestBytes;

    public ProviderAssociation(ProviderContext host, Transport transport, long id)
    {
        _host = host;
        Id = id;
        _connection = new UlConnection(
            transport, new PduLimits((uint)host.Limits.MaxRequestLength, host.Profile.MaxPduLength), host.Limits.ReceiveBufferLength, NoteRequestBytes);
        _deadlines = new DeadlineTimer(host.TimeProvider, kind => Life.End(ReasonOf(kind)));
        _clock = new ReceiveClock(host.Limits, host.TimeProvider, _deadlines);
        _memory = new MemoryShare(host.Memory, host.Limits.MemoryOfMessage);
    }

    public long Id { get; }

    public AssociationLife Life { get; } = new();

    /// <summary>Gets the memory that an association PDU holds which is not yet whole, in bytes.</summary>
    public int RequestBytes => Volatile.Read(ref _requestBytes);

    /// <summary>Gets the association once it is established.</summary>
    public AssociationInfo? Association { get; private set; }

    /// <summary>Serves the connection to its end. Throws nothing.</summary>
    /// <param name="onRequest">Called when a whole A-ASSOCIATE-RQ has come: the connection is no longer a silent one.</param>
    public async Task RunAsync(Action<ProviderAssociation> onRequest)
    {
        try
        {
            if (await EstablishAsync(onRequest).ConfigureAwait(false))
                await ServeAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (Life.Idle.IsCancellationRequested)
        {
            Life.Conclude(AssociationEndReason.Stopped); // unless a reason was named, the listener's wish at a message boundary
        }
        catch (Exception e) when (Transport.IsConnectionLoss(e))
        {
            Life.Conclude(AssociationEndReason.ConnectionLost);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            AssociationLog.Fault(_host.Logger, Id, e.GetType());
            Life.Conclude(AssociationEndReason.InternalError);
        }

        await FinishAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        _deadlines.Dispose();
        _connection.Dispose();
        Life.Dispose();
    }

    private static AssociationEndReason ReasonOf(DeadlineKind kind) => kind switch
    {
        DeadlineKind.Handshake => AssociationEndReason.HandshakeTimeout,
        DeadlineKind.Receive => AssociationEndReason.DataRateTooLow,
        DeadlineKind.Silence => AssociationEndReason.DimseTimeout,
        DeadlineKind.Send => AssociationEndReason.SendTimeout,
        DeadlineKind.Idle => AssociationEndReason.IdleLimit,
        _ => AssociationEndReason.EchoOnlyLimit,
    };

    private async ValueTask<bool> EstablishAsync(Action<ProviderAssociation> onRequest)
    {
        _ = _connection.Machine.Apply(UlEvent.TransportIndicated);
        _deadlines.Set(DeadlineKind.Handshake, _host.Limits.HandshakeTimeout);
        UlIndication indication;
        while (!_connection.TryNext(out indication))
        {
            int count = await _connection.FillAsync(isIdle: true, Life.Ended).ConfigureAwait(false);
            if (count == 0)
                return Closed(AssociationEndReason.ClosedBeforeRequest);
            _host.Meter.Received(count);
        }

        if (indication.Action != UlAction.AE6JudgeRequest)
            return EndBy(indication);
        if (!AssociateRequestPduCodec.TryRead(indication.Data.Span, out AssociateRequestPdu? request))
            return Refuse(UlEvent.InvalidPdu, AssociationEndReason.InvalidPdu, AssociationAbort.User);

        onRequest(this);
        return await JudgeAsync(request).ConfigureAwait(false);
    }

    private async ValueTask<bool> JudgeAsync(AssociateRequestPdu request)
    {
        ProviderHandshake handshake = new(_host, Id, _connection.Transport);
        bool accepted;
        try
        {
            accepted = await handshake.DecideAsync(request, Life.Ended).ConfigureAwait(false);
        }
        finally
        {
            _hasPlace = handshake.HasPlace;
        }

        if (!accepted)
        {
            _ = _connection.Machine.Apply(UlEvent.AssociateRequestReceived, otherwise: true);
            Life.Conclude(AssociationEndReason.Rejected);
            await _connection.SendRejectAsync(handshake.Rejection!.Value, Life.Ended).ConfigureAwait(false);
            return false;
        }

        _ = _connection.Machine.Apply(UlEvent.AssociateRequestReceived);
        _ = _connection.Machine.Apply(UlEvent.AssociateResponseAccept);
        await _connection.SendAsync(AssociateAcceptPduCodec.Write(handshake.Accept!), Life.Ended).ConfigureAwait(false);
        Open(handshake.Association!);
        return true;
    }

    private void Open(AssociationInfo association)
    {
        Association = association;
        _connection.Limits = new PduLimits((uint)_host.Limits.MaxRequestLength, association.MaxPduLength);
        _connection.UseLargeBuffer();
        _messages = new MessageReceiver(_host, association, RespondAsync);
        _deadlines.Clear(DeadlineKind.Handshake);
        _deadlines.Set(DeadlineKind.EchoOnly, _host.Limits.EchoOnlyTimeout);
        _host.Meter.Opened();
        Tell(observer => observer.OnOpened(association));
    }

    private async ValueTask ServeAsync()
    {
        while (true)
        {
            while (_connection.TryNext(out UlIndication indication))
            {
                if (!await HandleAsync(indication).ConfigureAwait(false))
                    return;
            }

            int count = await ReceiveAsync().ConfigureAwait(false);
            if (count == 0)
            {
                _ = Closed(AssociationEndReason.ConnectionLost);
                return;
            }

            _host.Meter.Received(count);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceiveAsync()
    {
        if (!_messages!.IsUnderWay && _connection.IsBetweenPdus)
        {
            if (Life.IsStopping)
                throw new OperationCanceledException(Life.Idle);
            _memory.Give();
            _clock.Reset();
            _deadlines.Set(DeadlineKind.Idle, _host.Limits.IdleTimeout);
            await _connection.AwaitDataAsync(Life.Idle).ConfigureAwait(false);
            _deadlines.Clear(DeadlineKind.Idle); // waiting for memory is not the peer's fault
            await _memory.TakeAsync(Life.Idle).ConfigureAwait(false);
            _deadlines.Set(DeadlineKind.Idle, _host.Limits.IdleTimeout); // the system may wake a wait for nothing
            int first = await _connection.FillAsync(isIdle: false, Life.Idle).ConfigureAwait(false);
            _deadlines.Clear(DeadlineKind.Idle);
            return first;
        }

        await _memory.TakeAsync(Life.Ended).ConfigureAwait(false);
        ValueTask<int> fill = _connection.FillAsync(isIdle: false, Life.Ended);
        bool waits = !fill.IsCompleted;
        if (waits)
            _clock.BeginWait();
        int count = await fill.ConfigureAwait(false);
        if (waits)
            _clock.EndWait();
        _clock.Earn(count);
        return count;
    }

    private void NoteRequestBytes(int bytes)
    {
        _ = Interlocked.Add(ref _requestBytes, bytes);
        _host.Memory.Note(bytes);
    }

    private ValueTask<bool> HandleAsync(in UlIndication indication)
    {
        switch (indication.Kind)
        {
            case UlIndicationKind.PdvHeader:
                return new(Judge(_messages!.Begin(_connection.Pdv)));
            case UlIndicationKind.PdvData:
                ValueTask<MessageOutcome> taken = _messages!.ContinueAsync(_connection.Pdv, indication.Data, indication.IsEnd, Life.Ended);
                return taken.IsCompletedSuccessfully ? new(Judge(taken.Result)) : JudgeAsync(taken);
            default:
                return indication.Action == UlAction.AR2IndicateRelease ? ReleaseAsync() : new(EndBy(indication));
        }
    }

    private async ValueTask<bool> JudgeAsync(ValueTask<MessageOutcome> taken) => Judge(await taken.ConfigureAwait(false));

    private bool Judge(MessageOutcome outcome)
    {
        if (_messages!.Current is { CommandField: not DimseCommandField.CEchoRequest })
            _deadlines.Clear(DeadlineKind.EchoOnly); // set again when its response has left
        return outcome switch
        {
            MessageOutcome.InvalidPdv => Refuse(UlEvent.InvalidPdu, AssociationEndReason.InvalidPdu, AssociationAbort.InvalidPduParameterValue),
            MessageOutcome.InvalidMessage => Refuse(UlEvent.AbortRequest, AssociationEndReason.InvalidMessage, AssociationAbort.User),
            _ => true,
        };
    }

    private async ValueTask RespondAsync(DimseRequest request, DimseResponse response)
    {
        int length = ResponseWriter.Write(_command, request.CommandSet, response);
        int maxFragment = PduWriter.MaxFragment(Association!.PeerMaxPduLength, MaxSentPdu);
        byte[] pdus = ArrayPool<byte>.Shared.Rent(PduWriter.MessageSize(length, maxFragment));
        try
        {
            int written = PduWriter.WriteCommand(pdus, request.PresentationContext.Id, _command.AsSpan(0, length), maxFragment);
            _ = _connection.Machine.Apply(UlEvent.DataRequest);
            _messages!.NextHasCome = _connection.HasUnread;
            await SendAsync(pdus.AsMemory(0, written)).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pdus);
        }

        _host.Meter.Answered(request.CommandField, response.Status);
        if (response.Status.Category == DimseStatusCategory.Failure)
            AssociationLog.RequestRefused(_host.Logger, Id, request.CommandField, response.Status);
        if (request.CommandField != DimseCommandField.CEchoRequest)
            _deadlines.Set(DeadlineKind.EchoOnly, _host.Limits.EchoOnlyTimeout);
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> pdus)
    {
        ValueTask send = _connection.SendAsync(pdus, Life.Ended);
        if (send.IsCompletedSuccessfully)
            return;
        _deadlines.Set(DeadlineKind.Send, _host.Limits.DimseTimeout);
        await send.ConfigureAwait(false);
        _deadlines.Clear(DeadlineKind.Send);
    }

    private async ValueTask<bool> ReleaseAsync()
    {
        _ = _connection.Machine.Apply(UlEvent.ReleaseResponse); // whatever is under way: its sender has given it up
        Life.Conclude(AssociationEndReason.Released);
        await _connection.SendReleaseAsync(PduType.ReleaseReply, Life.Ended).ConfigureAwait(false);
        return false;
    }

    /// <summary>Ends by a PDU that the table does not let pass.</summary>
    private bool EndBy(in UlIndication indication)
    {
        if (indication.Action is UlAction.AA1SendAbort or UlAction.AA8SendProviderAbort)
        {
            _abort = indication.Abort;
            Life.Conclude(AssociationEndReason.InvalidPdu);
        }
        else
        {
            Life.Conclude(AssociationEndReason.AbortedByPeer);
        }

        return false;
    }

    private bool Refuse(UlEvent ulEvent, AssociationEndReason reason, AssociationAbort abort)
    {
        _ = _connection.Machine.Apply(ulEvent);
        _abort = abort;
        Life.Conclude(reason);
        return false;
    }

    private bool Closed(AssociationEndReason reason)
    {
        _ = _connection.Machine.Apply(UlEvent.TransportClosed);
        Life.Conclude(reason);
        return false;
    }

    private async Task FinishAsync()
    {
        try
        {
            if (_messages is not null)
                await _messages.DisposeAsync().ConfigureAwait(false); // first of all: what was not completed is discarded
            await CloseAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (Transport.IsConnectionLoss(e) || e is OperationCanceledException)
        {
            // The peer did not wait for our last words.
        }
        finally
        {
            Report();
            Dispose();
            _memory.Give();
        }
    }

    private async ValueTask CloseAsync()
    {
        UlMachine machine = _connection.Machine;
        if (machine.State == UlState.Sta1Idle || Life.Reason is AssociationEndReason.ConnectionLost)
            return;
        if (machine.State == UlState.Sta2AwaitingRequest)
        {
            _ = machine.Apply(UlEvent.ArtimExpired); // AA-2: closed without a word, also when the place is needed
            return;
        }

        if (machine.State != UlState.Sta13AwaitingClose)
        {
            // A limit of this side: the standard has no event for it; AA-8 of Evt19 is the action that it needs.
            _ = machine.Apply(UlEvent.InvalidPdu);
            _abort = AssociationAbort.Provider;
        }

        using CancellationTokenSource artim = new(_host.Limits.CloseTimeout, _host.TimeProvider);
        if (_abort is { } abort)
            await _connection.SendAbortAsync(abort, artim.Token).ConfigureAwait(false);
        _ = await _connection.AwaitCloseAsync(artim.Token).ConfigureAwait(false);
    }

    private void Report()
    {
        if (_hasPlace)
            _host.Budget.Leave(_connection.Transport.RemoteEndPoint);

        AssociationEndReason reason = Life.Reason;
        long messages = _messages?.Answered ?? 0;
        _host.Meter.Ended(reason);
        if (Association is not null)
        {
            _host.Meter.Closed();
            Tell(observer => observer.OnEnded(Association, reason));
        }

        if (reason == AssociationEndReason.Released)
            AssociationLog.Ended(_host.Logger, Id, reason, messages);
        else if (reason != AssociationEndReason.Rejected)
            AssociationLog.EndedBadly(_host.Logger, Id, _connection.Transport.RemoteEndPoint, reason, messages, _abort);
    }

    /// <summary>An observer that throws spoils no association.</summary>
    private void Tell(Action<IAssociationObserver> what)
    {
        if (_host.Observer is not { } observer)
            return;
        try
        {
            what(observer);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            AssociationLog.ObserverFailed(_host.Logger, Id, e.GetType());
        }
    }
}
