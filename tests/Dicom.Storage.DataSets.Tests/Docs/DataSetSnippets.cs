using System.Buffers;
using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests.Docs;

/// <summary>The code of docs/datasets.md: each block there is one region here, which a test of the architecture compares; and each runs.</summary>
public sealed class DataSetSnippets : IDisposable
{
    private const string Image = "native/CT_small.dcm";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Read()
    {
        string path = SharedFiles.Require("dicom/" + Image);
        #region read
        using DicomFile file = DicomFile.Open(path);
        DicomDataset dataset = file.Dataset;

        string id = dataset.GetString(DicomTag.PatientID);                            // all values, "\" between them
        int rows = dataset.GetSingleValue<int>(DicomTag.Rows);                        // throws when absent or not one
        double[] spacing = dataset.GetValues<double>(DicomTag.PixelSpacing);          // DS, parsed
        DateOnly? study = dataset.TryGetSingleValue(DicomTag.StudyDate, out DateOnly date) ? date : null;
        string family = dataset.GetSingleValue<DicomPersonName>(DicomTag.PatientName).Alphabetic.FamilyName;
        string comment = dataset.GetSingleValueOrDefault(DicomTag.PatientComments, "none");
        #endregion
        Assert.Equal(("1CT1", 128, 2, new DateOnly(2004, 1, 19), "CompressedSamples", "none"), (id, rows, spacing.Length, study, family, comment));
    }

    [Fact]
    public void Walk()
    {
        DicomDataset dataset = DicomFile.Open(Corpus.Read("nonimage/nested_priv_SQ.dcm")).Dataset;
        int found = 0;
        void Visit(DicomTag tag) => found += tag.Group > 0 ? 1 : 0;
        #region walk
        foreach (DicomItem item in dataset)
        {
            switch (item)
            {
                case DicomElement element:
                    Visit(element.Tag);                        // element.VR, element.Length, element.GetBuffer()
                    break;
                case DicomSequence sequence:
                    foreach (DicomDataset inner in sequence.Items)
                        Visit(inner.First().Tag);
                    break;
                case DicomFragmentSequence fragments:          // compressed Pixel Data
                    Visit(fragments.Tag);
                    break;
            }
        }
        #endregion
        Assert.NotEqual(0, found);
    }

    [Fact]
    public void Frames()
    {
        using DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/jpeg2000/syn_emri_j2k_eot.dcm"));
        long bytes = 0;
        #region frames
        var pixels = DicomPixelData.Create(file.Dataset);
        for (int i = 0; i < pixels.NumberOfFrames; i++)
        {
            // As stored: samples, or the codestream of the transfer syntax. Read from the file now, not before.
            if (pixels.TryGetFrame(i, out ReadOnlyMemory<byte> frame, out DicomFrameFailure failure))
                bytes += frame.Length;
            else
                Console.Error.WriteLine($"Frame {i}: {failure}");
        }
        #endregion
        Assert.True(bytes > 0);
    }

    [Fact]
    public void Edit()
    {
        using DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/" + Image));
        DicomDataset dataset = file.Dataset;
        #region edit
        dataset
            .AddOrUpdate(DicomTag.PatientID, "4711")
            .AddOrUpdate(DicomTag.PixelSpacing, 0.5, 0.5)
            .AddOrUpdate(DicomTag.StudyDate, new DateOnly(2024, 2, 29))
            .AddOrUpdate(DicomTag.ReferencedStudySequence, new DicomDataset
            {
                { DicomTag.ReferencedSOPClassUID, "1.2.840.10008.3.1.2.3.1" },
                { DicomTag.ReferencedSOPInstanceUID, "1.2.3" },
            })
            .AddOrUpdatePrivate("ACME 1.0", 0x0011, 0x01, DicomVR.LO, "reserved at (0011,0010)")
            .Remove(DicomTag.PatientBirthDate)
            .Remove(item => item.Tag.Group == 0x0009);
        #endregion
        Assert.Equal("0.5\\0.5", dataset.GetString(DicomTag.PixelSpacing));
        Assert.False(dataset.Contains(new DicomTag(0x0009, 0x0010)));
    }

    [Fact]
    public void Save()
    {
        string path = SharedFiles.Require("dicom/" + Image);
        string target = _directory["implicit.dcm"];
        #region save
        using DicomFile file = DicomFile.Open(path);
        file.Save(target, new DicomWriteOptions { TransferSyntax = DicomTransferSyntax.ImplicitVRLittleEndian });
        #endregion
        using DicomFile saved = DicomFile.Open(target);
        Assert.Equal(DicomTransferSyntax.ImplicitVRLittleEndian, saved.FileMetaInfo.TransferSyntax);
    }

    [Fact]
    public async Task SaveNew()
    {
        string path = _directory["new.dcm"];
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        #region new
        var dataset = new DicomDataset
        {
            { DicomTag.SpecificCharacterSet, "ISO_IR 192" },
            { DicomTag.SOPClassUID, DicomSopClass.SecondaryCaptureImageStorage.Uid },
            { DicomTag.SOPInstanceUID, "1.2.3.4" },
            { DicomTag.PatientName, "Yamada^Tarou=山田^太郎" },
            { DicomTag.Rows, 2 },
            { DicomTag.Columns, 2 },
            { DicomTag.PixelData, new ushort[] { 1, 2, 3, 4 } },
        };
        await new DicomFile(dataset).SaveAsync(path, options: null, cancellationToken);
        #endregion
        using DicomFile saved = await DicomFile.OpenAsync(path, options: null, cancellationToken);
        Assert.Equal("Yamada^Tarou=山田^太郎", saved.Dataset.GetString(DicomTag.PatientName));
        Assert.Equal("1.2.3.4", saved.FileMetaInfo.MediaStorageSopInstanceUid.Value);
    }

