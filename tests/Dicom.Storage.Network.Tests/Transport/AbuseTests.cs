using Dicom.Storage.Testing;

namespace Dicom.Storage.Network.Tests;

/// <summary>What many abusive associations leave behind: nothing (hardening P42).</summary>
[Collection(MeasuresTheProcess.Name)]
public sealed class AbuseTests
{
    [Fact]
    public async Task P42_many_connect_request_abort_cycles_leave_nothing()
    {
        await using TestListener server = new();
        byte[] request = new AssociateRequestBytes().ToPdu();
        long before = 0;
        int descriptors = 0;
        for (int i = 0; i < 1_000; i++)
        {
            await using ScriptedPeer peer = new(await server.ConnectAsync());
            await peer.SendAsync(request);
            Assert.Equal(2, (await peer.ReceiveAsync())[0]);
            await peer.SendAsync(PduBytes.Abort(0, 0));
            if (i == 200)
                (before, descriptors) = (GC.GetTotalMemory(forceFullCollection: true), Descriptors());
        }

        await Eventually.IsTrueAsync(() => server.Listener is { OpenAssociations: 0, PendingConnections: 0 });
        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        TestContext.Current.SendDiagnosticMessage("800 cycles: {0:N0} bytes", grown);
        Assert.True(grown < 1_048_576, $"{grown:N0} bytes"); // G12's MiB: receive buffers of 128 KiB stay in the pool, as many as ever were in use at once
        await Eventually.IsTrueAsync(() => Descriptors() <= descriptors); // those of the last peers close in their own time
    }

    private static int Descriptors() => OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Length : 0;
}
