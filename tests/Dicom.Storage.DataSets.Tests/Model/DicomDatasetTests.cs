namespace Dicom.Storage.DataSets.Tests;

public sealed class DicomDatasetTests
{
    [Fact]
    public void Values_put_in_come_out_as_the_types_that_hold_them()
    {
        var dataset = new DicomDataset
        {
            { DicomTag.PatientID, "4711" },
            { DicomTag.Rows, 512 },
            { DicomTag.PixelSpacing, 0.5, 0.25 },
            { DicomTag.SeriesNumber, "3" },
            { DicomTag.SOPClassUID, DicomUid.Parse("1.2.3") },
            { DicomTag.FrameIncrementPointer, DicomTag.FrameTime },
            { DicomTag.ReferencedStudySequence, new DicomDataset { { DicomTag.ReferencedSOPInstanceUID, "1.2.3.4" } } },
        };

        Assert.Equal("4711", dataset.GetString(DicomTag.PatientID));
        Assert.Equal(512, dataset.GetSingleValue<int>(DicomTag.Rows));
        Assert.Equal("512", dataset.GetString(DicomTag.Rows));
        Assert.Equal([0.5, 0.25], dataset.GetValues<double>(DicomTag.PixelSpacing));
        Assert.Equal("0.5\\0.25", dataset.GetString(DicomTag.PixelSpacing));
        Assert.Equal((ushort)3, dataset.GetSingleValue<ushort>(DicomTag.SeriesNumber));
        Assert.Equal(DicomUid.Parse("1.2.3"), dataset.GetSingleValue<DicomUid>(DicomTag.SOPClassUID));
        Assert.Equal(DicomTag.FrameTime, dataset.GetSingleValue<DicomTag>(DicomTag.FrameIncrementPointer));
        Assert.Equal("1.2.3.4", dataset.GetSequence(DicomTag.ReferencedStudySequence).Items[0].GetString(DicomTag.ReferencedSOPInstanceUID));
        Assert.Equal(dataset.Select(i => i.Tag).Order(), dataset.Select(i => i.Tag));
    }
}
