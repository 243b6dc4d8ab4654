using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Dicom.Storage.Network.Tests;

/// <summary>Our client against a peer that answers exactly what the test says.</summary>
public sealed class ClientProtocolTests
{
    // A-ASSOCIATE-AC for contexts 1 (CT) and 3 (Verification), both accepted in implicit VR little endian.
    private static readonly byte[] s_accept = Accept(16_384, (1, 0), (3, 0));

    [Fact]
    public async Task The_request_has_the_titles_the_contexts_and_our_maximum_length()
    {
        (ScriptedPeer peer, Task<DicomAssociation> opening) = Open();

        byte[] request = await peer.ReceiveAsync();
        await peer.SendAsync(s_accept);
        await using DicomAssociation association = await opening;

        Assert.Equal(PduBytes.Concat([0, 1, 0, 0], PduBytes.Title("TEST-SCP"), PduBytes.Title("TEST-SCU"), new byte[32]), request[6..74]);
        string hex = Convert.ToHexString(request);
        Assert.Contains(Convert.ToHexString(PduBytes.Context(1, AssociateRequestBytes.CtImageStorage, AssociateRequestBytes.ImplicitLittleEndian)), hex, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexString(PduBytes.MaxLength(262_144)), hex, StringComparison.Ordinal);
        Assert.Equal(16_384u, association.Info.PeerMaxPduLength);
        await peer.DisposeAsync();
    }

    [Fact]
    public async Task A_rejection_is_told_with_its_three_numbers()
    {
        (ScriptedPeer peer, Task<DicomAssociation> opening) = Open();
        await peer.ReceiveAsync();

        await peer.SendAsync(PduBytes.Pdu(0x03, [0, 2, 3, 1]));

        DicomAssociationRejectedException rejected = await Assert.ThrowsAsync<DicomAssociationRejectedException>(() => opening);
        Assert.Equal(AssociationRejection.TemporaryCongestion, rejected.Rejection);
    }

    [Theory]
    [InlineData("07000000000400000206", "0x07 abort of the peer", "")]
    [InlineData("04000000000600000002010300", "P-DATA-TF before the answer", "07000000000400000202")]
    [InlineData("FF0000000000", "unknown type", "07000000000400000201")]
    [InlineData("02000000000A", "A-ASSOCIATE-AC too short", "07000000000400000206")]
    [InlineData("02FFFFFFFFFF", "A-ASSOCIATE-AC too long", "07000000000400000206")]
    public async Task An_answer_that_is_none_fails_the_opening(string hex, string row, string abort)
    {
        _ = row;
        (ScriptedPeer peer, Task<DicomAssociation> opening) = Open();
        await peer.ReceiveAsync();

        await peer.SendAsync(Convert.FromHexString(hex));

        await peer.ExpectAsync(abort);
        await peer.DisposeAsync();
        await Assert.ThrowsAsync<DicomProtocolException>(() => opening);
    }

    [Fact]
    public async Task An_acceptor_that_takes_no_data_at_all_is_not_accepted()
    {
        (ScriptedPeer peer, Task<DicomAssociation> opening) = Open();
        await peer.ReceiveAsync();

        await peer.SendAsync(Accept(7, (1, 0)));

        await peer.ExpectAsync("07 00 00000004 0000 02 06");
        await peer.DisposeAsync();
        await Assert.ThrowsAsync<DicomProtocolException>(() => opening);
    }

    [Fact]
    public async Task A_context_that_was_refused_is_not_sent_on()
    {
        (ScriptedPeer peer, Task<DicomAssociation> opening) = Open();
        await peer.ReceiveAsync();
        await peer.SendAsync(Accept(16_384, (1, 4), (3, 0)));
        await using DicomAssociation association = await opening;
        using DicomStoreSource source = Requests.Ct(new byte[10]);

        await Assert.ThrowsAsync<InvalidOperationException>(() => association.StoreAsync(source));
        Assert.Equal(PresentationContextResult.TransferSyntaxesNotSupported, association.Info.PresentationContexts[0].Result);
        Assert.True(association.IsOpen);
        await peer.DisposeAsync();
    }

