using System.Globalization;
using System.Text;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>Words planted in a data set that must not come out of it.</summary>
public sealed class CanaryTests
{
    private const int Markers = 30;

    private static readonly byte[] s_key = "0123456789abcdef"u8.ToArray();

    private static readonly string[] s_markers = [.. Enumerable.Range(0, Markers).Select(i => string.Create(CultureInfo.InvariantCulture, $"Kanarienv{i:D2}gel"))];

    public static TheoryData<string, string> Encodings => new()
    {
        { "ExplicitVRLittleEndian", "ISO_IR 192" },
        { "ImplicitVRLittleEndian", "ISO_IR 100" },
        { "ExplicitVRBigEndian", "GB18030" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void No_marker_of_any_element_of_the_table_private_element_or_nested_sequence_is_in_the_file(string syntax, string characterSet)
    {
        using DicomFile file = Planted(syntax, characterSet);
        Assert.All(s_markers, marker => Assert.True(IsIn(Saved(file), marker), "not planted: " + marker));

        AnonymizationReport report = new DicomAnonymizer(s_key).Anonymize(file);

        byte[] bytes = Saved(file);
        Assert.All(s_markers, marker => Assert.False(IsIn(bytes, marker), marker));
        Assert.True(report is { Removed: > 100, Emptied: > 10, Replaced: > 10, UidsReplaced: > 40, PrivateRemoved: > 1, UnknownRemoved: > 1 }, report.ToString());
    }

    [Fact]
    public void No_option_that_cleans_texts_keeps_one_with_a_name_ID_or_date_of_the_data_set()
    {
        const AnonymizationProfile Cleaning = AnonymizationProfile.CleanDescriptors | AnonymizationProfile.CleanGraphics | AnonymizationProfile.CleanStructuredContent;
        foreach (string text in new[] { "MUELLER", "with Hans-M\u00FCller", "Hans", "id P-77-x1 seen", "of 29.02.2024", "2024-02-29", "St. Ansgar", "call 0431/5550", "a@b.example" })
        {
            DicomDataset dataset = ProfileTable.Filled(text);
            dataset.AddOrUpdate(DicomTag.SpecificCharacterSet, "ISO_IR 192").AddOrUpdate(DicomTag.PatientName, "M\u00FCller^Hans=Mueller")
                .AddOrUpdate(DicomTag.PatientID, "P-77-x1").AddOrUpdate(DicomTag.PatientBirthDate, "20240229").AddOrUpdate(DicomTag.InstitutionName, "Ansgar Klinik")
                .AddOrUpdate(DicomTag.ContentSequence, new DicomDataset().Add(DicomTag.ValueType, "TEXT").Add(DicomTag.TextValue, text));

            new DicomAnonymizer(s_key, new DicomAnonymizerOptions { Profile = Cleaning }).Anonymize(dataset);

            Assert.False(IsIn(Saved(dataset), text), text);
            Assert.Equal("ANONYMIZED", dataset.GetSequence(DicomTag.ContentSequence).Items[0].GetString(DicomTag.TextValue));
        }
    }

    [Fact]
    public void A_sequence_that_was_passed_on_as_UN_is_kept_and_anonymised()
    {
        // FFFE,E000 item of 28 bytes | 0008,1155 UI in implicit VR | 0010,0010 PN
        byte[] instance = Convert.FromHexString("FEFF00E01C000000" + "0800551106000000312E322E3300" + "1000100006000000516175785E41");
        DicomDataset dataset = new DicomDataset().Add(new DicomElement(DicomTag.ReferencedInstanceSequence, DicomVR.UN, instance));

        new DicomAnonymizer(s_key).Anonymize(dataset);

        DicomDataset item = dataset.GetSequence(DicomTag.ReferencedInstanceSequence).Items[0];
        Assert.Equal(string.Empty, item.GetString(DicomTag.PatientName));
        Assert.Equal(new DicomAnonymizer(s_key).MapUid(DicomUid.Parse("1.2.3")).Value, item.GetString(DicomTag.ReferencedSOPInstanceUID));
    }

    [Fact]
    public void A_description_in_which_nothing_known_is_found_is_kept_by_the_Clean_Descriptors_option()
    {
        DicomDataset dataset = ProfileTable.Filled("x").AddOrUpdate(DicomTag.PatientName, "Li^Mo").AddOrUpdate(DicomTag.SeriesDescription, "T1 liver 1.25x1.25x3.000 mm");

        AnonymizationReport report = new DicomAnonymizer(s_key, new DicomAnonymizerOptions { Profile = AnonymizationProfile.CleanDescriptors }).Anonymize(dataset);

        Assert.Equal("T1 liver 1.25x1.25x3.000 mm", dataset.GetString(DicomTag.SeriesDescription));
        Assert.True(report.Cleaned > 0 && report.Warnings.HasFlag(AnonymizationWarnings.TextKept));
    }

    private static DicomFile Planted(string syntax, string characterSet)
    {
        DicomDataset dataset = Level(0).AddOrUpdate(DicomTag.SpecificCharacterSet, characterSet);
        DicomDataset hidden = Level(1);
        foreach (int sequence in new[] { 2, 3 })
            hidden = new DicomDataset().Add(DicomTag.ReferencedSeriesSequence, hidden).Add(DicomTag.PatientName, s_markers[sequence]);

        dataset.Add(DicomTag.ReferencedSeriesSequence, hidden)
            .Add(new DicomElement(new DicomTag(0x0043, 0x1001), DicomVR.LO, Bytes(s_markers[0]))) // private without a creator
            .Add(new DicomSequence(new DicomTag(0x0045, 0x1001), new DicomDataset().Add(DicomTag.TextValue, s_markers[1])))
            .AddOrUpdatePrivate("ACME", 0x0029, 0x10, DicomVR.LO, s_markers[4])
            .AddOrUpdatePrivate("ACME " + s_markers[5], 0x0031, 0x10, DicomVR.UN, Encoding.Unicode.GetBytes(s_markers[6]))
            .Add(new DicomElement(new DicomTag(0x0008, 0xFFF0), DicomVR.LO, Bytes(s_markers[7]))) // not in the dictionary
            .Add(new DicomElement(DicomTag.ReferencedInstanceSequence, DicomVR.UN, HiddenSequence(s_markers[8])))
            .Add(new DicomElement(DicomTag.AnatomicRegionSequence, DicomVR.UN, Bytes(s_markers[9]))) // should be a sequence and is none
            .Add(new DicomElement(new DicomTag(0x6002, 0x0022), DicomVR.LO, Bytes(s_markers[10]))) // an overlay's description
            .Add(new DicomElement(new DicomTag(0x5004, 0x0022), DicomVR.LO, Bytes(s_markers[11]))); // a curve's
        dataset.TransferSyntax = DicomTransferSyntax.All.Single(s => s.Keyword == syntax);

        var file = new DicomFile(dataset);
        file.FileMetaInfo = file.FileMetaInfo with
        {
            SourceAe = AeTitle.Parse(s_markers[12]),
            SendingAe = AeTitle.Parse(s_markers[13]),
            SourcePresentationAddress = s_markers[14],
            Others = new DicomDataset().Add(new DicomElement(DicomTag.PrivateInformation, DicomVR.OB, Bytes(s_markers[15]))).Add(DicomTag.PrivateInformationCreatorUID, "1.2.3"),
        };
        byte[] preamble = new byte[128];
        Bytes(s_markers[16]).CopyTo(preamble, 0);
        file.Preamble = preamble;
        return file;
    }

    // The other markers in turn, in each element of the table that can hold text or bytes.
    private static DicomDataset Level(int turn)
    {
        var dataset = new DicomDataset();
        foreach ((DicomTag tag, _) in ProfileTable.Rows().Where(r => r.Tag.Group > 2))
        {
            string marker = s_markers[17 + (turn++ % (Markers - 17))];
            DicomItem item = ProfileTable.Filled(tag, marker);
            if (item is DicomElement { VR.IsText: false } bytes && bytes.VR.ValueSize == 1)
                item = new DicomElement(tag, bytes.VR, Bytes(marker));
            dataset.Add(item);
        }

        return dataset;
    }

    // FFFE,E000 item of defined length | 0010,0010 PN in implicit VR (PS3.5 6.2.2 note 2)
    private static byte[] HiddenSequence(string marker)
    {
        byte[] name = Bytes(marker);
        return [0xFE, 0xFF, 0x00, 0xE0, (byte)(name.Length + 8), 0, 0, 0, 0x10, 0, 0x10, 0, (byte)name.Length, 0, 0, 0, .. name];
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text.Length % 2 == 0 ? text : text + " ");

    private static byte[] Saved(DicomFile file)
    {
        using var stream = new MemoryStream();
        file.Save(stream);
        return stream.ToArray();
    }

    private static byte[] Saved(DicomDataset dataset)
    {
        using var file = new DicomFile(dataset.Clone());
        return Saved(file);
    }

    private static bool IsIn(byte[] bytes, string text) =>
        new[] { Encoding.UTF8, Encoding.Latin1, Encoding.Unicode, Encoding.BigEndianUnicode }.Any(encoding => bytes.AsSpan().IndexOf(encoding.GetBytes(text)) >= 0);
}
