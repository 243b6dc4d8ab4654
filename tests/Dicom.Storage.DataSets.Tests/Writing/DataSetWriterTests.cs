using System.Buffers;

namespace Dicom.Storage.DataSets.Tests;

public sealed class DataSetWriterTests
{
    private readonly ArrayBufferWriter<byte> _output = new();

    [Fact]
    public void Odd_values_are_padded_with_the_byte_of_their_VR()
    {
        DataSetWriter writer = Create(DicomTransferSyntax.ExplicitVRLittleEndian);
        writer.WriteElement(DicomTag.SOPInstanceUID, DicomVR.UI, "1.2"u8);
        writer.WriteElement(DicomTag.PatientID, DicomVR.LO, "42X"u8);
        writer.WriteUInt16(DicomTag.Rows, DicomVR.US, 512);
        writer.Complete();

        // (0008,0018) UI 4 "1.2" NUL | (0010,0020) LO 4 "42X " | (0028,0010) US 2 512
        Assert.Equal("0800180055490400312E3200" + "100020004C4F040034325820" + "28001000555302000002", Convert.ToHexString(_output.WrittenSpan));
    }

    [Fact]
    public void Sequences_end_by_delimiter_or_by_length()
    {
        DataSetWriter writer = Create(DicomTransferSyntax.ImplicitVRLittleEndian);
        writer.BeginSequence(DicomTag.ReferencedImageSequence);
        writer.BeginItem(10);
        writer.WriteElement(DicomTag.Modality, DicomVR.CS, "CT"u8);
        writer.EndItem();
        writer.BeginItem();
        writer.EndItem();
        writer.EndSequence();
        writer.Complete();

        Assert.Equal(
            "08004011FFFFFFFF" + "FEFF00E00A000000" + "08006000020000004354" + "FEFF00E0FFFFFFFF" + "FEFF0DE000000000" + "FEFFDDE000000000",
            Convert.ToHexString(_output.WrittenSpan));
    }

    [Fact]
    public void A_value_too_long_for_its_VR_s_length_is_written_as_UN()
    {
        DataSetWriter writer = Create(DicomTransferSyntax.ExplicitVRBigEndian);
        writer.WriteElement(DicomTag.PatientID, DicomVR.LO, new byte[70_000]);

        Assert.Equal("00100020" + "554E0000" + "00011170", Convert.ToHexString(_output.WrittenSpan[..12]));
    }

    [Fact]
    public void Misuse_is_told()
    {
        DataSetWriter writer = Create(DicomTransferSyntax.ExplicitVRLittleEndian);
        Assert.Throws<InvalidOperationException>(() => writer.BeginItem());
        Assert.Throws<InvalidOperationException>(() => writer.BeginFragments(DicomTag.PixelData, DicomVR.OB));
        writer.WriteElementHeader(DicomTag.PatientID, DicomVR.LO, 4);
        Assert.Throws<InvalidOperationException>(() => writer.WriteValue(new byte[5]));
        Assert.Throws<InvalidOperationException>(writer.Complete);
        writer.WriteValue(new byte[4]);
        writer.BeginSequence(DicomTag.RequestAttributesSequence);
        Assert.Throws<InvalidOperationException>(writer.Complete);
        writer.BeginItem(8);
        Assert.Throws<InvalidOperationException>(writer.EndItem);
    }

    private DataSetWriter Create(DicomTransferSyntax syntax) => new(_output, syntax);
}
