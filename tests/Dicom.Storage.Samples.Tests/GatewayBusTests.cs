using System.Net;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Samples.Tests;

/// <summary>The Gateway with its events on Kafka, chosen by configuration alone.</summary>
public sealed class GatewayBusTests : IDisposable
{
    private readonly GatewayFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task It_publishes_to_Kafka_and_outlives_an_outage_of_it()
    {
        Command.Require("kcat", "kcat");
        await using KafkaCluster kafka = await KafkaCluster.RequireAsync();
        using SampleProcess gateway = _fixture.Start("--DicomStorage:Bus:Provider=Kafka", $"--DicomStorage:Bus:BootstrapServers={kafka.BootstrapServers}");
        using HttpClient http = new() { BaseAddress = new Uri(await gateway.ExpectAsync("HTTP +(http://127.0.0.1:[0-9]+)")) };
        int port = await gateway.PortAsync();
        Assert.Equal("Healthy", await http.GetStringAsync("/health/ready"));

        await kafka.KillAllAsync();
        (int status, string output) = await _fixture.SendAsync(port, _fixture.WriteFiles(5));
        Assert.True(status == 0, output);
        using (HttpResponseMessage ready = await http.GetAsync("/health/ready"))
            Assert.Equal((HttpStatusCode.OK, "Degraded"), (ready.StatusCode, await ready.Content.ReadAsStringAsync()));
        await kafka.StartAllAsync();
        await _fixture.DrainedAsync();

        foreach ((string topic, int count) in ((string, int)[])[("storage_queue", 5), ("log_queue", 5), ("dicom_image_queue", 5)])
        {
            string[] lines = Command.RunChecked("timeout", $"{Eventually.Patience.TotalSeconds}", "kcat", "-q", "-b", kafka.BootstrapServers, "-t", topic, "-C", "-o", "beginning", "-c", $"{count}").Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(count, lines.Distinct(StringComparer.Ordinal).Count());
        }
    }

    [Theory]
    [InlineData("--DicomStorage:Bus:Provider=Rabbit", "Provider is 'Rabbit'")]
    [InlineData("--DicomStorage:Bus:Provider=Kafka", "Kafka:BootstrapServers is required")]
    public async Task A_bus_it_cannot_use_ends_it_with_one_sentence(string argument, string sentence)
    {
        using SampleProcess gateway = _fixture.Start(argument);
        Assert.Equal(1, await gateway.ExitAsync());
        Assert.Contains(sentence, gateway.Output, StringComparison.Ordinal);
    }
}
