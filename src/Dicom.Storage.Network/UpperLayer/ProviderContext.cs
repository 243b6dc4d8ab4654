using System.Collections.Frozen;
using Dicom.Storage.DataSets;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Network;

/// <summary>What the associations of one listener share.</summary>
internal sealed class ProviderContext
{
    public required AssociationLimits Limits { get; init; }

    public required NegotiationProfile Profile { get; init; }

    public required IAssociationPolicy Policy { get; init; }

    public required FrozenDictionary<DimseCommandField, IDimseService> Services { get; init; }

    public required IReadOnlyCollection<DicomTag> ToleratedCommandElements { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required ILogger Logger { get; init; }

    public required NetworkMeter Meter { get; init; }

    public required AssociationBudget Budget { get; init; }

    public required CalledAeThrottle Throttle { get; init; }

    public required MemoryBudget Memory { get; init; }

    public IAssociationObserver? Observer { get; init; }

    /// <summary>Gets or sets whether new associations are turned away because the listener stops.</summary>
    public bool IsStopping
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }
}
