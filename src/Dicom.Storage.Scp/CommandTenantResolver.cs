using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;

namespace Dicom.Storage.Scp;

/// <summary>
/// The rule of dicom-server-rs: a private element of the command set names the tenant, without it the fallback is meant.
/// Anybody can claim any tenant this way: use it among senders that are trusted.
/// </summary>
/// <param name="element">The element of the command set, (1211,1217) there; null asks nobody and always takes the fallback.</param>
/// <param name="fallback">The tenant of a request without the element; null refuses such requests.</param>
public sealed class CommandTenantResolver(DicomTag? element, TenantId? fallback) : ITenantResolver
{
    /// <inheritdoc/>
    public ValueTask<TenantId?> ResolveAsync(DimseRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (element is not { } tag || !request.CommandSet.TryGetRaw(tag, out ReadOnlyMemory<byte> raw))
            return ValueTask.FromResult(fallback);

        TenantId? claimed = TenantId.TryParse(raw.Span, out TenantId tenant) ? tenant : null;
        return ValueTask.FromResult(claimed);
    }
}
