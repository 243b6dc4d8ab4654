namespace Dicom.Storage.Core.Tests;

public sealed class QueryConditionTests
{
    [Fact]
    public void Each_field_is_compared_only_in_the_ways_of_its_kind()
    {
        Assert.Throws<ArgumentException>(() => QueryCondition.Wildcard(QueryField.StudyInstanceUid, "1.2.*"));
        Assert.Throws<ArgumentException>(() => QueryCondition.Wildcard(QueryField.StudyDate, "2024*"));
        Assert.Throws<ArgumentException>(() => QueryCondition.AnyOf(QueryField.StudyTime, "10"));
        Assert.Throws<ArgumentException>(() => QueryCondition.AnyOf(QueryField.InstanceNumber, "1"));
        Assert.Throws<ArgumentException>(() => QueryCondition.Equal(QueryField.PatientId, 1));
        Assert.Throws<ArgumentException>(() => QueryCondition.DateRange(QueryField.StudyTime, null, null));
        Assert.Throws<ArgumentException>(() => QueryCondition.TimeRange(QueryField.StudyDate, null, null));
    }

    [Fact]
    public void Lists_conditions_and_pages_have_limits()
    {
        string[] values = new string[DbLimits.MaxValuesPerCondition + 1];
        Assert.ThrowsAny<ArgumentException>(() => QueryCondition.AnyOf(QueryField.StudyInstanceUid, values));
        QueryCondition[] conditions = [.. Enumerable.Repeat(QueryCondition.AnyOf(QueryField.PatientId, "1"), DbLimits.MaxConditions + 1)];
        Assert.ThrowsAny<ArgumentException>(() => new MetaQuery { TenantId = TenantId.Fallback, Conditions = conditions });
        Assert.ThrowsAny<ArgumentException>(() => new MetaQuery { TenantId = TenantId.Fallback, Limit = DbLimits.MaxPageSize + 1 });
        Assert.ThrowsAny<ArgumentException>(() => new MetaQuery { TenantId = TenantId.Fallback, Offset = -1 });
    }
}
