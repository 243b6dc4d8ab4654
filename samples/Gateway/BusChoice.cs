using Dicom.Storage.Core;
using Dicom.Storage.Kafka;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dicom.Storage.Gateway;

/// <summary>The bus by configuration: section <c>DicomStorage:Bus</c> with <c>Provider</c> and <c>BootstrapServers</c>. Further options are in section <c>DicomStorage:Kafka</c>.</summary>
internal static class BusChoice
{
    public static IDicomStorageBuilder UseBus(this IDicomStorageBuilder builder, IConfiguration section)
    {
        string provider = section["Provider"] ?? "InProcess";
        string? servers = section["BootstrapServers"];
        switch (provider.ToUpperInvariant())
        {
            case "INPROCESS":
                return builder;
            case "KAFKA":
                // Without its bus the server still takes objects; they wait in the spool.
                builder.Services.AddHealthChecks().AddCheck<KafkaHealthCheck>("kafka", HealthStatus.Degraded);
                return builder.UseKafka(options => options.BootstrapServers = servers ?? options.BootstrapServers);
            default:
                throw new InvalidOperationException($"DicomStorage:Bus:Provider is '{provider}'; InProcess and Kafka are known.");
        }
    }
}
