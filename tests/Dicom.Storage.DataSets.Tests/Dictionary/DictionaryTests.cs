using Dicom.Storage.DictionaryGenerator;
using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

public sealed class DictionaryTests
{
    [Fact]
    public void The_generated_files_are_what_the_generator_writes_from_the_standard_s_tables()
    {
        string tables = SharedFiles.Require("dicom-standard");
        string folder = SourceTree.PathOf("src", "Dicom.Storage.DataSets", "Generated");
        foreach ((string name, string text) in GeneratedFiles.All(tables))
            Assert.True(File.ReadAllText(Path.Combine(folder, name)) == text, $"{name} is not up to date: run eng/dictionary.");
    }

    [Fact]
    public void Every_element_of_the_standard_is_found_by_tag_and_by_keyword()
    {
        foreach (IReadOnlyDictionary<string, string> row in SharedFiles.ReadTable("dicom-standard/data-elements.tsv"))
        {
            bool repeating = row["tag"].Contains('x', StringComparison.Ordinal);
            var tag = new DicomTag(Convert.ToUInt32(row["tag"].Replace('x', '2'), 16));
            Assert.True(DicomDictionary.TryGet(tag, out DicomDictionaryEntry entry), row["tag"]);
            if (repeating && !entry.IsRepeating)
                continue; // the table also has some of these tags on their own

            Assert.Equal(row["keyword"], entry.Keyword);
            Assert.Equal(row["vm"], entry.ValueMultiplicity);
            Assert.Equal(row["retired"] == "Y", entry.IsRetired);
            Assert.Equal(row["vr"] == "NONE" ? "UN" : row["vr"], string.Join('|', entry.AllVRs));
            Assert.InRange(entry.Keyword.Length, 0, DictionaryData.MaxKeywordLength);
            if (entry.Keyword.Length > 0 && !repeating)
                Assert.True(DicomDictionary.TryGet(entry.Keyword, out DicomDictionaryEntry same) && same.Keyword == entry.Keyword, entry.Keyword);
        }
    }

    [Theory]
    [InlineData(0x60020010u, "OverlayRows")]
    [InlineData(0x60FE3000u, "OverlayData")]
    [InlineData(0x50043000u, "CurveData")]
    [InlineData(0x00203105u, "SourceImageIDs")]
    public void Repeating_groups_are_found_by_any_of_their_tags(uint tag, string keyword)
    {
        Assert.True(DicomDictionary.TryGet(new DicomTag(tag), out DicomDictionaryEntry entry));
        Assert.Equal(keyword, entry.Keyword);
        Assert.True(entry.IsRepeating);
    }

    [Theory]
    [InlineData(0x60010010u, "LO")] // odd group: a private creator
    [InlineData(0x00091001u, "UN")]
    [InlineData(0x00090000u, "UL")]
    [InlineData(0x00280106u, "US")] // US or SS
    [InlineData(0x7FE00010u, "OW")] // OB or OW
    [InlineData(0x00081140u, "SQ")]
    [InlineData(0x00080001u, "UL")]
    public void The_implicit_VR_is_the_dictionary_s(uint tag, string vr) => Assert.Equal(vr, DicomDictionary.GetImplicitVR(new DicomTag(tag)).ToString());

    [Theory]
    [InlineData("patientname")]
    [InlineData("")]
    [InlineData("NoSuchElementOfTheStandardWithAKeywordThatIsLongerThanAnyKeywordOfTheStandardCouldEverHopeToBeInItsLife")]
    public void What_is_no_keyword_is_not_found(string keyword) => Assert.False(DicomDictionary.TryGet(keyword, out _));

    [Fact]
    public void A_tag_property_is_the_tag_of_its_keyword()
    {
        Assert.Equal(new DicomTag(0x0010, 0x0010), DicomTag.PatientName);
        Assert.Equal(new DicomTag(0x7FE0, 0x0010), DicomTag.PixelData);
        Assert.True(DicomDictionary.TryGet(DicomTag.PatientName, out DicomDictionaryEntry entry));
        Assert.Equal("Patient's Name", entry.Name);
        Assert.Equal(DicomVR.PN, entry.VR);
    }
}
