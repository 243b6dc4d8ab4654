using Dicom.Storage.Core;
using Dicom.Storage.Scp;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dicom.Storage.Gateway;

/// <summary>Ready is: the listener runs and the spool's volume takes objects.</summary>
internal sealed class ReadyCheck(StorageEngine engine, StorageScp scp) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        VolumeState volume = engine.Spool.Volume.State;
        return Task.FromResult(
            scp.EndPoint is null ? HealthCheckResult.Unhealthy("The listener is not running.")
            : volume != VolumeState.Healthy ? HealthCheckResult.Unhealthy($"The spool's volume is {volume}: objects are refused with A700.")
            : HealthCheckResult.Healthy());
    }
}
