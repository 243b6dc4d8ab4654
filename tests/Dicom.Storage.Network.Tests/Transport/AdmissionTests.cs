using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Network.Tests;

/// <summary>Who is let in.</summary>
public sealed class AdmissionTests
{
    [Fact]
    public async Task P39_one_association_above_the_total_is_rejected_as_congestion_and_a_place_that_is_free_again_is_given()
    {
        await using MemoryListener server = new(o => o.Limits.MaxAssociations = 2);
        await using ScriptedPeer first = await server.AssociateAsync(address: "192.0.2.1");
        await using ScriptedPeer second = await server.AssociateAsync(address: "192.0.2.2");

        await using ScriptedPeer third = server.Connect("192.0.2.3");
        await third.SendAsync(new AssociateRequestBytes().ToPdu());
        await third.ExpectAsync("03 00 00000004 00 02 03 01");

        await first.SendAsync(PduBytes.ReleaseRequest);
        await first.ExpectAsync("06 00 00000004 00000000");
        await first.ExpectClosedAsync();
        await first.DisposeAsync();
        await third.DisposeAsync();
        await Eventually.IsTrueAsync(() => server.Listener.OpenAssociations == 1);
        await using ScriptedPeer fourth = await server.AssociateAsync(address: "192.0.2.4");
    }

    [Fact]
    public async Task P39_one_association_above_the_limit_of_a_host_is_rejected_and_another_host_is_not()
    {
        await using MemoryListener server = new(o => o.Limits.MaxAssociationsPerHost = 1);
        await using ScriptedPeer first = await server.AssociateAsync(address: "192.0.2.1");

        await using ScriptedPeer second = server.Connect("192.0.2.1");
        await second.SendAsync(new AssociateRequestBytes().ToPdu());

        await second.ExpectAsync("03 00 00000004 00 02 03 02");
        await using ScriptedPeer other = await server.AssociateAsync(address: "192.0.2.2");
    }

    [Fact]
    public async Task Silent_connections_take_no_place_and_the_oldest_of_too_many_is_closed()
    {
        await using MemoryListener server = new(o =>
        {
            o.Limits.MaxAssociations = 1;
            o.Limits.MaxPendingConnections = 3;
        });
        ScriptedPeer[] silent = [.. Enumerable.Range(0, 3).Select(_ => server.Connect())];

        await using ScriptedPeer healthy = await server.AssociateAsync();

        await silent[0].ExpectClosedAsync();
        await Eventually.IsTrueAsync(() => server.Log.Reasons.Contains(AssociationEndReason.PendingLimit));
        Assert.Equal(2, server.Listener.PendingConnections);
    }

    [Theory]
    [InlineData("OTHER", "TEST-SCU", "03 00 00000004 00 01 01 07")]
    [InlineData("TEST-SCP", "OTHER", "03 00 00000004 00 01 01 03")]
    public async Task P10_P11_titles_that_are_not_listed_are_rejected(string called, string calling, string expected)
    {
        await using MemoryListener server = new(o => o.Policy = new AeTitlePolicy
        {
            CalledAeTitles = new HashSet<AeTitle> { AeTitle.Parse("TEST-SCP") },
            CallingAeTitles = new HashSet<AeTitle> { AeTitle.Parse("TEST-SCU") },
        });
        await using ScriptedPeer peer = server.Connect();

        await peer.SendAsync(new AssociateRequestBytes { Called = PduBytes.Title(called), Calling = PduBytes.Title(calling) }.ToPdu());

        await peer.ExpectAsync(expected);
    }

    [Fact]
    public void P10_an_address_that_guesses_titles_is_blocked_until_the_minute_is_over()
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider time = new();
        CalledAeThrottle throttle = new(maxPerMinute: 3, time);
        System.Net.IPEndPoint guesser = new(System.Net.IPAddress.Parse("192.0.2.1"), 1);
        System.Net.IPEndPoint other = new(System.Net.IPAddress.Parse("192.0.2.2"), 1);
        for (int i = 0; i < 3; i++)
        {
            Assert.False(throttle.IsBlocked(guesser));
            throttle.Miss(guesser);
        }

        Assert.True(throttle.IsBlocked(guesser));
        Assert.False(throttle.IsBlocked(other));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(throttle.IsBlocked(guesser));
    }

    [Fact]
    public async Task P25_a_policy_refuses_a_wrong_secret_and_answers_a_right_one()
    {
        await using MemoryListener server = new(o => o.Policy = new PasscodePolicy());
        await using ScriptedPeer wrong = server.Connect();
        await wrong.SendAsync(Identity("wrong"));
        await wrong.ExpectAsync("03 00 00000004 00 01 01 01");

        await using ScriptedPeer right = server.Connect();
        await right.SendAsync(Identity("right"));
        byte[] accept = await right.ReceiveAsync();
        Assert.Contains("590000020000", Convert.ToHexString(accept), StringComparison.Ordinal); // 59 response of no bytes, with its length
        Assert.DoesNotContain(server.Log.Lines, l => l.Contains("wrong", StringComparison.Ordinal) || l.Contains("right", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_that_throws_rejects_as_temporary()
    {
        await using MemoryListener server = new(o => o.Policy = new ThrowingPolicy());
        await using ScriptedPeer peer = server.Connect();

        await peer.SendAsync(new AssociateRequestBytes().ToPdu());

        await peer.ExpectAsync("03 00 00000004 00 02 03 01");
        await peer.DisposeAsync();
        await server.EndedAsync();
        Assert.Equal(0, server.Listener.OpenAssociations);
    }

    private static byte[] Identity(string passcode)
    {
        byte[] identity = PduBytes.UserIdentity(2, PduBytes.Ascii("nurse"), PduBytes.Ascii(passcode));
        identity[5] = 1; // positive response requested
        return new AssociateRequestBytes { UserInformation = PduBytes.Item(0x50, PduBytes.MaxLength(16_384), identity) }.ToPdu();
    }

    private sealed class PasscodePolicy : IAssociationPolicy
    {
        public ValueTask<AssociationDecision> DecideAsync(AssociationProposal proposal, CancellationToken cancellationToken) =>
            new(proposal.UserInformation.UserIdentity is { } identity && identity.Secondary.Span.SequenceEqual("right"u8)
                ? AssociationDecision.AcceptWith(profile: null, ReadOnlyMemory<byte>.Empty)
                : AssociationDecision.Reject(AssociationRejection.NoReasonGiven));
    }

    private sealed class ThrowingPolicy : IAssociationPolicy
    {
        public ValueTask<AssociationDecision> DecideAsync(AssociationProposal proposal, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("directory is down");
    }
}
