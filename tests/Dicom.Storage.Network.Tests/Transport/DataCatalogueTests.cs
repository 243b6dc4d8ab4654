using System.Security.Cryptography;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Network.Tests;

/// <summary>Bad PDUs on an open association and what is answered; context 1 is CT, 3 is Verification.</summary>
public sealed class DataCatalogueTests
{
    private const byte Command = 1;
    private const byte Last = 2;

    public static TheoryData<string, string, byte[]> Aborted => new()
    {
        { "P26 second A-ASSOCIATE-RQ", "02 02", new AssociateRequestBytes().ToPdu() },
        { "P26 only its header", "02 02", PduBytes.Header(0x01, 500) },
        { "P28 type 00", "02 01", PduBytes.Header(0x00, 4) },
        { "P28 type 08", "02 01", PduBytes.Header(0x08, 4) },
        { "P28 type 55", "02 01", PduBytes.Header(0x55, 4) },
        { "P28 type FF", "02 01", PduBytes.Header(0xFF, 0xFFFF_FFFF) },
        { "P29 A-RELEASE-RP", "02 02", PduBytes.ReleaseReply },
        { "P29 A-ASSOCIATE-AC", "02 02", PduBytes.Header(0x02, 100) },
        { "P29 A-ASSOCIATE-RJ", "02 02", PduBytes.Pdu(0x03, [0, 1, 1, 1]) },
        { "P30 longer than announced", "02 06", PduBytes.Header(0x04, 262_145) },
        { "P30 FFFFFFFF", "02 06", PduBytes.Header(0x04, 0xFFFF_FFFF) },
        { "P31 P-DATA length 0", "02 06", PduBytes.Header(0x04, 0) },
        { "P31 P-DATA length 5", "02 06", PduBytes.Pdu(0x04, [0, 0, 0, 1, 1]) },
        { "P31 PDV length 0", "02 06", PduBytes.Pdu(0x04, [0, 0, 0, 0, 1, 3]) },
        { "P31 PDV length 1", "02 06", PduBytes.Pdu(0x04, [0, 0, 0, 1, 1, 3]) },
        { "P31 PDV length FFFFFFFF", "02 06", PduBytes.Pdu(0x04, [0xFF, 0xFF, 0xFF, 0xFF, 1, 3]) },
        { "P31 PDV past its PDU", "02 06", PduBytes.Pdu(0x04, [0, 0, 0, 3, 1, 3]) },
        { "P32 context never proposed", "02 06", PduBytes.Data(9, Command | Last, PduBytes.EchoRequest(1)) },
        { "P32 context 0", "02 06", PduBytes.Data(0, Command | Last, PduBytes.EchoRequest(1)) },
        { "P34 data before a command", "00 00", PduBytes.Data(1, Last, [1, 2]) },
        { "P34 command where data is due", "00 00", PduBytes.Concat(PduBytes.Data(1, 3, PduBytes.StoreRequest(1)), PduBytes.Data(1, 3, PduBytes.EchoRequest(2))) },
        { "P34 data on another context", "00 00", PduBytes.Concat(PduBytes.Data(1, 3, PduBytes.StoreRequest(1)), PduBytes.Data(3, Last, [1, 2])) },
        { "P35 a command that never ends", "00 00", PduBytes.Concat([.. Enumerable.Repeat(PduBytes.Data(1, Command, new byte[8_192]), 9)]) },
        { "D8 a response", "00 00", PduBytes.Data(1, 3, PduBytes.Command((0x0100, [0x01, 0x80]), (0x0120, [1, 0]), (0x0800, [1, 1]), (0x0900, [0, 0]))) },
        { "A-RELEASE-RQ of 5 bytes", "02 06", PduBytes.Header(0x05, 5) },
    };

    [Theory]
    [MemberData(nameof(Aborted))]
    public async Task What_does_not_belong_there_gets_an_abort_with_its_reason(string row, string sourceReason, byte[] bytes)
    {
        _ = row;
        await using MemoryListener server = new();
        await using ScriptedPeer peer = await server.AssociateAsync();

        await peer.SendAsync(bytes);

        await peer.ExpectAsync($"07 00 00000004 0000 {sourceReason}");
        await peer.ExpectClosedAsync();
        await peer.DisposeAsync();
        await server.EndedAsync();
        Assert.Empty(server.Store.Stored);
        Assert.Equal((1, 1), (server.Observer.Opened, server.Observer.Ended));
    }

    [Fact]
    public async Task P33_reserved_bits_of_the_control_header_are_ignored()
    {
        await using MemoryListener server = new();
        await using ScriptedPeer peer = await server.AssociateAsync();

        await peer.SendAsync(PduBytes.Data(3, 0xFC | Command | Last, PduBytes.EchoRequest(5)));

        byte[] response = await peer.ReceiveAsync();
        Assert.Equal(0x8030, PduBytes.UInt16Of(response, 0x0100));
        Assert.Equal(0, PduBytes.UInt16Of(response, 0x0900));
    }