    [Theory]
    [InlineData(0, 16_384)]
    [InlineData(1, 16_384)]
    [InlineData(16_378, 16_384)] // exactly one PDV
    [InlineData(16_379, 16_384)]
    [InlineData(245_670, 16_384)] // exactly one block of 15 PDVs
    [InlineData(491_340, 16_384)] // exactly two
    [InlineData(600_000, 16_384)] // several blocks
    [InlineData(600_000, 0)] // no limit: our own cap
    [InlineData(50, 8)] // two bytes a PDV
    public async Task A_data_set_is_sent_in_pdvs_within_the_peers_maximum_and_only_the_last_is_marked(int length, uint maxPdu)
    {
        byte[] dataSet = new byte[length];
        new Random(length).NextBytes(dataSet);
        foreach (bool seekable in (bool[])[true, false])
        {
            (ScriptedPeer peer, Task<DicomAssociation> opening) = Open();
            await peer.ReceiveAsync();
            await peer.SendAsync(Accept(maxPdu, (1, 0)));
            await using DicomAssociation association = await opening;
            using DicomStoreSource source = DicomStoreSource.FromStream(
                seekable ? new MemoryStream(dataSet) : new ForwardStream(dataSet), Requests.CtImageStorage, DicomUid.Parse("1.2.3.4"), Requests.ImplicitLittleEndian);
            Task<DimseResponse> storing = association.StoreAsync(source);

            (byte[] command, _) = await ReceiveMessageAsync(peer, maxPdu);
            (byte[] received, int fragments) = await ReceiveMessageAsync(peer, maxPdu);
            await peer.SendAsync(Response(command, 0xB000, "Coerced"));

            Assert.Equal(new DimseResponse(DimseStatus.CoercionOfDataElements, "Coerced"), await storing);
            Assert.Equal(dataSet, received);
            Assert.True(fragments >= 1);
            await peer.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_response_to_another_message_aborts()
    {
        (ScriptedPeer peer, DicomAssociation association) = await OpenedAsync();
        await using DicomAssociation using_ = association;
        Task<DimseResponse> echo = association.EchoAsync();
        await peer.ReceiveAsync();

        await peer.SendAsync(PduBytes.Data(3, 3, PduBytes.Command((0x0100, [0x30, 0x80]), (0x0120, [99, 0]), (0x0800, [1, 1]), (0x0900, [0, 0]))));

        await peer.ExpectAsync("07 00 00000004 0000 00 00");
        await peer.DisposeAsync();
        await Assert.ThrowsAsync<DicomProtocolException>(() => echo);
        Assert.False(association.IsOpen);
    }

    [Fact]
    public async Task A_peer_that_does_not_answer_times_out_and_is_aborted()
    {
        FakeTimeProvider time = new();
        (ScriptedPeer peer, DicomAssociation association) = await OpenedAsync(time);
        await using DicomAssociation using_ = association;
        Task<DimseResponse> echo = association.EchoAsync();
        await peer.ReceiveAsync();

        Task<byte[]> abort = peer.ReceiveAsync();
        for (int i = 0; i < 1_000 && !abort.IsCompleted; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal("07000000000400000000", Convert.ToHexString(await abort));
        await peer.DisposeAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => echo);
        Assert.Equal(AssociationEndReason.DimseTimeout, association.EndReason);
    }

    [Fact]
    public async Task P43_a_release_collision_ends_in_order()
    {
        (ScriptedPeer peer, DicomAssociation association) = await OpenedAsync();
        await using DicomAssociation using_ = association;
        Task release = association.ReleaseAsync();
        await peer.ExpectAsync("05 00 00000004 00000000");

        await peer.SendAsync(PduBytes.ReleaseRequest); // Sta7: collision; the requestor of the association answers first
        await peer.ExpectAsync("06 00 00000004 00000000");
        await peer.SendAsync(PduBytes.ReleaseReply);

        await release;
        Assert.Equal(AssociationEndReason.Released, association.EndReason);
        await peer.DisposeAsync();
    }

    [Fact]
    public async Task Data_that_was_on_its_way_when_release_was_asked_is_let_pass()
    {
        (ScriptedPeer peer, DicomAssociation association) = await OpenedAsync();
        await using DicomAssociation using_ = association;
        Task release = association.ReleaseAsync();
        await peer.ReceiveAsync();

        await peer.SendAsync(PduBytes.Data(1, 3, PduBytes.EchoRequest(1)), PduBytes.ReleaseReply);

        await release;
        await peer.DisposeAsync();
    }

    [Fact]
    public async Task A_cancelled_store_aborts_the_association()
    {
        (ScriptedPeer peer, DicomAssociation association) = await OpenedAsync();
        await using DicomAssociation using_ = association;
        using CancellationTokenSource cancel = new();
        using DicomStoreSource source = Requests.Ct(new byte[2_000_000]);
        Task<DimseResponse> store = association.StoreAsync(source, cancel.Token);
        await peer.ReceiveAsync();

        await cancel.CancelAsync();
        byte[] last = [];
        for (byte[] pdu = await peer.ReceiveAsync(); pdu.Length > 0; pdu = await peer.ReceiveAsync())
            last = pdu;
        await peer.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store);
        Assert.Equal(0x07, last[0]);
        Assert.False(association.IsOpen);
    }

    private static (ScriptedPeer Peer, Task<DicomAssociation> Opening) Open(TimeProvider? time = null)
    {
        DicomAssociationOptions options = Requests.Options();
        options.TimeProvider = time ?? TimeProvider.System;
        options.AddContext(Requests.CtImageStorage, Requests.ImplicitLittleEndian);
        options.AddVerification();
        (DuplexStream here, DuplexStream there) = DuplexStream.CreatePair();
        StreamTransport transport = new(here, remoteEndPoint: null, localEndPoint: null, here.ShutdownWrite);
        return (new ScriptedPeer(there), DicomAssociation.OpenAsync(transport, DicomAssociationOptions.ToRequest(options), options, CancellationToken.None));
    }

    private static async Task<(ScriptedPeer Peer, DicomAssociation Association)> OpenedAsync(TimeProvider? time = null)
    {
        (ScriptedPeer peer, Task<DicomAssociation> opening) = Open(time);
        await peer.ReceiveAsync();
        await peer.SendAsync(s_accept);
        return (peer, await opening);
    }

    private static byte[] Accept(uint maxLength, params (byte Id, byte Result)[] contexts) => PduBytes.Pdu(
        0x02,
        [0, 1, 0, 0],
        new byte[64],
        PduBytes.Item(0x10, PduBytes.Ascii("1.2.840.10008.3.1.1.1")),
        PduBytes.Concat([.. contexts.Select(c => PduBytes.Item(0x21, [c.Id, 0, c.Result, 0], PduBytes.Item(0x40, PduBytes.Ascii(AssociateRequestBytes.ImplicitLittleEndian))))]),
        PduBytes.Item(0x50, PduBytes.MaxLength(maxLength)));

    private static byte[] Response(byte[] command, ushort status, string comment)
    {
        ushort messageId = PduBytes.UInt16Of([.. new byte[12], .. command], 0x0110);
        string padded = comment.Length % 2 == 0 ? comment : comment + " ";
        return PduBytes.Data(1, 3, PduBytes.Command(
            (0x0100, [0x01, 0x80]),
            (0x0120, PduBytes.LittleEndian(messageId)),
            (0x0800, [1, 1]),
            (0x0900, PduBytes.LittleEndian(status)),
            (0x0902, PduBytes.Ascii(padded))));
    }

    /// <summary>Receives PDUs of one PDV each until one is marked as last.</summary>
    private static async Task<(byte[] Bytes, int Fragments)> ReceiveMessageAsync(ScriptedPeer peer, uint maxPdu)
    {
        List<byte> bytes = [];
        for (int fragments = 1; ; fragments++)
        {
            byte[] pdu = await peer.ReceiveAsync();
            Assert.Equal(0x04, pdu[0]);
            Assert.True(maxPdu == 0 || (uint)(pdu.Length - 6) <= maxPdu);
            Assert.True(pdu.Length > 12 || fragments == 1, "an empty fragment where there is data");
            bytes.AddRange(pdu[12..]);
            if ((pdu[11] & 2) != 0)
                return ([.. bytes], fragments);
        }
    }
}
