using Dicom.Storage.Core;
using Dicom.Storage.Network;

namespace Dicom.Storage.Scp;

/// <summary>Says whose object a request brings.</summary>
public interface ITenantResolver
{
    /// <summary>Decides for one request; called for each, so one association may bring objects of several tenants.</summary>
    /// <returns>The tenant, or null when the caller may not store: answered with 0124, not authorized.</returns>
    ValueTask<TenantId?> ResolveAsync(DimseRequest request, CancellationToken cancellationToken);
}
