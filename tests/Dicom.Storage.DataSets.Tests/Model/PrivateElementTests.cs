namespace Dicom.Storage.DataSets.Tests;

public sealed class PrivateElementTests
{
    [Fact]
    public void The_first_creator_of_a_group_gets_block_10_and_the_next_one_11()
    {
        var dataset = new DicomDataset();
        dataset.AddOrUpdatePrivate("ACME 1.0", 0x0011, 0x01, DicomVR.LO, "a");
        dataset.AddOrUpdatePrivate("OTHER", 0x0011, 0x01, DicomVR.DS, 1.5);
        dataset.AddOrUpdatePrivate("ACME 1.0", 0x0011, 0xFF, DicomVR.US, 7);

        Assert.Equal("ACME 1.0", dataset.GetString(new DicomTag(0x0011, 0x0010)));
        Assert.Equal("OTHER", dataset.GetString(new DicomTag(0x0011, 0x0011)));
        Assert.Equal("a", dataset.GetString(new DicomTag(0x0011, 0x1001)));
        Assert.Equal(1.5, dataset.GetSingleValue<double>(new DicomTag(0x0011, 0x1101)));
        Assert.Equal(7, dataset.GetSingleValue<int>(new DicomTag(0x0011, 0x10FF)));
        Assert.Equal(new DicomTag(0x0011, 0x1105), dataset.GetPrivateTag("OTHER", 0x0011, 0x05));
        Assert.True(dataset.TryGetPrivateCreator(new DicomTag(0x0011, 0x1105), out string? creator));
        Assert.Equal("OTHER", creator);
    }

    [Fact]
    public void A_block_that_is_used_without_a_creator_is_not_taken()
    {
        var dataset = new DicomDataset { new DicomElement(new DicomTag(0x0011, 0x1001), DicomVR.UN, new byte[2]) };

        dataset.AddOrUpdatePrivate("ACME", 0x0011, 0x01, DicomVR.LO, "a");

        Assert.Equal(new DicomTag(0x0011, 0x1101), dataset.GetPrivateTag("ACME", 0x0011, 0x01));
        Assert.False(dataset.TryGetPrivateCreator(new DicomTag(0x0011, 0x1001), out _));
    }

    [Fact]
    public void A_creator_without_a_block_has_no_tag()
    {
        var dataset = new DicomDataset();

        Assert.False(dataset.TryGetPrivateTag("ACME", 0x0011, 0x01, out _));
        Assert.Throws<DicomDataException>(() => dataset.GetPrivateTag("ACME", 0x0011, 0x01));
        Assert.False(dataset.TryGetPrivateCreator(DicomTag.PatientID, out _));
    }

    [Theory]
    [InlineData(0x0010)]
    [InlineData(0x0007)]
    [InlineData(0xFFFF)]
    public void Only_odd_groups_from_0009_are_private(int group) =>
        Assert.Throws<ArgumentException>(() => new DicomDataset().AddOrUpdatePrivate("ACME", (ushort)group, 0x01, DicomVR.LO, "a"));

    [Fact]
    public void The_241st_creator_is_told_that_no_block_is_left()
    {
        var dataset = new DicomDataset();
        for (int i = 0; i < 240; i++)
            dataset.AddOrUpdatePrivate($"ACME {i}", 0x0011, 0x01, DicomVR.US, i);

        Assert.Throws<DicomDataException>(() => dataset.AddOrUpdatePrivate("ACME 240", 0x0011, 0x01, DicomVR.US, 240));
        Assert.Equal(239, dataset.GetSingleValue<int>(dataset.GetPrivateTag("ACME 239", 0x0011, 0x01)));
    }
}
