namespace Dicom.Storage.Core;

/// <summary>One condition of a query; the conditions of a query all hold. A row without a value meets no condition on it.</summary>
/// <remarks>
/// Text compares exactly, character by character and with regard to case, except <see cref="QueryField.PatientName"/>. Nothing in
/// a value has a meaning of its own but <c>*</c> and <c>?</c> of <see cref="Wildcard"/>.
/// </remarks>
public sealed record QueryCondition
{
    private QueryCondition(QueryField field, QueryOperator @operator)
    {
        Field = field;
        Operator = @operator;
    }

    /// <summary>Gets what is looked at.</summary>
    public QueryField Field { get; }

    /// <summary>Gets how it is compared, and with it which of the other properties is set.</summary>
    public QueryOperator Operator { get; }

    /// <summary>Gets the values of <see cref="QueryOperator.AnyOf"/>, the pattern of <see cref="QueryOperator.Wildcard"/> as the only value.</summary>
    public IReadOnlyList<string> Values { get; private init; } = [];

    /// <summary>Gets the number of <see cref="QueryOperator.Number"/>.</summary>
    public int Number { get; private init; }

    /// <summary>Gets the first day of a range; open when null.</summary>
    public DateOnly? FirstDate { get; private init; }

    /// <summary>Gets the last day of a range; open when null.</summary>
    public DateOnly? LastDate { get; private init; }

    /// <summary>Gets the first time of a range; open when null.</summary>
    public TimeOnly? FirstTime { get; private init; }

    /// <summary>Gets the last time of a range; open when null.</summary>
    public TimeOnly? LastTime { get; private init; }

    /// <summary>The value is one of these; single value and list of UID matching (PS3.4 C.2.2.2.1, C.2.2.2.2). Nothing matches an empty list.</summary>
    /// <exception cref="ArgumentException">The field is no text or UID, or there are more than <see cref="DbLimits.MaxValuesPerCondition"/> values.</exception>
    public static QueryCondition AnyOf(QueryField field, params IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Count, DbLimits.MaxValuesPerCondition, nameof(values));
        Demand(field is not QueryField.SeriesNumber and not QueryField.InstanceNumber && !IsDate(field) && !IsTime(field), field);
        return new QueryCondition(field, QueryOperator.AnyOf) { Values = values };
    }

    /// <summary>The value matches a pattern: <c>*</c> is any run of characters or none, <c>?</c> is one character (PS3.4 C.2.2.2.4).</summary>
    /// <exception cref="ArgumentException">The field is no text: UIDs, dates, times and numbers have no wildcards.</exception>
    public static QueryCondition Wildcard(QueryField field, string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        Demand(IsText(field), field);
        return new QueryCondition(field, QueryOperator.Wildcard) { Values = [pattern] };
    }

    /// <summary>The number is this one.</summary>
    /// <exception cref="ArgumentException">The field is no number.</exception>
    public static QueryCondition Equal(QueryField field, int number)
    {
        Demand(field is QueryField.SeriesNumber or QueryField.InstanceNumber, field);
        return new QueryCondition(field, QueryOperator.Number) { Number = number };
    }

    /// <summary>The date lies between both, which are included (PS3.4 C.2.2.2.5); a side that is null is open.</summary>
    /// <exception cref="ArgumentException">The field is no date.</exception>
    public static QueryCondition DateRange(QueryField field, DateOnly? first, DateOnly? last)
    {
        Demand(IsDate(field), field);
        return new QueryCondition(field, QueryOperator.DateRange) { FirstDate = first, LastDate = last };
    }

    /// <summary>The time of day lies between both, which are included (PS3.4 C.2.2.2.5); a side that is null is open.</summary>
    /// <exception cref="ArgumentException">The field is no time.</exception>
    public static QueryCondition TimeRange(QueryField field, TimeOnly? first, TimeOnly? last)
    {
        Demand(IsTime(field), field);
        return new QueryCondition(field, QueryOperator.TimeRange) { FirstTime = first, LastTime = last };
    }

    private static bool IsDate(QueryField field) =>
        field is QueryField.PatientBirthDate or QueryField.StudyDate or QueryField.SeriesDate or QueryField.ContentDate;

    private static bool IsTime(QueryField field) => field is QueryField.StudyTime or QueryField.SeriesTime or QueryField.ContentTime;

    private static bool IsText(QueryField field) => field
        is QueryField.PatientId or QueryField.PatientName or QueryField.PatientSex or QueryField.AccessionNumber or QueryField.StudyId
        or QueryField.StudyDescription or QueryField.ModalitiesInStudy or QueryField.Modality or QueryField.SeriesDescription
        or QueryField.BodyPartExamined or QueryField.ProtocolName;

    private static void Demand(bool allowed, QueryField field)
    {
        if (!allowed)
            throw new ArgumentException($"{field} is not compared in this way.", nameof(field));
    }
}
