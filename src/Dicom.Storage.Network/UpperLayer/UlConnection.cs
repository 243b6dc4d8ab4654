using System.Runtime.CompilerServices;

namespace Dicom.Storage.Network;

/// <summary>
/// One transport connection, its state and its receive buffer, for either side. Received PDUs move the state table before anyone sees them;
/// P-DATA-TF is handed on in pieces straight from the receive buffer. One caller at a time.
/// </summary>
/// <param name="onPayloadChanged">Told how many bytes more, or less, a PDU that must be whole to be read holds.</param>
internal sealed class UlConnection(Transport transport, PduLimits limits, int receiveBufferLength, Action<int>? onPayloadChanged = null) : IDisposable
{
    private const int HandshakeBufferLength = 4_096; // before the association is worth more
    private readonly byte[] _shortPdu = new byte[PduWriter.ShortPduSize];
    private readonly GrowingBuffer _payload = new(onPayloadChanged);
    private ReceiveBuffer _buffer = new(HandshakeBufferLength);
    private PduTokenizer _tokenizer;
    private bool _payloadIsUsed;

    public UlMachine Machine { get; } = new();

    public Transport Transport => transport;

    /// <summary>Gets or sets the accepted PDU lengths.</summary>
    public PduLimits Limits { get; set; } = limits;

    /// <summary>Gets whether received bytes wait to be looked at.</summary>
    public bool HasUnread => !_buffer.IsEmpty;

    /// <summary>Gets whether everything received so far was looked at and ends with a whole PDU.</summary>
    public bool IsBetweenPdus => _buffer.IsEmpty && _tokenizer.IsAtPduBoundary;

    /// <summary>Gets the PDV whose data comes.</summary>
    public PdvHeader Pdv => _tokenizer.Pdv;

    /// <summary>Takes the next thing out of what was received; false when more must be received first. Allocates nothing for P-DATA-TF.</summary>
    public bool TryNext(out UlIndication indication)
    {
        ForgetUsedPayload();
        while (true)
        {
            ReadOnlyMemory<byte> unread = _buffer.Unread;
            PduToken token = _tokenizer.Read(unread.Span, Limits);
            _buffer.Consume(token.Consumed);
            switch (token.Kind)
            {
                case PduTokenKind.NeedMore:
                    indication = default;
                    return false;
                case PduTokenKind.PdvHeader:
                    indication = new UlIndication(UlIndicationKind.PdvHeader);
                    return true;
                case PduTokenKind.PdvData:
                    indication = new UlIndication(UlIndicationKind.PdvData, Data: unread[..token.Consumed], IsEnd: token.IsEnd);
                    return true;
                case PduTokenKind.InvalidPdv:
                    indication = Refuse(UlEvent.InvalidPdu, AssociationAbort.InvalidPduParameterValue);
                    return true;
                case PduTokenKind.PduHeader when IsRefused(out indication):
                    return true;
                case PduTokenKind.Payload:
                    _payload.Append(unread.Span[..token.Consumed]);
                    if (!token.IsEnd)
                        break;
                    indication = Indicate();
                    return true;
            }
        }
    }

    /// <summary>Receives more; 0 when the connection is closed or lost.</summary>
    /// <param name="isIdle">Nothing is under way: wait without holding the buffer.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> FillAsync(bool isIdle, CancellationToken cancellationToken)
    {
        try
        {
            if (isIdle && _buffer.IsEmpty)
                await AwaitDataAsync(cancellationToken).ConfigureAwait(false);

            int count = await transport.ReceiveAsync(_buffer.Prepare(), cancellationToken).ConfigureAwait(false);
            _buffer.Received(count);
            return count;
        }
        catch (Exception e) when (Transport.IsConnectionLoss(e))
        {
            return 0;
        }
    }

