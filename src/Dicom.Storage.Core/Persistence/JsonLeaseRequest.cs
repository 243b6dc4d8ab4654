namespace Dicom.Storage.Core;

/// <summary>A worker's request for series whose JSON document is to be made.</summary>
public sealed record JsonLeaseRequest
{
    /// <summary>Gets who asks: a name that no other worker has, for example host and process.</summary>
    public required BoundedString<Max64> Owner { get; init; }

    /// <summary>Gets the time now, UTC: a lease that ended before or at it is free.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Gets when the lease ends if it is not renewed, UTC; later than <see cref="Now"/>.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Gets the time up to which a series must have been quiet: its <see cref="DicomStateMeta.UpdatedTime"/> is not later.</summary>
    public required DateTimeOffset EndTime { get; init; }

    /// <summary>Gets the largest number of series to lease, 1 to <see cref="DbLimits.MaxPageSize"/>; 10 by default.</summary>
    public int Limit
    {
        get;
        init => field = OptionRange.Check(value, 1, DbLimits.MaxPageSize);
    } = 10;
}
