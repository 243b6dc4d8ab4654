using System.Diagnostics.CodeAnalysis;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>
/// An association that this side requested. One operation runs at a time: a second call waits for the first. An operation that fails with an exception has
/// ended the association; a refusal by status has not.
/// </summary>
public sealed class DicomAssociation : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly UserConnection _connection;
    private readonly DicomAssociationOptions _options;
    private DataSetSender? _sender;
    private ushort _lastMessageId;

    private DicomAssociation(UserConnection connection, AssociationInfo info, DicomAssociationOptions options)
    {
        _connection = connection;
        _options = options;
        Info = info;
    }

    /// <summary>Gets what was negotiated.</summary>
    public AssociationInfo Info { get; }

    /// <summary>Gets whether operations can be sent, as far as is known without asking the peer.</summary>
    public bool IsOpen => _connection.IsOpen;

    /// <summary>Gets how the association ended.</summary>
    public AssociationEndReason EndReason => _connection.EndReason;

    /// <summary>Finds the accepted context for objects of a SOP class in a transfer syntax.</summary>
    public bool TryFindContext(DicomUid sopClassUid, DicomUid transferSyntaxUid, [NotNullWhen(true)] out PresentationContext? context)
    {
        context = Info.PresentationContexts.FirstOrDefault(c => c.IsAccepted && c.AbstractSyntax == sopClassUid && c.TransferSyntaxUid == transferSyntaxUid);
        return context is not null;
    }

    /// <summary>Sends C-ECHO and waits for the response (PS3.7 9.1.5).</summary>
    /// <exception cref="InvalidOperationException">Verification was not accepted, or the association is over.</exception>
    /// <exception cref="DicomProtocolException">The peer aborted, closed, or broke the protocol.</exception>
    /// <exception cref="TimeoutException">The peer did not answer in time.</exception>
    public Task<DimseResponse> EchoAsync(CancellationToken cancellationToken = default)
    {
        PresentationContext context = Info.PresentationContexts.FirstOrDefault(c => c.IsAccepted && c.AbstractSyntax == DicomSopClass.Verification.Uid)
            ?? throw new InvalidOperationException("The peer has accepted no context for Verification.");
        return InTurnAsync(
            async token =>
            {
                ushort messageId = ++_lastMessageId;
                await SendCommandAsync(context.Id, RequestWriter.Echo(messageId), token).ConfigureAwait(false);
                return await _connection.ReceiveResponseAsync(messageId, DimseCommandField.CEchoResponse, token).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <summary>Sends an object with C-STORE and waits for the response (PS3.7 9.1.1). The source is read to its end and not disposed.</summary>
    /// <returns>Status and Error Comment of the peer.</returns>
    /// <exception cref="InvalidOperationException">No context for the object was accepted, or the association is over.</exception>
    /// <exception cref="DicomProtocolException">The peer aborted, closed, or broke the protocol.</exception>
    /// <exception cref="TimeoutException">The peer did not take the data or did not answer in time.</exception>
    /// <exception cref="IOException">The source cannot be read.</exception>
    public Task<DimseResponse> StoreAsync(DicomStoreSource source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!TryFindContext(source.SopClassUid, source.TransferSyntaxUid, out PresentationContext? context))
            throw new InvalidOperationException($"The peer has accepted no context for SOP class {source.SopClassUid} in transfer syntax {source.TransferSyntaxUid}.");
        return InTurnAsync(
            async token =>
            {
                ushort messageId = ++_lastMessageId;
                _sender ??= new DataSetSender(MaxFragment, _connection.SendDataAsync);
                await SendCommandAsync(context.Id, RequestWriter.Store(messageId, source), token).ConfigureAwait(false);
                await _sender.SendAsync(source.Data, context.Id, token).ConfigureAwait(false);
                return await _connection.ReceiveResponseAsync(messageId, DimseCommandField.CStoreResponse, token).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <summary>Releases the association in order and closes the connection (PS3.8 7.2). Does nothing when it is over.</summary>
    /// <exception cref="DicomProtocolException">The peer aborted, closed, or broke PS3.8 instead of answering.</exception>
    /// <exception cref="TimeoutException">The peer did not answer in time.</exception>
    public async Task ReleaseAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (IsOpen)
                _ = await _connection.GuardAsync(_connection.ReleaseAsync, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    /// <summary>Aborts the association and closes the connection (PS3.8 7.3). An operation that is running fails. Does nothing when it is over.</summary>
    public async Task AbortAsync(CancellationToken cancellationToken = default)
    {
        _connection.CancelOperation();
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _connection.AbortAsync(AssociationEndReason.AbortedByUser).ConfigureAwait(false);
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    /// <summary>Aborts the association unless it is over, and gives everything back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (IsOpen)
            await AbortAsync(CancellationToken.None).ConfigureAwait(false);
        _sender?.Dispose();
        _sender = null;
        _connection.Dispose();
    }

    internal static async Task<DicomAssociation> OpenAsync(
        Transport transport, AssociateRequestPdu request, DicomAssociationOptions options, CancellationToken cancellationToken)
    {
        UserConnection connection = new(transport, options);
        try
        {
            AssociateAcceptPdu accept = await connection.RequestAsync(request, cancellationToken).ConfigureAwait(false);
            return new DicomAssociation(connection, AssociationProposalResult.Read(request, accept, transport, options.MaxPduLength), options);
        }
        catch (Exception)
        {
            connection.Dispose();
            throw;
        }
    }

    private int MaxFragment => PduWriter.MaxFragment(Info.PeerMaxPduLength, _options.MaxSentPduLength);

    private ValueTask SendCommandAsync(byte contextId, byte[] command, CancellationToken cancellationToken)
    {
        byte[] pdus = new byte[PduWriter.MessageSize(command.Length, MaxFragment)];
        int length = PduWriter.WriteCommand(pdus, contextId, command, MaxFragment);
        return _connection.SendDataAsync(pdus.AsMemory(0, length), cancellationToken);
    }

    private async Task<DimseResponse> InTurnAsync(Func<CancellationToken, ValueTask<DimseResponse>> operation, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return IsOpen ? await _connection.GuardAsync(operation, cancellationToken).ConfigureAwait(false) : throw new InvalidOperationException("The association is over.");
        }
        finally
        {
            _ = _turn.Release();
        }
    }
}
