using System.Buffers;

namespace Dicom.Storage.DataSets.Tests;

public sealed class DicomFileMetaTests
{
    [Fact]
    public void A_new_file_has_a_head_that_says_what_follows()
    {
        var dataset = new DicomDataset(DicomTransferSyntax.ImplicitVRLittleEndian) { { DicomTag.SOPClassUID, "1.2.3" }, { DicomTag.SOPInstanceUID, "1.2.3.4" } };
        using DicomFile read = SaveAndOpen(new DicomFile(dataset));

        Assert.Equal("1.2.3", read.FileMetaInfo.MediaStorageSopClassUid.Value);
        Assert.Equal("1.2.3.4", read.FileMetaInfo.MediaStorageSopInstanceUid.Value);
        Assert.Equal(DicomTransferSyntax.ImplicitVRLittleEndian, read.FileMetaInfo.TransferSyntax);
        Assert.Equal(128, read.Preamble.Length);
    }

    [Fact]
    public void Elements_of_group_0002_without_a_name_here_survive_a_change()
    {
        var others = new DicomDataset
        {
            new DicomElement(new DicomTag(0x0002, 0x0100), DicomVR.UI, "1.2.840.999\0"u8.ToArray()),
            new DicomElement(new DicomTag(0x0002, 0x0102), DicomVR.OB, new byte[] { 1, 2, 3, 4 }),
            new DicomElement(new DicomTag(0x0002, 0x0031), DicomVR.UN, new byte[] { 5, 6 }),
        };
        var file = new DicomFile(new DicomDataset { { DicomTag.SOPInstanceUID, "1.2.3" } });
        file.FileMetaInfo = file.FileMetaInfo with { Others = others };
        using DicomFile read = SaveAndOpen(file);

        Assert.Equal(others.Select(i => i.ToString()), read.FileMetaInfo.Others!.Select(i => i.ToString()));
        read.Dataset.AddOrUpdate(DicomTag.SOPInstanceUID, "1.2.4");
        using DicomFile again = SaveAndOpen(read);
        Assert.Equal("1.2.4", again.FileMetaInfo.MediaStorageSopInstanceUid.Value);
        Assert.Equal([1, 2, 3, 4], again.FileMetaInfo.Others!.GetItem<DicomElement>(new DicomTag(0x0002, 0x0102)).GetBuffer().ToArray());
    }

    [Fact]
    public void Meta_information_that_nobody_could_write_reads_as_absent_and_survives_a_change()
    {
        // (0002,0016) AE with a control character, (0002,0026) UR with a byte beyond ASCII
        byte[] title = "A\u0001"u8.ToArray();
        byte[] address = [0xE4, 0x20];
        var head = new ArrayBufferWriter<byte>();
        head.Write(new byte[128]);
        head.Write("DICM"u8);
        var writer = new DataSetWriter(head, DicomTransferSyntax.ExplicitVRLittleEndian);
        writer.WriteElement(DicomTag.TransferSyntaxUID, DicomVR.UI, "1.2.840.10008.1.2.1"u8);
        writer.WriteElement(DicomTag.SourceApplicationEntityTitle, DicomVR.AE, title);
        writer.WriteElement(DicomTag.SourcePresentationAddress, DicomVR.UR, address);
        writer.WriteElement(DicomTag.PatientID, DicomVR.LO, "1 "u8);
        using DicomFile file = DicomFile.Open(head.WrittenMemory);
        Assert.Null(file.FileMetaInfo.SourcePresentationAddress);
        file.Dataset.AddOrUpdate(DicomTag.PatientID, "2");

        using DicomFile read = SaveAndOpen(file);
        Assert.Equal(title, read.FileMetaInfo.Others!.GetItem<DicomElement>(DicomTag.SourceApplicationEntityTitle).GetBuffer().ToArray());
        Assert.Equal(address, read.FileMetaInfo.Others!.GetItem<DicomElement>(DicomTag.SourcePresentationAddress).GetBuffer().ToArray());
    }

    [Fact]
    public void A_changed_preamble_or_meta_is_written_and_the_data_set_stays_as_it_was()
    {
        const string file = "native/ctimage_DeflatedExplicitVRLittleEndian.dcm";
        (byte[] dataSet, _) = Corpus.ReadDataSet(file);
        using DicomFile opened = DicomFile.Open(Corpus.Read(file));
        byte[] preamble = new byte[128];
        preamble[0] = 0x49;
        opened.Preamble = preamble;
        opened.FileMetaInfo = opened.FileMetaInfo with { SourcePresentationAddress = "dicom://host:104" };
        using var stream = new MemoryStream();
        opened.Save(stream);

        using DicomFile read = DicomFile.Open(stream.ToArray());
        Assert.Equal(preamble, read.Preamble.ToArray());
        Assert.Equal("dicom://host:104", read.FileMetaInfo.SourcePresentationAddress);
        Assert.True(stream.ToArray().AsSpan().EndsWith(dataSet));
        Assert.Throws<ArgumentException>(() => opened.Preamble = new byte[127]);
    }

    [Fact]
    public void A_bare_data_set_gets_a_head_when_it_is_changed()
    {
        var output = new ArrayBufferWriter<byte>();
        DicomDatasetWriter.Write(output, new DicomDataset { { DicomTag.SOPClassUID, "1.2.3" }, { DicomTag.SOPInstanceUID, "1.2.3.4" } });
        using DicomFile bare = DicomFile.Open(output.WrittenMemory);
        Assert.False(bare.FileMetaInfo.HasMetaInformation);
        bare.Dataset.Add(DicomTag.PatientID, "1");

        using DicomFile read = SaveAndOpen(bare);
        Assert.True(read.FileMetaInfo.HasMetaInformation);
        Assert.Equal("1", read.Dataset.GetString(DicomTag.PatientID));
    }

    private static DicomFile SaveAndOpen(DicomFile file)
    {
        using var stream = new MemoryStream();
        file.Save(stream);
        return DicomFile.Open(stream.ToArray());
    }
}
