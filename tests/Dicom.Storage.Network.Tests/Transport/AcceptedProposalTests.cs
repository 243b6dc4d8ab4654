using System.Diagnostics;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Network.Tests;

/// <summary>Unusual but legal proposals: accepted, each context with its result.</summary>
public sealed class AcceptedProposalTests
{
    private const string Ct = AssociateRequestBytes.CtImageStorage;
    private const string Implicit = AssociateRequestBytes.ImplicitLittleEndian;

    [Fact]
    public async Task P14_all_128_contexts_are_answered()
    {
        byte[][] contexts = [.. Enumerable.Range(0, 128).Select(i => PduBytes.Context((byte)((2 * i) + 1), Ct, Implicit))];

        Assert.Equal(Enumerable.Repeat<byte>(0, 128), await ResultsAsync(contexts));
    }

    [Fact]
    public async Task P18_unknown_abstract_syntax_is_3_and_no_usable_transfer_syntax_is_4() =>
        Assert.Equal([3, 4, 3, 0], await ResultsAsync(
            PduBytes.Context(1, "1.2.3.4.5", Implicit),
            PduBytes.Context(3, Ct, "1.2.3.4.5"),
            PduBytes.Context(5, "no uid at all", Implicit),
            PduBytes.Context(7, Ct, "1.2.3.4.5", Implicit)));

    [Fact]
    public async Task P19_a_context_filled_with_transfer_syntaxes_is_decided_at_once()
    {
        string[] many = [.. Enumerable.Range(0, 10_000).Select(i => $"{i % 3}"), "1"]; // 5 bytes each: as many as one context holds
        Stopwatch watch = Stopwatch.StartNew();

        Assert.Equal([4], await ResultsAsync(PduBytes.Context(1, Ct, many)));
        TestContext.Current.SendDiagnosticMessage("10,001 transfer syntaxes: {0:F1} ms", watch.Elapsed.TotalMilliseconds);
    }

    [Fact]
    public async Task P21_ten_thousand_unknown_user_information_items_are_ignored()
    {
        byte[] items = PduBytes.Concat([.. Enumerable.Repeat(PduBytes.Item(0x7A, [1, 2]), 10_000)]);
        Stopwatch watch = Stopwatch.StartNew();
        await using MemoryListener server = new();

        await using ScriptedPeer peer = await server.AssociateAsync(new AssociateRequestBytes { UserInformation = PduBytes.Item(0x50, PduBytes.MaxLength(0), items) });

        TestContext.Current.SendDiagnosticMessage("10,000 unknown items: {0:F1} ms", watch.Elapsed.TotalMilliseconds);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0xFFFF_FFFFu)]
    [InlineData(8u)] // the smallest with which data can be sent: two bytes a PDU
    public async Task P23_a_peer_with_any_usable_maximum_gets_its_answers_within_it(uint maxLength)
    {
        await using MemoryListener server = new();
        await using ScriptedPeer peer = await server.AssociateAsync(new AssociateRequestBytes { UserInformation = PduBytes.Item(0x50, PduBytes.MaxLength(maxLength)) });
        await peer.SendAsync(PduBytes.Data(3, 3, PduBytes.EchoRequest(7)));

        byte[] response = [];
        byte control;
        do
        {
            byte[] pdu = await peer.ReceiveAsync();
            Assert.True(maxLength is 0 || (uint)(pdu.Length - 6) <= maxLength);
            control = pdu[11];
            response = [.. response, .. pdu[12..]];
        }
        while ((control & 2) == 0);

        Assert.Equal(0, PduBytes.UInt16Of([.. new byte[12], .. response], 0x0900));
    }

    [Fact]
    public async Task The_accept_tells_our_maximum_length_our_implementation_and_the_titles_as_they_came()
    {
        await using MemoryListener server = new();
        await using ScriptedPeer peer = server.Connect();

        byte[] accept = await peer.AssociateAsync();

        Assert.Equal(PduBytes.Concat([0, 1, 0, 0], PduBytes.Title("TEST-SCP"), PduBytes.Title("TEST-SCU"), new byte[32]), accept[6..74]);
        Assert.Contains(Convert.ToHexString(PduBytes.MaxLength(262_144)), Convert.ToHexString(accept), StringComparison.Ordinal);
        Assert.Contains("52000", Convert.ToHexString(accept), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_are_answered_for_accepted_classes_and_the_provider_role_is_not_given()
    {
        // 54 role selection: UID length, UID, SCU role, SCP role
        byte[] role = PduBytes.Item(0x54, [0, (byte)Ct.Length], PduBytes.Ascii(Ct), [1, 1]);
        await using MemoryListener server = new();
        await using ScriptedPeer peer = server.Connect();

        byte[] accept = await peer.AssociateAsync(new AssociateRequestBytes { UserInformation = PduBytes.Item(0x50, PduBytes.MaxLength(16_384), role) });

        byte[] answer = PduBytes.Item(0x54, [0, (byte)Ct.Length], PduBytes.Ascii(Ct), [1, 0]);
        Assert.Contains(Convert.ToHexString(answer), Convert.ToHexString(accept), StringComparison.Ordinal);
    }

    /// <summary>Gets the result byte of each presentation context item of the A-ASSOCIATE-AC.</summary>
    private static async Task<byte[]> ResultsAsync(params byte[][] contexts)
    {
        await using MemoryListener server = new();
        await using ScriptedPeer peer = server.Connect();
        byte[] accept = await peer.AssociateAsync(new AssociateRequestBytes { Contexts = contexts });
        List<byte> results = [];
        for (int position = 74; position < accept.Length;)
        {
            if (accept[position] == 0x21)
                results.Add(accept[position + 6]); // type, reserved, length (2), id, reserved, result
            position += 4 + (accept[position + 2] << 8) + accept[position + 3];
        }

        return [.. results];
    }
}
