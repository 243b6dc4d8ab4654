namespace Dicom.Storage.Network.Tests;

public sealed class DcmtkSendersTests
{
    [Fact]
    public async Task Echoscu_is_answered()
    {
        await using TestListener server = new();

        (int exitCode, string output) = await Tool.RunAsync("echoscu", "-v", "127.0.0.1", $"{server.Port}");

        Assert.True(exitCode == 0, output);
    }
}
