namespace Dicom.Storage.Core;

/// <summary>A received object in the spool: complete, and durable unless it was committed without a flush.</summary>
/// <param name="TraceId">The entry's identity and file name.</param>
/// <param name="Tenant">Whose object it is; its directory.</param>
/// <param name="FilePath">Where the Part 10 file lies.</param>
/// <param name="Length">The file's length in bytes.</param>
public sealed record SpoolEntry(TraceId TraceId, TenantId Tenant, string FilePath, long Length);
