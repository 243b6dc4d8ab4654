namespace Dicom.Storage.Core;

/// <summary>A search of one tenant's data.</summary>
public sealed record MetaQuery
{
    /// <summary>Gets the tenant; nothing of any other is ever returned or counted.</summary>
    public required TenantId TenantId { get; init; }

    /// <summary>Gets the conditions, all of which hold; none returns everything. At most <see cref="DbLimits.MaxConditions"/>.</summary>
    public IReadOnlyList<QueryCondition> Conditions
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Count, DbLimits.MaxConditions, nameof(value));
            field = value;
        }
    } = [];

    /// <summary>Gets how many matches are passed over first; 0 by default.</summary>
    public int Offset
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>Gets the largest number of matches returned, 0 to <see cref="DbLimits.MaxPageSize"/>; 100 by default. 0 is for the count alone.</summary>
    public int Limit
    {
        get;
        init => field = OptionRange.Check(value, 0, DbLimits.MaxPageSize);
    } = 100;

    /// <summary>Gets whether <see cref="QueryPage{T}.Total"/> is wanted, which may cost as much as reading every match; false by default.</summary>
    public bool IncludeTotal { get; init; }
}
