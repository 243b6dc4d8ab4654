using Dicom.Storage.Core;
using Dicom.Storage.Scp;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dicom.Storage.Gateway;

/// <summary>Ready is: the listener runs, the spool's volume takes objects, the database answers.</summary>
internal sealed class ReadyCheck(StorageEngine engine, StorageScp scp) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (scp.EndPoint is null)
            return HealthCheckResult.Unhealthy("The listener is not running.");
        if (engine.Spool.Volume.State != VolumeState.Healthy)
            return HealthCheckResult.Unhealthy($"The spool's volume is {engine.Spool.Volume.State}: objects are refused with A700.");

        try
        {
            await engine.Database.CheckHealthAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (DicomStorageException exception)
        {
            // Objects are still taken; they wait in the spool.
            return HealthCheckResult.Degraded("The database does not answer.", exception);
        }
    }
}
