namespace Dicom.Storage.Core;

/// <summary>Limits that every database keeps, so that no call needs unbounded memory or an unbounded transaction.</summary>
public static class DbLimits
{
    /// <summary>The largest number of rows in one list that is saved.</summary>
    public const int MaxRowsPerSave = 10_000;

    /// <summary>The largest number of rows that one call returns of a query, and of a lease.</summary>
    public const int MaxPageSize = 10_000;

    /// <summary>The largest number of conditions of one query.</summary>
    public const int MaxConditions = 32;

    /// <summary>The largest number of values in one condition, a list of UIDs for example.</summary>
    public const int MaxValuesPerCondition = 10_000;
}