    /// <summary>Waits, without holding a buffer, until there is something to receive, also the end or the loss of the connection.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask AwaitDataAsync(CancellationToken cancellationToken)
    {
        _buffer.Release();
        try
        {
            _ = await transport.ReceiveAsync(Memory<byte>.Empty, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (Transport.IsConnectionLoss(e))
        {
            // The receive that follows says so.
        }
    }

    /// <summary>Changes to the buffer of an association. What was received stays.</summary>
    public void UseLargeBuffer()
    {
        ReceiveBuffer large = new(receiveBufferLength);
        if (_buffer.IsEmpty)
        {
            _buffer.Dispose();
            _buffer = large;
            return;
        }

        _buffer.Unread.CopyTo(large.Prepare());
        large.Received(_buffer.Unread.Length);
        _buffer.Dispose();
        _buffer = large;
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> pdus, CancellationToken cancellationToken) => transport.SendAsync(pdus, cancellationToken);

    public ValueTask SendAbortAsync(AssociationAbort abort, CancellationToken cancellationToken)
    {
        PduWriter.WriteAbort(_shortPdu, abort);
        return transport.SendAsync(_shortPdu, cancellationToken);
    }

    public ValueTask SendRejectAsync(AssociationRejection rejection, CancellationToken cancellationToken)
    {
        PduWriter.WriteReject(_shortPdu, rejection);
        return transport.SendAsync(_shortPdu, cancellationToken);
    }

    public ValueTask SendReleaseAsync(PduType type, CancellationToken cancellationToken)
    {
        PduWriter.WriteRelease(_shortPdu, type);
        return transport.SendAsync(_shortPdu, cancellationToken);
    }

    /// <summary>
    /// Sta13: nothing more is sent, so the sending side is shut; what still comes is read and ignored (AA-6; an AA-7 has no way left to be sent) until
    /// the peer closes. Closing at once would let the system answer late bytes with a reset, which can destroy our last PDU on its way.
    /// </summary>
    /// <returns>False when the peer had not closed by the end of the token.</returns>
    public async ValueTask<bool> AwaitCloseAsync(CancellationToken artim)
    {
        try
        {
            transport.ShutdownSend();
            Memory<byte> space = _buffer.Prepare();
            if (space.IsEmpty)
            {
                _buffer.Dispose();
                space = _buffer.Prepare();
            }

            while (await transport.ReceiveAsync(space, artim).ConfigureAwait(false) > 0)
                artim.ThrowIfCancellationRequested();
            _ = Machine.Apply(UlEvent.TransportClosed);
            return true;
        }
        catch (Exception e) when (Transport.IsConnectionLoss(e))
        {
            _ = Machine.Apply(UlEvent.TransportClosed);
            return true;
        }
        catch (OperationCanceledException)
        {
            _ = Machine.Apply(UlEvent.ArtimExpired);
            return false;
        }
    }

    public void Dispose()
    {
        transport.Dispose();
        _buffer.Dispose();
        _payload.Dispose();
    }

    /// <summary>Asks the table at the header, so that nobody waits for the payload of a PDU that is not wanted.</summary>
    private bool IsRefused(out UlIndication indication)
    {
        indication = default;
        UlEvent ulEvent = _tokenizer.Check == PduCheck.Valid ? EventOf(_tokenizer.Pdu.Type) : UlEvent.InvalidPdu;
        if (Machine.Peek(ulEvent) is UlAction.DT2IndicateData or UlAction.AR6IndicateData)
        {
            _ = Machine.Apply(ulEvent);
            return false;
        }

        if (Machine.Peek(ulEvent) is not (UlAction.AA1SendAbort or UlAction.AA8SendProviderAbort))
            return false;

        indication = Refuse(ulEvent, _tokenizer.Check switch
        {
            PduCheck.UnrecognizedType => AssociationAbort.UnrecognizedPdu,
            PduCheck.InvalidLength => AssociationAbort.InvalidPduParameterValue,
            _ => AssociationAbort.UnexpectedPdu,
        });
        return true;
    }

    private UlIndication Refuse(UlEvent ulEvent, AssociationAbort abort)
    {
        UlAction action = Machine.Apply(ulEvent);
        return new UlIndication(UlIndicationKind.Pdu, action, Abort: action == UlAction.AA1SendAbort ? AssociationAbort.User : abort);
    }

    private UlIndication Indicate()
    {
        _payloadIsUsed = true;
        UlEvent ulEvent = EventOf(_tokenizer.Pdu.Type);
        ReadOnlyMemory<byte> payload = _payload.Written;

        // These two wait for a judgement that decides between two next states (AE-6, AR-8).
        UlAction action = Machine.Peek(ulEvent);
        if (action is not (UlAction.AE6JudgeRequest or UlAction.AR8IndicateCollision))
            action = Machine.Apply(ulEvent);
        AssociationAbort abort = ulEvent == UlEvent.AbortReceived ? new((AbortSource)payload.Span[2], (AbortReason)payload.Span[3]) : default;
        return new UlIndication(UlIndicationKind.Pdu, action, payload, Abort: abort);
    }

    private void ForgetUsedPayload()
    {
        if (!_payloadIsUsed)
            return;
        _payload.Clear();
        _payloadIsUsed = false;
    }

    private static UlEvent EventOf(PduType type) => type switch
    {
        PduType.AssociateRequest => UlEvent.AssociateRequestReceived,
        PduType.AssociateAccept => UlEvent.AssociateAcceptReceived,
        PduType.AssociateReject => UlEvent.AssociateRejectReceived,
        PduType.Data => UlEvent.DataReceived,
        PduType.ReleaseRequest => UlEvent.ReleaseRequestReceived,
        PduType.ReleaseReply => UlEvent.ReleaseReplyReceived,
        PduType.Abort => UlEvent.AbortReceived,
        _ => UlEvent.InvalidPdu,
    };
}
