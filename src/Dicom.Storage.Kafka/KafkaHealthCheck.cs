using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Dicom.Storage.Kafka;

/// <summary>
/// Whether the brokers answer. Register it as degraded, <c>AddCheck&lt;KafkaHealthCheck&gt;("kafka", HealthStatus.Degraded)</c>, because objects are
/// taken all the same and wait in the spool.
/// </summary>
public sealed class KafkaHealthCheck(IOptions<KafkaDicomStorageOptions> options) : IHealthCheck, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly IAdminClient _admin = new AdminClientBuilder(KafkaSettings.Admin((options ?? throw new ArgumentNullException(nameof(options))).Value))
        .SetLogHandler(static (_, _) => { })
        .SetErrorHandler(static (_, _) => { })
        .Build();

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            DescribeClusterResult cluster = await _admin.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = s_patience }).WaitAsync(cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy($"{cluster.Nodes.Count} brokers.");
        }
        catch (KafkaException failure)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"The brokers do not answer: {failure.Error.Code}.");
        }
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _admin.Dispose();
}
