namespace Dicom.Storage.Core;

/// <summary>How a condition compares.</summary>
public enum QueryOperator
{
    /// <summary>One of <see cref="QueryCondition.Values"/>.</summary>
    AnyOf = 0,

    /// <summary>The pattern in <see cref="QueryCondition.Values"/>.</summary>
    Wildcard,

    /// <summary><see cref="QueryCondition.Number"/>.</summary>
    Number,

    /// <summary><see cref="QueryCondition.FirstDate"/> to <see cref="QueryCondition.LastDate"/>.</summary>
    DateRange,

    /// <summary><see cref="QueryCondition.FirstTime"/> to <see cref="QueryCondition.LastTime"/>.</summary>
    TimeRange,
}
