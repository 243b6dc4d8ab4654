using Dicom.Storage.Core;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Relational.Tests;

public sealed class StudyStripesTests
{
    // Programs of different versions lock the same database: the numbers may never change. FNV-1a of "tenant\nstudy" modulo 1,024,
    // worked out by another implementation.
    [Theory]
    [InlineData("1234567890", "1.2.3", 366)]
    [InlineData("hospital-a", "1.2.840.113619.2.405.3.2831171869.418.1754040615.617", 145)]
    public void A_study_has_the_same_stripe_in_every_version(string tenant, string study, int stripe) =>
        Assert.Equal([stripe], StudyStripes.Of([Key(tenant, study)]));

    [Fact]
    public void Stripes_come_once_and_in_ascending_order()
    {
        IReadOnlyList<int> stripes = StudyStripes.Of(Enumerable.Range(1, 10_000).SelectMany(n => new[] { Key("a", $"1.2.{n}"), Key("a", $"1.2.{n}") }));

        Assert.Equal(stripes.Distinct().Order(), stripes);
        Assert.InRange(stripes.Count, 1_000, StudyStripes.Count);
        Assert.InRange(stripes[0], 0, StudyStripes.Count - 1);
        Assert.InRange(stripes[^1], 0, StudyStripes.Count - 1);
        Assert.Empty(StudyStripes.Of([]));
    }

    private static StudyKey Key(string tenant, string study) => new(TenantId.Parse(tenant), DicomUid.Parse(study));
}
