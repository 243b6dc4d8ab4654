using Dicom.Storage.Testing;

namespace Dicom.Storage.Network.Tests;

/// <summary>Bad openings and what is answered: A-ABORT is 07 00 00000004 0000 source reason, A-ASSOCIATE-RJ 03 00 00000004 00 result source reason.</summary>
public sealed class HandshakeCatalogueTests
{
    private const string Abort00 = "07 00 00000004 0000 00 00";
    private const string Ct = AssociateRequestBytes.CtImageStorage;
    private const string Implicit = AssociateRequestBytes.ImplicitLittleEndian;

    public static TheoryData<string, byte[]> Aborted => new()
    {
        { "P1 HTTP", PduBytes.Ascii("GET / HTTP/1.1\r\nHost: pacs\r\n\r\n") },
        { "P2 TLS ClientHello", Convert.FromHexString("16030100C8010000C40303") },
        { "P5 length FFFFFFFF", PduBytes.Header(0x01, 0xFFFF_FFFF) },
        { "P5 length 7FFFFFFF", PduBytes.Header(0x01, 0x7FFF_FFFF) },
        { "P5 length 40000000", PduBytes.Header(0x01, 0x4000_0000) },
        { "P5 length cap + 1", PduBytes.Header(0x01, 1_048_577) },
        { "P6 length 0", PduBytes.Header(0x01, 0) },
        { "P6 length 67", PduBytes.Header(0x01, 67) },
        { "P20 item past the PDU", PduBytes.Pdu(0x01, [0, 1, 0, 0], new byte[64], [0x10, 0, 0xFF, 0xFF]) },
        { "P20 sub-item past its item", Request(r => r with { UserInformation = [0x50, 0, 0, 4, 0x51, 0, 0, 4] }) },
        { "P20 context too short for its id", Request(r => r with { Contexts = [[0x20, 0, 0, 2, 1, 0]] }) },
        { "P20 maximum length of two bytes", Request(r => r with { UserInformation = PduBytes.Item(0x50, PduBytes.Item(0x51, [1, 0])) }) },
        { "P27 P-DATA-TF first", PduBytes.Data(1, 3, PduBytes.EchoRequest(1)) },
        { "A-ASSOCIATE-AC first", PduBytes.Header(0x02, 100) },
        { "A-RELEASE-RQ first", PduBytes.ReleaseRequest },
    };

    public static TheoryData<string, string, byte[]> Rejected => new()
    {
        { "P8 protocol version bit 0 clear", "1 2 2", Request(r => r with { Version = 2 }) },
        { "P9 unknown application context", "1 1 2", Request(r => r with { ApplicationContext = PduBytes.Item(0x10, PduBytes.Ascii("1.2.3")) }) },
        { "P9 no application context", "1 1 2", Request(r => r with { ApplicationContext = [] }) },
        { "P12 called title of spaces", "1 1 7", Request(r => r with { Called = PduBytes.Title(" ") }) },
        { "P12 calling title of spaces", "1 1 3", Request(r => r with { Calling = PduBytes.Title(" ") }) },
        { "P12 NUL in the calling title", "1 1 3", Request(r => r with { Calling = PduBytes.Title("A\0B") }) },
        { "P12 path in the called title", "1 1 7", Request(r => r with { Called = PduBytes.Title("..\\x") }) },
        { "P12 escape sequence in the calling title", "1 1 3", Request(r => r with { Calling = PduBytes.Title("\u001b[31mX") }) },
        { "P12 UTF-8 in the calling title", "1 1 3", Request(r => r with { Calling = [0xC3, 0x84, .. PduBytes.Title("B")[..14]] }) },
        { "P13 no presentation context", "1 2 1", Request(r => r with { Contexts = [] }) },
        { "P15 129 contexts", "1 2 1", Request(r => r with { Contexts = Contexts(129, i => (byte)((2 * i) + 1)) }) },
        { "P15 repeated id", "1 2 1", Request(r => r with { Contexts = Contexts(2, _ => 1) }) },
        { "P16 id 0", "1 2 1", Request(r => r with { Contexts = Contexts(1, _ => 0) }) },
        { "P16 even id", "1 2 1", Request(r => r with { Contexts = Contexts(1, _ => 2) }) },
        { "P17 no abstract syntax", "1 2 1", Request(r => r with { Contexts = [PduBytes.Item(0x20, [1, 0, 0, 0], PduBytes.Item(0x40, PduBytes.Ascii(Implicit)))] }) },
        { "P17 two abstract syntaxes", "1 2 1", Request(r => r with { Contexts = [TwoAbstractSyntaxes()] }) },
        { "P17 no transfer syntax", "1 2 1", Request(r => r with { Contexts = [PduBytes.Context(1, Ct)] }) },
        { "P22 maximum length 1", "1 2 1", WithUserInformation(PduBytes.MaxLength(1)) },
        { "P22 maximum length 7", "1 2 1", WithUserInformation(PduBytes.MaxLength(7)) },
        { "P24 repeated maximum length", "1 2 1", WithUserInformation(PduBytes.MaxLength(16_384), PduBytes.MaxLength(16_384)) },
        { "P24 repeated implementation UID", "1 2 1", WithUserInformation(PduBytes.Item(0x52, [0x31]), PduBytes.Item(0x52, [0x31])) },
        { "P24 repeated user identity", "1 2 1", WithUserInformation(PduBytes.UserIdentity(1, [0x41], []), PduBytes.UserIdentity(1, [0x41], [])) },
        { "P25 unknown identity type", "1 1 1", WithUserInformation(PduBytes.UserIdentity(9, [0x41], [])) },
        { "P25 identity longer than the limit", "1 1 1", WithUserInformation(PduBytes.UserIdentity(1, new byte[60_000], [])) },
    };

