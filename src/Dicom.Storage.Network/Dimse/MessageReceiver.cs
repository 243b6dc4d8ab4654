using System.Collections.Frozen;

namespace Dicom.Storage.Network;

/// <summary>
/// Puts the PDVs of one association together to messages: the command is collected, the data set goes on to its operation piece by piece.
/// Requests are served one after the other, in their order, whatever the peer pipelines: what is not yet read waits in the peer's TCP window.
/// </summary>
internal sealed class MessageReceiver(ProviderContext host, AssociationInfo association, Func<DimseRequest, DimseResponse, ValueTask> respond)
    : IAsyncDisposable
{
    private readonly GrowingBuffer _command = new();
    private readonly FrozenDictionary<byte, PresentationContext> _contexts =
        association.PresentationContexts.Where(c => c.IsAccepted).ToFrozenDictionary(c => c.Id);

    private Phase _phase;
    private byte _contextId;
    private RunningOperation? _operation;
    private int _lastMessageId = -1;
    private bool _lastWasPending;

    private enum Phase
    {
        Idle,
        Command,
        DataSet,
    }

    /// <summary>Gets whether a message has begun and not ended.</summary>
    public bool IsUnderWay => _phase != Phase.Idle;

    /// <summary>Gets the operation whose data set comes; null between messages and while a command comes.</summary>
    public DimseRequest? Current => _operation?.Request;

    /// <summary>Gets how many requests were answered.</summary>
    public long Answered { get; private set; }

    /// <summary>Says, when a response is about to leave, that bytes of the next request are here already: it came while this one was pending.</summary>
    public bool NextHasCome { get; set; }

    /// <summary>Takes the head of a PDV.</summary>
    public MessageOutcome Begin(PdvHeader pdv)
    {
        if (!_contexts.ContainsKey(pdv.ContextId))
            return MessageOutcome.InvalidPdv;
        if (_phase != Phase.Idle && pdv.ContextId != _contextId)
            return MessageOutcome.InvalidMessage; // PS3.7 6.3.1: the fragments of a message come on one context, unmixed
        if (pdv.IsCommand == (_phase == Phase.DataSet))
            return MessageOutcome.InvalidMessage;
        if (_phase == Phase.Idle)
        {
            _phase = Phase.Command;
            _contextId = pdv.ContextId;
        }

        return MessageOutcome.Continue;
    }

    /// <summary>Takes a piece of the PDV's fragment.</summary>
    public ValueTask<MessageOutcome> ContinueAsync(PdvHeader pdv, ReadOnlyMemory<byte> data, bool isEnd, CancellationToken cancellationToken)
    {
        bool isLast = isEnd && pdv.IsLast;
        if (_phase == Phase.Command)
        {
            if (data.Length > host.Limits.MaxCommandLength - _command.Length)
                return new(MessageOutcome.InvalidMessage);
            _command.Append(data.Span);
            return isLast ? BeginOperationAsync(cancellationToken) : new(MessageOutcome.Continue);
        }

        ValueTask write = data.IsEmpty ? default : _operation!.WriteAsync(data, cancellationToken);
        if (write.IsCompletedSuccessfully && !isLast)
            return new(MessageOutcome.Continue);
        return FinishWriteAsync(write, isLast, cancellationToken);
    }

    /// <summary>Discards what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        _command.Dispose();
        if (_operation is not null)
            await _operation.DisposeAsync().ConfigureAwait(false);
        _operation = null;
    }

    private async ValueTask<MessageOutcome> FinishWriteAsync(ValueTask write, bool isLast, CancellationToken cancellationToken)
    {
        await write.ConfigureAwait(false);
        if (isLast)
            await CompleteAsync(cancellationToken).ConfigureAwait(false);
        return MessageOutcome.Continue;
    }

    private async ValueTask<MessageOutcome> BeginOperationAsync(CancellationToken cancellationToken)
    {
        byte[] encoded = _command.Written.ToArray();
        _command.Clear();
        if (!CommandSet.TryParse(encoded, host.ToleratedCommandElements, out CommandSet? command) || command.IsResponse)
            return MessageOutcome.InvalidMessage;

        if (command.CommandField == DimseCommandField.CCancelRequest)
        {
            _phase = Phase.Idle; // nothing that could be cancelled is ever pending: PS3.7 9.3.2.3 has no response
            return MessageOutcome.Continue;
        }

        DimseRequest request = new(command, _contexts[_contextId], association);
        _operation = new RunningOperation(host.Logger, request, host.Limits.MaxObjectLength);
        bool isKnown = host.Services.TryGetValue(command.CommandField, out IDimseService? service);
        bool isDuplicate = _lastWasPending && _lastMessageId == command.MessageId;
        if (RequestGate.Judge(request, isKnown, isDuplicate) is { } refusal)
            _operation.Decide(refusal);
        else
            await _operation.BeginAsync(service!, cancellationToken).ConfigureAwait(false);

        _phase = Phase.DataSet;
        if (!request.HasDataSet)
            await CompleteAsync(cancellationToken).ConfigureAwait(false);
        return MessageOutcome.Continue;
    }

    private async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        RunningOperation operation = _operation!;
        DimseResponse response = await operation.CompleteAsync(cancellationToken).ConfigureAwait(false);
        _lastMessageId = operation.Request.MessageId;
        await respond(operation.Request, response).ConfigureAwait(false);
        _lastWasPending = NextHasCome;
        Answered++;
        await operation.DisposeAsync().ConfigureAwait(false);
        _operation = null;
        _phase = Phase.Idle;
    }
}
