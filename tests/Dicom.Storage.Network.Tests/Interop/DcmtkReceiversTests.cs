using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Network.Tests;

public sealed class DcmtkReceiversTests
{
    [Theory]
    [InlineData("native/CT_small.dcm", 16_384)]
    [InlineData("native/MR_small_implicit.dcm", 4_096)]
    [InlineData("native/color-pl.dcm", 131_072)]
    public async Task Storescp_writes_the_data_set_that_our_client_sent(string file, int receiverPdu)
    {
        string path = Corpus.Require(file);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("storescp");
        int port = FreePort();
        using Process receiver = Tool.Start("storescp", "+B", "+xa", "-pdu", $"{receiverPdu}", "-od", folder.FullName, $"{port}");
        try
        {
            using DicomStoreSource source = DicomStoreSource.FromFile(path);
            DicomAssociationOptions options = Requests.Options();
            options.AddVerification();
            options.AddContext(source.SopClassUid, source.TransferSyntaxUid);
            await using DicomAssociation association = await ConnectWhenReadyAsync(port, options);

            Assert.Equal(DimseStatus.Success, (await association.EchoAsync()).Status);
            Assert.Equal(DimseStatus.Success, (await association.StoreAsync(source)).Status);
            await association.ReleaseAsync();

            FileInfo stored = Assert.Single(folder.GetFiles());
            Assert.Equal(Corpus.DataSetOf(path), Corpus.DataSetOf(stored.FullName));
        }
        finally
        {
            receiver.Kill();
            await receiver.WaitForExitAsync();
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Storescp_with_refusal_gives_the_rejection_as_exception()
    {
        int port = FreePort();
        using Process receiver = Tool.Start("storescp", "--refuse", $"{port}");
        try
        {
            DicomAssociationRejectedException rejected = await Assert.ThrowsAsync<DicomAssociationRejectedException>(() => ConnectWhenReadyAsync(port, Verification()));
            Assert.Equal("1/1/1", rejected.Rejection.ToString());
        }
        finally
        {
            receiver.Kill();
            await receiver.WaitForExitAsync();
        }
    }

    private static DicomAssociationOptions Verification()
    {
        DicomAssociationOptions options = Requests.Options();
        options.AddVerification();
        return options;
    }

    private static int FreePort()
    {
        using Socket probe = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    /// <summary>The program says nothing when it listens: asks until it does.</summary>
    private static async Task<DicomAssociation> ConnectWhenReadyAsync(int port, DicomAssociationOptions options)
    {
        using CancellationTokenSource deadline = new(Eventually.Patience);
        while (true)
        {
            try
            {
                return await DicomClient.ConnectAsync("127.0.0.1", port, options, deadline.Token);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused && !deadline.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }
}
