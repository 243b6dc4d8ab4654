using Dicom.Storage.Testing;

namespace Dicom.Storage.Samples.Tests;

public sealed class MinimalScpTests : IDisposable
{
    private readonly GatewayFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task It_stores_what_is_sent_and_ends_in_order_when_it_is_interrupted()
    {
        using SampleProcess server = SampleProcess.Start(SampleProcess.PathOf("MinimalScp"), _fixture.Folder, ["0"]);
        int port = await server.PortAsync();

        Assert.Equal(0, (await _fixture.SendAsync(port, _fixture.WriteFiles(3))).Status);
        server.Interrupt();

        Assert.Equal(0, await server.ExitAsync());
        Assert.Contains("3 objects stored.", server.Output, StringComparison.Ordinal);
        Assert.Equal(3, _fixture.Kept.Length);
    }

    [Fact]
    public void It_is_shorter_than_thirty_lines()
    {
        Assert.InRange(File.ReadLines(SourceTree.PathOf("samples", "MinimalScp", "Program.cs")).Count(), 10, 29);
    }
}
