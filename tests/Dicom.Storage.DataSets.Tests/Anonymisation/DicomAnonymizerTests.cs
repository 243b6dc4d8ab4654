using System.Numerics;
using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

public sealed class DicomAnonymizerTests
{
    private static readonly byte[] s_key = "0123456789abcdef"u8.ToArray();
    private static readonly byte[] s_otherKey = "0123456789abcdeg"u8.ToArray();

    [Fact]
    public void The_same_key_gives_the_same_bytes_and_another_key_other_UIDs()
    {
        byte[] first = Saved(s_key), again = Saved(s_key), other = Saved(s_otherKey);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);

        static byte[] Saved(byte[] key)
        {
            using DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/native/CT_small.dcm"));
            new DicomAnonymizer(key).Anonymize(file);
            using var stream = new MemoryStream();
            file.Save(stream);
            return stream.ToArray();
        }
    }

    [Fact]
    public void A_new_UID_is_a_UUID_below_2_25()
    {
        var anonymizer = new DicomAnonymizer(s_key);
        for (int i = 0; i < 1_000; i++)
        {
            DicomUid uid = anonymizer.MapUid(DicomUid.Parse($"1.2.3.{i}"));
            Assert.True(uid.IsConformant && uid.Value.StartsWith("2.25.", StringComparison.Ordinal) && uid.Value.Length <= DicomUid.MaxLength);
            BigInteger number = BigInteger.Parse(uid.Value["2.25.".Length..], System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal((8, 2), ((int)((number >> 76) & 0xF), (int)((number >> 62) & 0x3))); // version and variant: RFC 9562 5.8
        }
    }

    [Fact]
    public void The_UIDs_of_the_standard_are_never_replaced()
    {
        var anonymizer = new DicomAnonymizer(s_key);
        foreach (IReadOnlyDictionary<string, string> row in SharedFiles.ReadTable("dicom-standard/uids.tsv"))
            Assert.Equal(row["uid"], anonymizer.MapUid(DicomUid.Parse(row["uid"])).Value);
        Assert.Equal(default, anonymizer.MapUid(default));
    }

    [Fact]
    public void Moved_dates_keep_what_lies_between_them_and_the_times()
    {
        DicomDataset first = Dated("77-A", "20240229", "20240229235959.5+0100"), second = Dated("77-A", "20240307", "202402"), other = Dated("78-B", "20240229", "2024");
        var anonymizer = new DicomAnonymizer(s_key, new DicomAnonymizerOptions { Profile = AnonymizationProfile.RetainLongitudinalModifiedDates });
        AnonymizationReport report = anonymizer.Anonymize(first);
        anonymizer.Anonymize(second);
        anonymizer.Anonymize(other);

        int days = Day(first).DayNumber - new DateOnly(2024, 2, 29).DayNumber;
        Assert.InRange(days, -3_650, -1);
        Assert.Equal(7, Day(second).DayNumber - Day(first).DayNumber);
        Assert.NotEqual(Day(first), Day(other));
        Assert.Equal(DicomDate.Format(Day(first)) + "235959.5+0100", first.GetString(DicomTag.AcquisitionDateTime));
        Assert.Equal(DicomDate.Format(new DateOnly(2024, 2, 1).AddDays(days))[..6], second.GetString(DicomTag.AcquisitionDateTime));
        Assert.Equal("101112.5", first.GetString(DicomTag.StudyTime));
        Assert.Equal("+0100", first.GetString(DicomTag.TimezoneOffsetFromUTC));
        Assert.Equal(string.Empty, first.GetString(DicomTag.PatientBirthDate));
        Assert.Equal("MODIFIED", first.GetString(DicomTag.LongitudinalTemporalInformationModified));
        Assert.Equal(2, report.DatesShifted);

        static DateOnly Day(DicomDataset dataset) => dataset.GetSingleValue<DateOnly>(DicomTag.StudyDate);
    }

    [Theory]
    [InlineData("MUELLER HANS", "29.02.2024 Quux")]
    [InlineData("00010101", "0001")] // no day to be moved to
    public void What_is_no_date_is_not_kept_as_a_moved_one(string date, string dateTime)
    {
        DicomDataset dataset = Dated("1", date, dateTime);
        dataset.AddOrUpdate(DicomElement.Create(DicomTag.StudyTime, DicomVR.TM, DicomValidation.None, "HANS"));
        new DicomAnonymizer(s_key, new DicomAnonymizerOptions { Profile = AnonymizationProfile.RetainLongitudinalModifiedDates }).Anonymize(dataset);

        Assert.Equal(string.Empty, dataset.GetString(DicomTag.StudyDate));
        Assert.Equal(string.Empty, dataset.GetString(DicomTag.StudyTime));
        Assert.Equal("19000101000000", dataset.GetString(DicomTag.AcquisitionDateTime));
    }

    [Fact]
    public void A_patient_keeps_one_pseudonym_or_gets_the_name_and_ID_that_were_chosen()
    {
        DicomDataset first = Dated("77-A", "20240229", "2024"), second = Dated("77-A", "20240301", "2024"), chosen = Dated("77-A", "20240229", "2024");
        new DicomAnonymizer(s_key).Anonymize(first);
        new DicomAnonymizer(s_key).Anonymize(second);
        new DicomAnonymizer(s_key, new DicomAnonymizerOptions { PatientName = "Trial^7", PatientId = "T7" }).Anonymize(chosen);

        Assert.Matches("^[0-9A-F]{16}$", first.GetString(DicomTag.PatientID));
        Assert.Equal(first.GetString(DicomTag.PatientID), second.GetString(DicomTag.PatientID));
        Assert.Equal(string.Empty, first.GetString(DicomTag.PatientName));
        Assert.Equal(("Trial^7", "T7"), (chosen.GetString(DicomTag.PatientName), chosen.GetString(DicomTag.PatientID)));
    }

    [Fact]
    public void What_was_done_is_said_with_the_codes_of_CID_7050()
    {
        DicomDataset dataset = Dated("1", "20240229", "2024");
        const AnonymizationProfile All = AnonymizationProfile.CleanDescriptors | AnonymizationProfile.CleanGraphics | AnonymizationProfile.CleanStructuredContent
            | AnonymizationProfile.RetainDeviceIdentity | AnonymizationProfile.RetainInstitutionIdentity | AnonymizationProfile.RetainLongitudinalFullDates
            | AnonymizationProfile.RetainPatientCharacteristics | AnonymizationProfile.RetainSafePrivate | AnonymizationProfile.RetainUids;
        new DicomAnonymizer(s_key).Anonymize(dataset);
        Assert.Equal("113100", Codes());
        Assert.Equal("REMOVED", dataset.GetString(DicomTag.LongitudinalTemporalInformationModified));

        new DicomAnonymizer(s_key, new DicomAnonymizerOptions { Profile = All }).Anonymize(dataset);
        Assert.Equal("113100 113103 113104 113105 113106 113108 113109 113110 113111 113112", Codes());
        Assert.Equal(("YES", "UNMODIFIED"), (dataset.GetString(DicomTag.PatientIdentityRemoved), dataset.GetString(DicomTag.LongitudinalTemporalInformationModified)));
        Assert.Equal(1, dataset.GetValueCount(DicomTag.DeidentificationMethod));

        string Codes() => string.Join(' ', dataset.GetSequence(DicomTag.DeidentificationMethodCodeSequence).Items.Select(item => item.GetString(DicomTag.CodeValue)));
    }

    [Fact]
    public void Private_elements_stay_only_when_they_are_named_as_safe()
    {
        foreach (AnonymizationProfile profile in new[] { AnonymizationProfile.Basic, AnonymizationProfile.RetainSafePrivate })
        {
            DicomDataset dataset = WithPrivate();
            var options = new DicomAnonymizerOptions { Profile = profile, SafePrivateElements = [new DicomPrivateElement("ACME", 0x0029, 0x01)] };
            AnonymizationReport report = new DicomAnonymizer(s_key, options).Anonymize(dataset);

            string kept = string.Join(' ', dataset.Where(item => item.Tag.IsPrivate).Select(item => item.Tag));
            Assert.Equal(profile == AnonymizationProfile.Basic ? string.Empty : "(0029,0010) (0029,1001) (0031,0010) (0031,1002) (0033,0010) (0033,1001)", kept);
            Assert.Equal(profile == AnonymizationProfile.Basic ? 0 : 3, report.PrivateKept);
        }
    }

    [Fact]
    public void Sequences_deeper_than_the_limit_are_removed()
    {
        var dataset = new DicomDataset().Add(DicomTag.PatientComments, "deep");
        for (int i = 0; i < 2_000; i++)
            dataset = new DicomDataset().Add(DicomTag.ReferencedSeriesSequence, dataset);

        AnonymizationReport report = new DicomAnonymizer(s_key).Anonymize(dataset);

        int depth = 0;
        for (DicomDataset? level = dataset; level is not null; depth++)
            level = level.TryGetSequence(DicomTag.ReferencedSeriesSequence, out DicomSequence? sequence) ? sequence.Items[0] : null;
        Assert.Equal(65, depth);
        Assert.Equal(1, report.UnknownRemoved);
    }

    [Theory]
    [InlineData("1.2.840.10008.5.1.4.1.1.7", "YES", AnonymizationWarnings.BurnedInAnnotation)]
    [InlineData("1.2.840.10008.5.1.4.1.1.7", null, AnonymizationWarnings.PossiblyBurnedInAnnotation)]
    [InlineData("1.2.840.10008.5.1.4.1.1.6.1", null, AnonymizationWarnings.PossiblyBurnedInAnnotation)]
    [InlineData("1.2.3.4", null, AnonymizationWarnings.PossiblyBurnedInAnnotation)]
    [InlineData("1.2.840.10008.5.1.4.1.1.7", "NO", AnonymizationWarnings.None)]
    [InlineData("1.2.840.10008.5.1.4.1.1.2", null, AnonymizationWarnings.None)]
    public void Text_that_may_be_in_the_pixels_is_warned_of(string sopClass, string? burnedIn, AnonymizationWarnings expected)
    {
        DicomDataset dataset = new DicomDataset().Add(DicomTag.SOPClassUID, sopClass).Add(DicomVR.OB, DicomTag.PixelData, new byte[] { 1, 2 });
        if (burnedIn is not null)
            dataset.Add(DicomTag.BurnedInAnnotation, burnedIn);

        Assert.Equal(expected, new DicomAnonymizer(s_key).Anonymize(dataset).Warnings);
        Assert.Equal(burnedIn is not null, dataset.Contains(DicomTag.BurnedInAnnotation));
    }

    [Fact]
    public void An_encapsulated_document_becomes_an_empty_one_of_its_type()
    {
        DicomDataset dataset = new DicomDataset().Add(DicomTag.MIMETypeOfEncapsulatedDocument, "application/pdf")
            .Add(DicomTag.EncapsulatedDocument, "Quux Marker"u8.ToArray()).Add(DicomTag.EncapsulatedDocumentLength, 11u);
        AnonymizationReport report = new DicomAnonymizer(s_key).Anonymize(dataset);

        byte[] document = dataset.GetValues<byte>(DicomTag.EncapsulatedDocument);
        Assert.Equal(AnonymizationWarnings.EncapsulatedDocumentReplaced, report.Warnings);
        Assert.True(document.AsSpan().StartsWith("%PDF-1.4"u8));
        Assert.Equal((uint)document.Length, dataset.GetSingleValue<uint>(DicomTag.EncapsulatedDocumentLength));
        Command.Require("pdfinfo", "poppler-utils");
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory["empty.pdf"], document);
        Assert.Contains("Pages:           1", Command.RunChecked("pdfinfo", directory["empty.pdf"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_DICOMDIR_is_refused_and_so_are_a_short_key_and_both_kinds_of_dates()
    {
        using DicomFile directory = DicomFile.Open(SharedFiles.Require("dicom/nonimage/tiny_DICOMDIR.dcm"));
        const AnonymizationProfile Both = AnonymizationProfile.RetainLongitudinalFullDates | AnonymizationProfile.RetainLongitudinalModifiedDates;

        Assert.Throws<DicomDataException>(() => new DicomAnonymizer(s_key).Anonymize(directory));
        Assert.Throws<ArgumentException>(() => new DicomAnonymizer(s_key.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => new DicomAnonymizer(s_key, new DicomAnonymizerOptions { Profile = Both }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DicomAnonymizerOptions { MaxDateShiftDays = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DicomAnonymizerOptions { MaxDepth = 0 });
    }

    private static DicomDataset Dated(string id, string date, string dateTime) => new DicomDataset()
        .Add(DicomTag.PatientID, id)
        .Add(DicomTag.PatientName, "Quux^Marker")
        .Add(DicomTag.PatientBirthDate, "19601231")
        .Add(DicomTag.StudyTime, "101112.5")
        .Add(DicomTag.TimezoneOffsetFromUTC, "+0100")
        .Add(DicomElement.Create(DicomTag.StudyDate, DicomVR.DA, DicomValidation.None, date))
        .Add(DicomElement.Create(DicomTag.AcquisitionDateTime, DicomVR.DT, DicomValidation.None, dateTime));

    private static DicomDataset WithPrivate()
    {
        DicomDataset Block(string creator, ushort group, string status) => new DicomDataset().Add(DicomTag.PrivateGroupReference, group)
            .Add(DicomTag.PrivateCreatorReference, creator).Add(DicomTag.BlockIdentifyingInformationStatus, status);

        return new DicomDataset()
            .Add(DicomTag.PatientName, "Quux^Marker")
            .AddOrUpdatePrivate("ACME", 0x0029, 0x01, DicomVR.DS, "1.5")
            .AddOrUpdatePrivate("ACME", 0x0029, 0x02, DicomVR.DS, "2.5")
            .AddOrUpdatePrivate("OTHER", 0x0029, 0x01, DicomVR.DS, "3.5")
            .AddOrUpdatePrivate("ACME", 0x0031, 0x01, DicomVR.LO, "not listed")
            .AddOrUpdatePrivate("ACME", 0x0031, 0x02, DicomVR.LO, "listed")
            .AddOrUpdatePrivate("ACME", 0x0033, 0x01, DicomVR.LO, "kernel")
            .AddOrUpdatePrivate("ACME", 0x0033, 0x02, DicomVR.LO, "of Marker")
            .AddOrUpdatePrivate("ACME", 0x0033, 0x03, DicomVR.PN, "Somebody")
            .AddOrUpdatePrivate("ACME", 0x0033, 0x04, DicomVR.DA, "20240229")
            .AddOrUpdatePrivate("ACME", 0x0035, 0x04, DicomVR.LO, "unsafe")
            .Add(DicomTag.PrivateDataElementCharacteristicsSequence, Block("ACME", 0x0033, "SAFE"), Block("ACME", 0x0035, "UNSAFE"),
                Block("ACME", 0x0031, "MIXED").Add<ushort>(DicomTag.NonidentifyingPrivateElements, 2));
    }
}
