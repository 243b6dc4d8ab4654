using System.Net.Sockets;
using Dicom.Storage.Network;

namespace Dicom.Storage.Send;

/// <summary>Sends its share of the files, one association after the other; a broken one costs the file it broke at.</summary>
internal sealed class Sender(Target target, Action<Outcome> report)
{
    private const string NoResponse = "none";

    public async Task RunAsync(IReadOnlyList<DicomFile> share, CancellationToken cancellationToken)
    {
        foreach (IReadOnlyList<DicomFile> batch in Batches.Associations(share))
        {
            Queue<DicomFile> rest = new(batch);
            while (rest.Count > 0)
                await SendAsync(rest, cancellationToken);
        }
    }

    private async Task SendAsync(Queue<DicomFile> rest, CancellationToken cancellationToken)
    {
        try
        {
            await using DicomAssociation association = await DicomClient.ConnectAsync(target.Host, target.Port, Options(rest), cancellationToken);
            while (association.IsOpen && rest.TryPeek(out DicomFile? file))
            {
                Outcome outcome = await StoreAsync(association, file, cancellationToken);
                rest.Dequeue();
                report(outcome);
            }

            await association.ReleaseAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or TimeoutException or DicomProtocolException)
        {
            // There is no association: nobody waits for the rest.
            while (rest.TryDequeue(out DicomFile? file))
                report(new Outcome(file, NoResponse, Stored: false, exception.Message));
        }
    }

    private static async Task<Outcome> StoreAsync(DicomAssociation association, DicomFile file, CancellationToken cancellationToken)
    {
        if (!association.TryFindContext(file.SopClass, file.TransferSyntax, out _))
            return new Outcome(file, NoResponse, Stored: false, "The server accepts no such SOP class in this transfer syntax.");

        try
        {
            await using FileStream stream = new(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            stream.Position = file.DataSetOffset;
            using DicomStoreSource source = DicomStoreSource.FromStream(stream, file.SopClass, file.SopInstance, file.TransferSyntax);
            DimseResponse response = await association.StoreAsync(source, cancellationToken);
            return new Outcome(file, response.Status.ToString(), response.Status.IsStored, response.ErrorComment);
        }
        catch (Exception exception) when (exception is DicomProtocolException or TimeoutException or IOException or UnauthorizedAccessException)
        {
            return new Outcome(file, NoResponse, Stored: false, exception.Message);
        }
    }

    private DicomAssociationOptions Options(IEnumerable<DicomFile> files)
    {
        DicomAssociationOptions options = new() { CalledAe = target.Called, CallingAe = target.Calling };
        foreach (var context in files.Select(file => (file.SopClass, file.TransferSyntax)).Distinct())
            options.AddContext(context.SopClass, context.TransferSyntax);
        return options;
    }
}
