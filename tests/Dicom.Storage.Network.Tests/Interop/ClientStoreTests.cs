using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network.Tests;

public sealed class ClientStoreTests
{
    [Fact]
    public async Task Every_storable_file_arrives_byte_for_byte_in_its_own_transfer_syntax()
    {
        await using TestListener server = new(o => o.Profile.AcceptUnknownAbstractSyntaxes = true);
        int sent = 0;
        foreach (string[] files in Corpus.Sendable().Chunk(64))
            sent += await SendAsync(server, files);

        TestContext.Current.SendDiagnosticMessage("{0} files", sent);
        Assert.True(sent > 150, $"{sent} files");
        Assert.Equal(sent, server.Store.Stored.Count);
    }

    private static async Task<int> SendAsync(TestListener server, string[] files)
    {
        DicomStoreSource[] sources = [.. files.Select(DicomStoreSource.FromFile)];
        DicomAssociationOptions options = Requests.Options();
        foreach (DicomStoreSource source in sources.DistinctBy(s => (s.SopClassUid, s.TransferSyntaxUid)))
            options.AddContext(source.SopClassUid, source.TransferSyntaxUid);

        await using DicomAssociation association = await DicomClient.ConnectAsync("127.0.0.1", server.Port, options);
        int sent = 0;
        for (int i = 0; i < files.Length; i++)
        {
            using DicomStoreSource source = sources[i];
            Assert.True(association.TryFindContext(source.SopClassUid, source.TransferSyntaxUid, out _), $"{files[i]}: {source.SopClassUid} {source.TransferSyntaxUid}");
            DimseResponse response = await association.StoreAsync(source);
            Assert.Equal(DimseStatus.Success, response.Status);
            (DimseRequest request, byte[] dataSet) = server.Store.Stored.Last();
            Assert.Equal(source.SopInstanceUid, request.AffectedSopInstanceUid);
            Assert.Equal(source.TransferSyntaxUid, request.PresentationContext.TransferSyntaxUid);
            Assert.True(dataSet.AsSpan().SequenceEqual(Corpus.DataSetOf(files[i])), files[i]);
            sent++;
        }

        await association.ReleaseAsync();
        Assert.Equal(AssociationEndReason.Released, association.EndReason);
        return sent;
    }
}
