using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Network.Tests;

/// <summary>Bad messages: those that break PS3.7 get A-ABORT 0/0; the others a status, and the association goes on.</summary>
public sealed class DimseCatalogueTests
{
    private const byte CommandLast = 3;
    private const byte DataLast = 2;

    public static TheoryData<string, ushort, byte[]> Answered => new()
    {
        { "D1 no instance UID", 0xC001, Without(0x1000) },
        { "D1 no class UID", 0xC001, Without(0x0002) },
        { "D1 an instance UID that is none", 0xC001, PduBytes.StoreRequest(7, instance: "../../etc") },
        { "D2 another class than the context's", 0x0122, PduBytes.StoreRequest(7, sopClass: "1.2.840.10008.5.1.4.1.1.4") },
        { "D3 no data set announced", 0xC003, PduBytes.StoreRequest(7, dataSetType: 0x0101) },
        { "D6 C-FIND", 0x0211, Command(0x0020) },
        { "D6 unknown command", 0x0211, Command(0x0777) },
        { "D6 N-ACTION without a service", 0x0211, Command(0x0130) },
        { "C-ECHO on the context of another class", 0x0122, PduBytes.EchoRequest(7) },
    };

    public static TheoryData<string, byte[]> Aborted => new()
    {
        { "D7 explicit VR", [0, 0, 0, 0, (byte)'U', (byte)'L', 4, 0, 56, 0, 0, 0] },
        { "D7 group length too small", Patched(8, 1) },
        { "D7 group length too large", Patched(8, 200) },
        { "D7 no group length", PduBytes.EchoRequest(1)[12..] },
        { "D7 unordered", PduBytes.Command((0x0110, [1, 0]), (0x0100, [0x30, 0]), (0x0800, [1, 1])) },
        { "D7 repeated", PduBytes.Command((0x0100, [0x30, 0]), (0x0100, [0x30, 0]), (0x0800, [1, 1])) },
        { "D7 another group", [.. PduBytes.EchoRequest(1), .. PduBytes.Element(0x1211, 0x1217, [1, 2])] },
        { "D7 an element past the end", [.. PduBytes.EchoRequest(1), 0, 0, 0, 9, 4, 0, 0, 0] },
        { "D7 no command field", PduBytes.Command((0x0110, [1, 0]), (0x0800, [1, 1])) },
        { "empty command", [] },
    };

    [Theory]
    [MemberData(nameof(Answered))]
    public async Task A_request_that_cannot_be_served_is_answered_and_the_association_goes_on(string row, ushort status, byte[] command)
    {
        _ = row;
        await using MemoryListener server = new();
        await using ScriptedPeer peer = await server.AssociateAsync();
        bool hasDataSet = PduBytes.UInt16Of([.. new byte[12], .. command], 0x0800) != 0x0101;

        await peer.SendAsync(PduBytes.Data(1, CommandLast, command), hasDataSet ? PduBytes.Data(1, DataLast, [1, 2, 3, 4]) : []);
        byte[] response = await peer.ReceiveAsync();

        Assert.Equal(status, PduBytes.UInt16Of(response, 0x0900));
        Assert.Equal(7, PduBytes.UInt16Of(response, 0x0120));
        Assert.Equal(PduBytes.UInt16Of([.. new byte[12], .. command], 0x0100) | 0x8000, PduBytes.UInt16Of(response, 0x0100));
        Assert.Equal(0x0101, PduBytes.UInt16Of(response, 0x0800));
        await StoreAsync(peer, 8);
        Assert.Single(server.Store.Stored);
    }