    [Theory]
    [MemberData(nameof(Aborted))]
    public async Task What_is_no_request_gets_an_abort_and_the_end(string row, byte[] bytes)
    {
        _ = row;
        await using MemoryListener server = new();
        await using ScriptedPeer peer = server.Connect();

        await peer.SendAsync(bytes);

        await peer.ExpectAsync(Abort00);
        await peer.ExpectClosedAsync();
    }

    [Theory]
    [MemberData(nameof(Rejected))]
    public async Task A_request_against_the_rules_is_rejected_with_its_reason(string row, string resultSourceReason, byte[] bytes)
    {
        _ = row;
        await using MemoryListener server = new();
        await using ScriptedPeer peer = server.Connect();

        await peer.SendAsync(bytes);

        await peer.ExpectAsync($"03 00 00000004 00 0{resultSourceReason.Replace(" ", " 0", StringComparison.Ordinal)}");
        await peer.ExpectClosedAsync();
        await peer.DisposeAsync();
        await server.EndedAsync();
        Assert.Equal(AssociationEndReason.Rejected, server.Log.Reasons.DefaultIfEmpty(AssociationEndReason.Rejected).Single());
        Assert.DoesNotContain(server.Log.Lines, l => l.Contains('\u001b', StringComparison.Ordinal) || l.Contains('\0', StringComparison.Ordinal));
        Assert.Equal(0, server.Listener.OpenAssociations);
    }

    [Fact]
    public async Task P7_a_request_cut_at_any_byte_and_ended_closes_without_a_word()
    {
        await using MemoryListener server = new();
        byte[] request = new AssociateRequestBytes().ToPdu();
        for (int length = 0; length < request.Length; length++)
        {
            await using ScriptedPeer peer = server.Connect();
            await peer.SendAsync(request[..length]);
            ((DuplexStream)peer.Stream).ShutdownWrite();
            await peer.ExpectClosedAsync();
        }

        await server.EndedAsync();
        Assert.All(server.Log.Reasons, r => Assert.Equal(AssociationEndReason.ClosedBeforeRequest, r));
        Assert.Equal(0, server.Listener.PendingConnections);
    }

    [Fact]
    public async Task A_request_cut_at_any_byte_and_continued_is_accepted()
    {
        await using MemoryListener server = new();
        byte[] request = new AssociateRequestBytes().ToPdu();
        for (int cut = 1; cut < request.Length; cut++)
        {
            await using ScriptedPeer peer = server.Connect();
            await peer.SendAsync(request[..cut]);
            await peer.SendAsync(request[cut..]);
            Assert.Equal(0x02, (await peer.ReceiveAsync())[0]);
            await peer.SendAsync(PduBytes.ReleaseRequest);
            await peer.ExpectAsync("06 00 00000004 00000000");
            await peer.ExpectClosedAsync();
        }
    }

    private static byte[] Request(Func<AssociateRequestBytes, AssociateRequestBytes> change) => change(new AssociateRequestBytes()).ToPdu();

    private static byte[] WithUserInformation(params byte[][] subItems) => Request(r => r with { UserInformation = PduBytes.Item(0x50, subItems) });

    private static byte[][] Contexts(int count, Func<int, byte> id) => [.. Enumerable.Range(0, count).Select(i => PduBytes.Context(id(i), Ct, Implicit))];

    private static byte[] TwoAbstractSyntaxes() => PduBytes.Item(
        0x20, [1, 0, 0, 0], PduBytes.Item(0x30, PduBytes.Ascii(Ct)), PduBytes.Item(0x30, PduBytes.Ascii(Ct)), PduBytes.Item(0x40, PduBytes.Ascii(Implicit)));
}
