using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dicom.Storage.Core;

/// <summary>
/// Whether the database answers and can be written to, whichever was chosen. Register it with the host's health checks:
/// <c>AddCheck&lt;DatabaseHealthCheck&gt;("database", HealthStatus.Degraded)</c>; degraded, because objects are taken all the same and wait in the spool.
/// </summary>
public sealed class DatabaseHealthCheck(IDbProvider database) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            await database.CheckHealthAsync(cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (DicomStorageException failure)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The database does not answer.", failure);
        }
    }
}