    [Fact]
    public async Task P36_an_object_in_one_byte_pdvs_is_stored_whole()
    {
        byte[] dataSet = RandomNumberGenerator.GetBytes(20_000);
        byte[][] pdvs = [.. dataSet.Select((b, i) => PduBytes.Pdv(1, i == dataSet.Length - 1 ? Last : (byte)0, [b]))];
        await using MemoryListener server = new();
        await using ScriptedPeer peer = await server.AssociateAsync();

        await peer.SendAsync(PduBytes.Data(1, 3, PduBytes.StoreRequest(1)));
        foreach (byte[][] pdu in pdvs.Chunk(1_000))
            await peer.SendAsync(PduBytes.Pdu(0x04, pdu));

        Assert.Equal(0, PduBytes.UInt16Of(await peer.ReceiveAsync(), 0x0900));
        Assert.Equal(dataSet, Assert.Single(server.Store.Stored).DataSet);
    }

    [Fact]
    public async Task A_store_split_at_any_byte_is_stored_the_same()
    {
        byte[] message = StoreMessage(out byte[] dataSet);
        await using MemoryListener server = new();
        for (int cut = 1; cut < message.Length; cut++)
        {
            await using ScriptedPeer peer = await server.AssociateAsync();
            await peer.SendAsync(message[..cut]);
            await peer.SendAsync(message[cut..]);
            Assert.Equal(0, PduBytes.UInt16Of(await peer.ReceiveAsync(), 0x0900));
            Assert.True(server.Store.Stored.TryDequeue(out (DimseRequest Request, byte[] DataSet) stored));
            Assert.Equal(dataSet, stored.DataSet);
            await peer.SendAsync(PduBytes.ReleaseRequest);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task P40_an_association_that_ends_inside_an_object_leaves_nothing(bool byAbort)
    {
        byte[] message = StoreMessage(out _);
        await using MemoryListener server = new();
        for (int cut = 1; cut < message.Length; cut++)
        {
            await using ScriptedPeer peer = await server.AssociateAsync();
            await peer.SendAsync(message[..cut]);
            if (byAbort && PduEnds(message, cut))
                await peer.SendAsync(PduBytes.Abort(0, 0));
            await peer.DisposeAsync();
        }

        await server.EndedAsync();
        Assert.Empty(server.Store.Stored);
        Assert.True(server.Store.Discarded > 0);
        Assert.Equal(0, server.Listener.OpenAssociations);
    }

    [Fact]
    public async Task P41_an_object_whose_sender_closes_its_side_after_the_last_byte_is_stored_and_answered()
    {
        byte[] message = StoreMessage(out byte[] dataSet);
        await using MemoryListener server = new();
        await using ScriptedPeer peer = await server.AssociateAsync();

        await peer.SendAsync(message);
        ((DuplexStream)peer.Stream).ShutdownWrite();

        Assert.Equal(0, PduBytes.UInt16Of(await peer.ReceiveAsync(), 0x0900));
        Assert.Equal(dataSet, Assert.Single(server.Store.Stored).DataSet);
        await server.EndedAsync();
        Assert.Equal(0, server.Store.Discarded);
    }

    [Fact]
    public async Task P43_a_release_inside_an_object_is_answered_and_the_object_discarded_once()
    {
        await using MemoryListener server = new();
        await using ScriptedPeer peer = await server.AssociateAsync();

        await peer.SendAsync(PduBytes.Data(1, 3, PduBytes.StoreRequest(1)), PduBytes.Data(1, 0, [1, 2]), PduBytes.ReleaseRequest);

        await peer.ExpectAsync("06 00 00000004 00000000");
        await peer.ExpectClosedAsync();
        await peer.DisposeAsync();
        await server.EndedAsync();
        Assert.Equal(1, server.Store.Discarded);
        Assert.Empty(server.Store.Stored);
    }

    /// <summary>The command in two fragments; the data set in three, of which one is empty, two of them in one PDU.</summary>
    private static byte[] StoreMessage(out byte[] dataSet)
    {
        byte[] command = PduBytes.StoreRequest(1);
        dataSet = [1, 2, 3, 4, 5, 6, 7, 8];
        return PduBytes.Concat(
            PduBytes.Data(1, Command, command[..20]),
            PduBytes.Data(1, Command | Last, command[20..]),
            PduBytes.Pdu(0x04, PduBytes.Pdv(1, 0, dataSet[..2]), PduBytes.Pdv(1, 0, [])),
            PduBytes.Data(1, Last, dataSet[2..]));
    }

    private static bool PduEnds(byte[] message, int cut)
    {
        int position = 0;
        while (position < cut)
            position += 6 + (message[position + 4] << 8) + message[position + 5];
        return position == cut;
    }
}
