using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

public sealed class ValidationTests
{
    // PS3.5 table 6.2-1 and the multiplicities of PS3.6
    [Theory]
    [InlineData("Modality", "this is longer than 16", "at most 16 characters")]
    [InlineData("Modality", "ct", "does not allow")]
    [InlineData("StudyDate", "2024-02-29", "not written as the VR has it")]
    [InlineData("SOPInstanceUID", "1..2", "not written as the VR has it")]
    [InlineData("PatientAge", "42", "not written as the VR has it")]
    [InlineData("SeriesNumber", "99999999999", "out of range")]
    [InlineData("PatientID", "one\\two", "the dictionary allows 1 values")]
    [InlineData("PixelSpacing", "1", "the dictionary allows 2 values")]
    public void A_value_that_breaks_a_rule_is_refused_with_what_to_change_and_taken_on_demand(string keyword, string value, string reason)
    {
        Assert.True(DicomDictionary.TryGet(keyword, out DicomDictionaryEntry entry));
        var dataset = new DicomDataset();

        string message = Assert.Throws<DicomDataException>(() => dataset.AddOrUpdate(entry.Tag, value)).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Contains("DicomValidation.None", message, StringComparison.Ordinal);
        Assert.Contains(keyword, message, StringComparison.Ordinal);
        Assert.DoesNotContain($" {value} ", message, StringComparison.Ordinal);
        Assert.Empty(dataset);

        dataset.AddOrUpdate(DicomElement.Create(entry.Tag, entry.VR, DicomValidation.None, value));
        Assert.Equal(value, dataset.GetString(entry.Tag));
        Assert.NotEqual(DicomValueFlaws.None, dataset.GetFlaws(entry.Tag));
    }

    [Fact]
    public void Values_at_their_limits_have_no_flaw()
    {
        var dataset = new DicomDataset
        {
            { DicomTag.PatientID, new string('x', 64) }, { DicomTag.Modality, new string('X', 16) }, { DicomTag.SOPInstanceUID, "1." + new string('2', 62) },
            { DicomTag.ImagePositionPatient, 1.0 / 3, -1e-300, 1e300 }, { DicomTag.SeriesNumber, int.MinValue }, { DicomTag.PatientName, "a^b^c^d^e=f=g" },
            { DicomTag.RedPaletteColorLookupTableData, new ushort[40_000] }, { DicomTag.ReferencedStudySequence, new DicomDataset() },
        };
        Assert.All(dataset, item => Assert.Equal(DicomValueFlaws.None, dataset.GetFlaws(item.Tag)));
        Assert.Throws<DicomDataException>(() => dataset.GetFlaws(DicomTag.StudyID));
    }

    // The reader keeps what devices send; the data set tells what is wrong with it.
    [Fact]
    public void What_was_read_keeps_its_flaws()
    {
        var dataset = new DicomDataset
        {
            new DicomElement(DicomTag.StudyDate, DicomVR.DA, "99999999"u8.ToArray()),
            new DicomElement(DicomTag.Modality, DicomVR.CS, "mr"u8.ToArray()),
            new DicomElement(DicomTag.Rows, DicomVR.US, new byte[3]),
            new DicomElement(DicomTag.PatientName, DicomVR.PN, new byte[] { 0x41, 0xFF }),
            { DicomTag.SpecificCharacterSet, "ISO_IR 192" },
        };

        Assert.Equal(DicomValueFlaws.Format, dataset.GetFlaws(DicomTag.StudyDate));
        Assert.Equal(DicomValueFlaws.Repertoire, dataset.GetFlaws(DicomTag.Modality));
        Assert.Equal(DicomValueFlaws.OddLength | DicomValueFlaws.Size, dataset.GetFlaws(DicomTag.Rows));
        Assert.Equal(DicomValueFlaws.CharacterSet, dataset.GetFlaws(DicomTag.PatientName));
        Assert.Equal("99999999", dataset.GetString(DicomTag.StudyDate));
    }

    [Fact]
    public void Flaws_of_every_file_are_told_without_an_exception()
    {
        int flawed = 0;
        foreach (string file in Corpus.Regular().Concat(Corpus.Malformed()))
        {
            if (!DicomFile.TryOpen(SharedFiles.Require("dicom/" + file), out DicomFile? opened, out _))
                continue;
            using (opened)
                flawed += opened.Dataset.Count(item => opened.Dataset.GetFlaws(item.Tag) != DicomValueFlaws.None);
        }

        Assert.InRange(flawed, 10, 3_000);
    }
}
