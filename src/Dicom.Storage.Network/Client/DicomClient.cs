using System.Net.Sockets;

namespace Dicom.Storage.Network;

/// <summary>Opens associations (PS3.8 user side).</summary>
public static class DicomClient
{
    /// <summary>Connects to a peer over TCP and opens an association.</summary>
    /// <param name="host">Name or address.</param>
    /// <param name="port">TCP port, 1 to 65,535.</param>
    /// <param name="options">What is proposed.</param>
    /// <exception cref="ArgumentException">The options name no context, or no titles.</exception>
    /// <exception cref="SocketException">The peer cannot be reached.</exception>
    /// <exception cref="TimeoutException">Connecting or the answer took longer than the options allow.</exception>
    /// <exception cref="DicomAssociationRejectedException">The peer rejected the association.</exception>
    /// <exception cref="DicomProtocolException">The peer aborted, closed, or broke PS3.8.</exception>
    public static async Task<DicomAssociation> ConnectAsync(string host, int port, DicomAssociationOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        ArgumentNullException.ThrowIfNull(options);
        AssociateRequestPdu request = DicomAssociationOptions.ToRequest(options);
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            using CancellationTokenSource timeout = new(options.ConnectTimeout, options.TimeProvider);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            await socket.ConnectAsync(host, port, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new TimeoutException("Connecting took too long.", e);
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }

        return await DicomAssociation.OpenAsync(new SocketTransport(socket, quickAck: true), request, options, cancellationToken).ConfigureAwait(false);
    }
}