    [Theory]
    [MemberData(nameof(Aborted))]
    public async Task A_command_set_that_is_none_gets_an_abort(string row, byte[] command)
    {
        _ = row;
        await using MemoryListener server = new();
        await using ScriptedPeer peer = await server.AssociateAsync();

        await peer.SendAsync(PduBytes.Data(1, CommandLast, command));

        await peer.ExpectAsync("07 00 00000004 0000 00 00");
        await peer.ExpectClosedAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_foreign_element_that_is_let_pass_reaches_the_service_whether_the_group_length_counts_it_or_not(bool counted)
    {
        DicomTag tenant = new(0x1211, 0x1217);
        byte[] extra = PduBytes.Element(0x1211, 0x1217, PduBytes.Ascii("hospital-1"));
        byte[] command = [.. PduBytes.StoreRequest(1), .. extra];
        if (counted)
            command[8] = (byte)(command.Length - 12);
        await using MemoryListener server = new(o => o.ToleratedCommandElements.Add(tenant));
        await using ScriptedPeer peer = await server.AssociateAsync();

        await peer.SendAsync(PduBytes.Data(1, CommandLast, command), PduBytes.Data(1, DataLast, [1, 2]));

        Assert.Equal(0, PduBytes.UInt16Of(await peer.ReceiveAsync(), 0x0900));
        DimseRequest request = Assert.Single(server.Store.Stored).Request;
        Assert.True(request.CommandSet.TryGetRaw(tenant, out ReadOnlyMemory<byte> value));
        Assert.Equal("hospital-1"u8, value.Span);
    }

    [Fact]
    public async Task D5_a_request_with_the_id_of_one_that_is_pending_gets_0210()
    {
        await using MemoryListener server = new();
        await using ScriptedPeer peer = await server.AssociateAsync();
        byte[] store = PduBytes.Concat(PduBytes.Data(1, CommandLast, PduBytes.StoreRequest(9)), PduBytes.Data(1, DataLast, [1, 2]));

        await peer.SendAsync(store, store);

        Assert.Equal(0x0000, PduBytes.UInt16Of(await peer.ReceiveAsync(), 0x0900));
        Assert.Equal(0x0210, PduBytes.UInt16Of(await peer.ReceiveAsync(), 0x0900));
        await StoreAsync(peer, 9); // no longer pending: the id may be used again
        Assert.Equal(2, server.Store.Stored.Count);
    }

    [Fact]
    public async Task D8_a_cancel_for_nothing_is_ignored()
    {
        await using MemoryListener server = new();
        await using ScriptedPeer peer = await server.AssociateAsync();

        await peer.SendAsync(PduBytes.Data(1, CommandLast, PduBytes.Command((0x0100, [0xFF, 0x0F]), (0x0120, [1, 0]), (0x0800, [1, 1]))));

        await StoreAsync(peer, 3);
    }

    [Fact]
    public async Task D9_a_long_comment_is_cut_to_64_printable_characters()
    {
        await using MemoryListener server = new();
        server.Store.Answer = _ => new DimseResponse(DimseStatus.OutOfResources, "Ä\\\n" + new string('x', 200));
        await using ScriptedPeer peer = await server.AssociateAsync();

        await peer.SendAsync(PduBytes.Data(1, CommandLast, PduBytes.StoreRequest(1)), PduBytes.Data(1, DataLast, [1, 2]));
        byte[] response = await peer.ReceiveAsync();

        Assert.Equal(0xA700, PduBytes.UInt16Of(response, 0x0900));
        string expected = Convert.ToHexString(PduBytes.Element(0x0000, 0x0902, PduBytes.Ascii("???" + new string('x', 61))));
        Assert.Contains(expected, Convert.ToHexString(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task D10_pipelined_requests_are_served_in_their_order()
    {
        const int Count = 10_000;
        await using MemoryListener server = new();
        await using ScriptedPeer peer = await server.AssociateAsync();
        Task sending = SendEchoesAsync(peer, Count);

        for (int i = 0; i < Count; i++)
            Assert.Equal((ushort)i, PduBytes.UInt16Of(await peer.ReceiveAsync(), 0x0120));
        await sending;
    }

    [Theory]
    [InlineData("begin")]
    [InlineData("write")]
    [InlineData("complete")]
    public async Task A_service_that_throws_answers_0110_and_the_association_goes_on(string where)
    {
        FaultyService faulty = new(where);
        await using MemoryListener server = new(o =>
        {
            o.Services.Clear();
            o.Services.Add(faulty);
        });
        await using ScriptedPeer peer = await server.AssociateAsync();
        for (ushort id = 1; id <= 2; id++)
        {
            await peer.SendAsync(
                PduBytes.Data(1, CommandLast, PduBytes.StoreRequest(id)), PduBytes.Data(1, 0, [1, 2]), PduBytes.Data(1, DataLast, [3, 4]));
            byte[] response = await peer.ReceiveAsync();
            Assert.Equal(0x0110, PduBytes.UInt16Of(response, 0x0900));
            Assert.DoesNotContain("secret", System.Text.Encoding.ASCII.GetString(response), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(server.Log.Lines, l => l.Contains("secret", StringComparison.Ordinal));
        Assert.Equal(where == "begin" ? 0 : 2, faulty.Disposed);
    }

    [Fact]
    public async Task An_object_above_the_limit_is_drained_and_answered_C004()
    {
        await using MemoryListener server = new(o => o.Limits.MaxObjectLength = 3);
        await using ScriptedPeer peer = await server.AssociateAsync();

        await peer.SendAsync(
            PduBytes.Data(1, CommandLast, PduBytes.StoreRequest(1)), PduBytes.Data(1, 0, [1, 2]), PduBytes.Data(1, 0, [3, 4]), PduBytes.Data(1, DataLast, [5, 6]));

        Assert.Equal(0xC004, PduBytes.UInt16Of(await peer.ReceiveAsync(), 0x0900));
        Assert.Equal(1, server.Store.Discarded);
    }

    private static async Task SendEchoesAsync(ScriptedPeer peer, int count)
    {
        for (int i = 0; i < count; i++)
            await peer.SendAsync(PduBytes.Data(3, CommandLast, PduBytes.EchoRequest((ushort)i)));
    }

    private static async Task StoreAsync(ScriptedPeer peer, ushort id)
    {
        await peer.SendAsync(PduBytes.Data(1, CommandLast, PduBytes.StoreRequest(id)), PduBytes.Data(1, DataLast, [1, 2]));
        Assert.Equal(0, PduBytes.UInt16Of(await peer.ReceiveAsync(), 0x0900));
    }

    private static byte[] Command(ushort field) => PduBytes.Command(
        (0x0002, PduBytes.Uid(AssociateRequestBytes.CtImageStorage)), (0x0100, PduBytes.LittleEndian(field)), (0x0110, [7, 0]), (0x0800, [0, 0]));

    private static byte[] Without(ushort element)
    {
        (ushort Element, byte[] Value)[] all =
        [
            (0x0002, PduBytes.Uid(AssociateRequestBytes.CtImageStorage)), (0x0100, [1, 0]), (0x0110, [7, 0]), (0x0700, [0, 0]), (0x0800, [0, 0]), (0x1000, PduBytes.Uid("1.2.3")),
        ];
        return PduBytes.Command([.. all.Where(e => e.Element != element)]);
    }

    private static byte[] Patched(int offset, byte value)
    {
        byte[] command = PduBytes.EchoRequest(1);
        command[offset] = value;
        return command;
    }
}