    [Fact]
    public void StreamIn()
    {
        (byte[] bytes, DicomTransferSyntax syntax) = Corpus.ReadDataSet(Image);
        long large = 0;
        #region stream-read
        var reader = new DataSetReader(syntax);
        ReadOnlySpan<byte> received = bytes;                   // any piece of the data set, as it comes
        while (reader.Read(ref received) is var token && token is not (DataSetToken.NeedMoreData or DataSetToken.Failed))
        {
            if (token == DataSetToken.Element && reader.Length > 10_000)
                large += reader.Length;
        }
        #endregion
        Assert.Equal(32_768, large);
    }

    [Fact]
    public void StreamOut()
    {
        #region stream-write
        var output = new ArrayBufferWriter<byte>();
        var writer = new DataSetWriter(output, DicomTransferSyntax.ExplicitVRLittleEndian);
        writer.WriteElement(DicomTag.PatientID, DicomVR.LO, "4711"u8);
        writer.WriteUInt16(DicomTag.Rows, DicomVR.US, 512);
        writer.Complete();
        #endregion
        Assert.Equal("10002000" + "4C4F0400" + "34373131" + "28001000" + "55530200" + "0002", Convert.ToHexString(output.WrittenSpan));
    }

    [Fact]
    public void Text()
    {
        var dataset = new DicomDataset { { DicomTag.SpecificCharacterSet, "ISO_IR 100" }, { DicomTag.PatientName, "Müller^Jörg" } };
        #region text
        string name = dataset.GetString(DicomTag.PatientName); // by (0008,0005), of the item or of what is around it
        dataset.ChangeCharacterSets("ISO_IR 192");             // the text stays, its bytes become UTF-8 when written
        #endregion
        Assert.Equal(name, dataset.GetString(DicomTag.PatientName));
    }

    [Fact]
    public void Anonymise()
    {
        string path = SharedFiles.Require("dicom/" + Image), target = _directory["anonymised.dcm"];
        byte[] key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
        using var told = new StringWriter();
        #region anonymise
        var anonymizer = new DicomAnonymizer(key, new DicomAnonymizerOptions                 // key: 16 secret random bytes or more
        {
            Profile = AnonymizationProfile.RetainLongitudinalModifiedDates | AnonymizationProfile.CleanDescriptors,
        });
        using DicomFile file = DicomFile.Open(path);
        AnonymizationReport report = anonymizer.Anonymize(file);                             // in place
        file.Save(target);
        told.WriteLine($"{report.Removed} removed, {report.UidsReplaced} UIDs replaced, look at: {report.Warnings}");
        #endregion
        Assert.True(File.Exists(target));
        Assert.Contains(" UIDs replaced", told.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Values()
    {
        byte[] bytes = [.. "J"u8, 0xE9, .. "r "u8];
        #region values
        var name = new DicomPersonName("Yamada^Tarou=山田^太郎");                              // name.Ideographic.FamilyName, name.Value
        bool isTime = DicomTime.TryParse("1030", out DicomTime time);                        // 10:30, time.Precision: Minute, time.Latest: 10:30:59.999999
        DicomDateTime moment = DicomDateTime.Parse("20240229103000.5+0100");                  // moment.Offset
        bool matches = DicomDateRange.Parse("20240101-").Contains(new DateOnly(2024, 2, 29)); // a key of a query
        string ds = DicomDecimalString.Format(Math.PI);                                       // "3.14159265358979", 16 characters
        bool isNumber = DicomDecimalString.TryParse("1e999", out double number);              // false, and no exception

        DicomCharacterSets sets = DicomCharacterSets.FromTerms("ISO_IR 100");
        string text = sets.Decode(bytes, isPersonName: false);
        byte[] encoded = sets.Encode("Jér", isPersonName: false);                             // or DicomTextEncodingException with the place
        DicomValueFlaws flaws = DicomVRRules.Check(DicomVR.CS, "Small letters");              // Repertoire
        #endregion
        Assert.Equal("山田", name.Ideographic.FamilyName);
        Assert.True(isTime && matches && !isNumber && number == 0);
        Assert.Equal((new TimeOnly(10, 30), TimeSpan.FromHours(1), "3.14159265358979"), (time.Time, moment.Offset, ds));
        Assert.Equal(("Jér ", DicomValueFlaws.Repertoire), (text, flaws));
        Assert.Equal(bytes[..3], encoded);
    }

    [Fact]
    public void Errors()
    {
        string path = SharedFiles.Require("dicom/malformed/MR_truncated.dcm");
        var told = new StringWriter();
        #region errors
        if (!DicomFile.TryOpen(path, out DicomFile? file, out DataSetFailure? failure))
            told.WriteLine($"{path}: byte {failure.Offset}: {failure.Message} ({failure.Kind})");

        // Or open what is there, and see what was wrong:
        using DicomFile part = DicomFile.Open(path, new DicomOpenOptions { Mode = DataSetReadMode.Tolerant, KeepWhatWasRead = true });
        told.WriteLine($"{part.Failure?.Kind} {part.Anomalies}");
        #endregion
        Assert.Null(file);
        Assert.Contains("Incomplete", told.ToString(), StringComparison.Ordinal);
    }
}
