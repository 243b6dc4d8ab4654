using System.Diagnostics.CodeAnalysis;

namespace Dicom.Storage.Core;

/// <summary>Reads of rows that may not be there.</summary>
internal static class DbLookups
{
    public static ValueTask<DicomImageMeta?> FindImageAsync(this IDbProvider database, InstanceKey key, CancellationToken cancellationToken) =>
        FindAsync(database.GetImageMetaAsync(key, cancellationToken));

    public static ValueTask<DicomStoreMeta?> FindReceiptAsync(this IDbProvider database, TraceId traceId, CancellationToken cancellationToken) =>
        FindAsync(database.GetStoreMetaAsync(traceId, cancellationToken));

    private static async ValueTask<T?> FindAsync<T>(Task<T> lookup)
        where T : class
    {
        try
        {
            return await lookup.ConfigureAwait(false);
        }
        catch (DicomStorageException exception) when (exception.Kind == StorageErrorKind.RecordNotExists)
        {
            return null;
        }
    }
}
