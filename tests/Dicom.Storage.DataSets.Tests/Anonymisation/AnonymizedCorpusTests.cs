using System.Text;
using System.Text.RegularExpressions;
using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>Every regular file of the corpus anonymised, with dcmdump and dciodvfy as the judges.</summary>
public sealed partial class AnonymizedCorpusTests
{
    private const int ShortestTold = 4;

    private static readonly byte[] s_key = "a key of the tests, 32 bytes long"u8.ToArray();

    // Columns of oracle-tags.tsv that table E.1-1 removes, empties or replaces.
    private static readonly string[] s_identities =
    [
        "SOPInstanceUID", "PatientID", "PatientName", "PatientBirthDate", "StudyInstanceUID", "StudyID", "AccessionNumber", "StudyDescription",
        "ReferringPhysicianName", "SeriesInstanceUID", "SeriesDescription",
    ];

    // dciodvfy ends early in the original ("Tags out of order") and reads on in ours, where the private sequence that it stumbles over is gone.
    private static readonly string[] s_unread = ["nonimage/nested_priv_SQ.dcm: Error - PixelData has incorrect value length - expected 0 dec - got 2 dec"];

    // The same words in elements that table E.1-1 does not list, and digits that are part of others.
    private static readonly string[] s_unlisted =
    [
        "charset/ot_MarekLatin2.dcm: Opis badania radiologicznego", // Code Meaning of the procedure's code
        "jpeg/CR-ModalitySequenceLUT.dcm: 19000101", // is the dummy date
        "jpeg/CT0012.fragmented_no_bot_jpeg_baseline.51.dcm: 0010", // in UIDs of the standard: 1.2.840.10008
        "jpeg2000/MAROTECH_CT_JP2Lossy.dcm: Chest CT routine", // Code Meaning of the procedure's code
        "native/dcmqi_23x38x3_multiframe_mf.dcm: 123456", // Series Number
        "native/dcmqi_23x38x3_multiframe_mf.dcm: None", // Manufacturer's Model Name
        "native/dcmqi_23x38x3_seg_label.seg.dcm: Segmentation", // Code Meaning of the segments' codes
        "native/eCT_Supplemental.dcm: 0010", // in UIDs of the standard
        "native/tiny_98892003_MR1_15820.dcm: Carotids", // Position Reference Indicator
        "native/tiny_98892003_MR1_4919.dcm: Brain", // Position Reference Indicator
        "nonimage/hotiron.dcm: 1.2.840.10008.1.5.1", // a colour palette of the standard
        "nonimage/ot_Issue137.dcm: STL model: intraop Report", // Content Description
        "nonimage/pet20step.dcm: 1.2.840.10008.1.5.4", // a colour palette of the standard
    ];

    [Theory]
    [InlineData(AnonymizationProfile.Basic)]
    [InlineData(AnonymizationProfile.CleanDescriptors | AnonymizationProfile.CleanStructuredContent | AnonymizationProfile.CleanGraphics
        | AnonymizationProfile.RetainLongitudinalModifiedDates | AnonymizationProfile.RetainPatientCharacteristics)]
    public void An_anonymised_file_is_read_by_dcmdump_and_dciodvfy_finds_no_error_that_the_original_has_not(AnonymizationProfile profile)
    {
        Command.Require("dcmdump", "dcmtk");
        Command.Require("dciodvfy", "dicom3tools");

        var anonymizer = new DicomAnonymizer(s_key, new DicomAnonymizerOptions { Profile = profile });
        using var directory = new TemporaryDirectory();
        List<string> problems = [];
        foreach (string file in Corpus.Regular().Where(IsNoDirectory))
        {
            string path = SharedFiles.Require("dicom/" + file);
            string saved = directory["anonymised.dcm"];
            using (DicomFile opened = DicomFile.Open(path))
            {
                anonymizer.Anonymize(opened);
                opened.Save(saved);
            }

            using (DicomFile again = DicomFile.Open(saved))
                Assert.Equal("YES", again.Dataset.GetString(DicomTag.PatientIdentityRemoved));
            if (Command.Run("dcmdump", "-q", path).Status == 0 && Command.Run("dcmdump", "-q", saved) is { Status: not 0 } dump)
                problems.Add($"{file}: dcmdump: {dump.Output}");
            problems.AddRange(Errors(saved).Except(Errors(path)).Select(error => $"{file}: {error}"));
        }

        problems.RemoveAll(s_unread.Contains);
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Fact]
    public void What_the_tags_oracle_has_of_a_patient_is_not_in_the_bytes_of_the_anonymised_file()
    {
        List<string> found = [];
        int searched = 0;
        var anonymizer = new DicomAnonymizer(s_key);
        foreach (IReadOnlyDictionary<string, string> row in SharedFiles.ReadTable("dicom/oracle-tags.tsv").Where(r => IsNoDirectory(r["file"])))
        {
            using DicomFile opened = DicomFile.Open(SharedFiles.Require("dicom/" + row["file"]));
            string[] values = [.. s_identities.Select(column => row[column]).Where(value => value.Length >= ShortestTold && value != "<absent>").Distinct()];
            List<(string Value, byte[] Bytes)> forms = [.. values.SelectMany(value => Forms(opened.Dataset, value).Select(bytes => (value, bytes)))];
            anonymizer.Anonymize(opened);
            opened.Dataset.Remove(DicomTag.PixelData); // four bytes of pixels are any text
            using var saved = new MemoryStream();
            opened.Save(saved, new DicomWriteOptions { TransferSyntax = Undeflated(opened.Dataset.TransferSyntax) });
            byte[] written = saved.ToArray();
            searched += forms.Count;
            found.AddRange(forms.Where(form => written.AsSpan().IndexOf(form.Bytes) >= 0).Select(form => $"{row["file"]}: {form.Value}").Distinct());
        }

        Assert.True(searched > 2_000, $"only {searched} searches");
        Assert.Equal(s_unlisted, found.Order(StringComparer.Ordinal));
    }

    private static DicomTransferSyntax? Undeflated(DicomTransferSyntax syntax) => syntax.IsDeflated ? DicomTransferSyntax.ExplicitVRLittleEndian : null;

    // As UTF-8, UTF-16 and in the character set of the file.
    private static IEnumerable<byte[]> Forms(DicomDataset dataset, string value)
    {
        yield return Encoding.UTF8.GetBytes(value);
        yield return Encoding.Unicode.GetBytes(value);
        yield return Encoding.BigEndianUnicode.GetBytes(value);
        if (Ascii.IsValid(value) || !dataset.TryGetItem(DicomTag.PatientName, out DicomItem? name) || row(dataset) != value)
            yield break;
        yield return ((DicomElement)name).GetBuffer().Span.TrimEnd((byte)' ').ToArray();

        static string row(DicomDataset dataset) => dataset.GetString(DicomTag.PatientName);
    }

    // A DICOMDIR is refused: another test.
    private static bool IsNoDirectory(string file)
    {
        using DicomFile opened = DicomFile.Open(SharedFiles.Require("dicom/" + file));
        return !opened.Dataset.Contains(DicomTag.DirectoryRecordSequence);
    }

    private static IEnumerable<string> Errors(string path) =>
        Command.Run("dciodvfy", path).Output.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal))
            .Select(line => Uid().Replace(line, "UID")).Distinct();

    // The UIDs are others, what is said of them is not.
    [GeneratedRegex(@"(?<=UID )[0-9]+$|\b[0-9]+(\.[0-9]+){3,}|\b2\.25\.[0-9]+")]
    private static partial Regex Uid();
}
