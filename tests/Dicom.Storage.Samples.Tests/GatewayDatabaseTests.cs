using System.Net;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Samples.Tests;

/// <summary>The Gateway with its index on a server, chosen by configuration alone.</summary>
public sealed class GatewayDatabaseTests : IDisposable
{
    private readonly GatewayFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("PostgreSql")]
    [InlineData("MySql")]
    public async Task It_indexes_where_its_configuration_says_and_outlives_an_outage_of_it(string provider)
    {
        await using RelationalServer server = provider == "MySql" ? MariaDbServer.Create() : PostgreSqlServer.Create();
        await server.StartAsync();
        using SampleProcess gateway = _fixture.Start(
            $"--DicomStorage:Database:Provider={provider}", $"--DicomStorage:Database:ConnectionString={server.Administration}", "--DicomStorage:Scp:AckLevel=Durable");
        Uri address = new(await gateway.ExpectAsync("HTTP +(http://127.0.0.1:[0-9]+)"));
        using HttpClient http = new() { BaseAddress = address };
        int port = await gateway.PortAsync();
        Assert.Equal("Healthy", await http.GetStringAsync("/health/ready"));

        await server.KillAsync();
        (int status, string output) = await _fixture.SendAsync(port, _fixture.WriteFiles(7));
        Assert.True(status == 0, output);
        Assert.Equal("Degraded", await http.GetStringAsync("/health/ready")); // 200: objects are taken
        await server.StartAsync();

        await _fixture.DrainedAsync();
        Assert.Equal(7, _fixture.Stored.Length);
        Assert.False(File.Exists(_fixture["data/index.db"]));
        using HttpResponseMessage ready = await http.GetAsync("/health/ready");
        Assert.Equal((HttpStatusCode.OK, "Healthy"), (ready.StatusCode, await ready.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("--DicomStorage:Database:Provider=Oracle", "Provider is 'Oracle'")]
    [InlineData("--DicomStorage:Database:Provider=PostgreSql", "PostgreSql:ConnectionString is required")]
    [InlineData("--DicomStorage:Database:Provider=MySql", "MySql:ConnectionString is required")]
    public async Task A_database_it_cannot_use_ends_it_with_one_sentence(string argument, string sentence)
    {
        using SampleProcess gateway = _fixture.Start(argument);
        Assert.Equal(1, await gateway.ExitAsync());
        Assert.Contains(sentence, gateway.Output, StringComparison.Ordinal);
    }
}
