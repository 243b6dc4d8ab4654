using System.Net.Sockets;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Reliability.Tests;

/// <summary>Sends objects over several associations and writes down what was acknowledged; goes on until told or until the server is gone.</summary>
internal sealed class Sender(History history, int port)
{
    private static readonly DicomUid s_sopClass = DicomUid.Parse(SyntheticObject.SopClass);
    private static readonly DicomUid s_syntax = DicomUid.Parse(SyntheticObject.TransferSyntax);

    /// <summary>Sends objects in order over one association; ends at the first sign that the server is gone.</summary>
    /// <returns>The statuses that were answered.</returns>
    public async Task<List<DimseResponse>> SendAsync(IEnumerable<SyntheticObject> objects, Action<int>? onAnswer = null)
    {
        List<DimseResponse> answers = [];
        try
        {
            DicomAssociationOptions options = new() { CallingAe = AeTitle.Parse("SENDER"), CalledAe = AeTitle.Parse("STORE-SCP") };
            options.AddContext(s_sopClass, s_syntax);
            await using DicomAssociation association = await DicomClient.ConnectAsync("127.0.0.1", port, options);
            foreach (SyntheticObject item in objects)
            {
                history.Sent(item);
                using DicomStoreSource source = DicomStoreSource.FromMemory(item.DataSet, s_sopClass, DicomUid.Parse(item.SopUid), s_syntax);
                DimseResponse answer = await association.StoreAsync(source);
                answers.Add(answer);
                if (answer.Status.IsStored)
                    history.Acknowledge(item);
                onAnswer?.Invoke(answers.Count);
            }

            await association.ReleaseAsync();
        }
        catch (Exception exception) when (exception is IOException or SocketException or DicomProtocolException or DicomAssociationRejectedException or OperationCanceledException or TimeoutException or InvalidOperationException)
        {
            // The server was killed: what was not answered is not acknowledged, and nothing more is known of it.
        }

        return answers;
    }
}
