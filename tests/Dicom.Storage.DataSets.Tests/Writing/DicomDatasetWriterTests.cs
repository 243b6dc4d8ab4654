using System.Buffers;

namespace Dicom.Storage.DataSets.Tests;

public sealed class DicomDatasetWriterTests
{
    private static readonly DicomTag s_group = new(0x0010, 0x0000);

    // (0010,0020) LO 4 "id1 ", written as PS3.5 7.1.2 and 7.1.3 have it
    [Theory]
    [InlineData("ExplicitVRLittleEndian", "100020004C4F040069643120")]
    [InlineData("ImplicitVRLittleEndian", "100020000400000069643120")]
    [InlineData("ExplicitVRBigEndian", "001000204C4F000469643120")]
    public void An_element_is_written_as_the_transfer_syntax_has_it(string keyword, string expected)
    {
        var dataset = new DicomDataset { { DicomTag.PatientID, "id1" } };
        Assert.Equal(expected, Write(dataset, keyword));
    }

    // (0028,0010) US 512; (7FE0,0010) OW
    [Fact]
    public void Numbers_are_turned_around_for_big_endian()
    {
        var dataset = new DicomDataset { { DicomTag.Rows, 512 }, new DicomElement(DicomTag.PixelData, DicomVR.OW, new byte[] { 1, 2, 3, 4 }) };
        Assert.Equal("002800105553000202007FE000104F5700000000000402010403", Write(dataset, "ExplicitVRBigEndian"));
    }

    [Theory]
    [InlineData(DicomLengths.Undefined, "08001011" + "5351" + "0000FFFFFFFF" + "FEFF00E0FFFFFFFF" + "080050115549020031" + "00" + "FEFF0DE000000000" + "FEFFDDE000000000")]
    [InlineData(DicomLengths.Defined, "08001011" + "5351" + "000012000000" + "FEFF00E00A000000" + "080050115549020031" + "00")]
    public void Sequences_end_with_delimiters_or_have_lengths(DicomLengths lengths, string expected)
    {
        var dataset = new DicomDataset
        {
            { DicomTag.ReferencedStudySequence, new DicomDataset { { DicomTag.ReferencedSOPClassUID, "1" } } },
        };
        // (0008,1110) SQ, (0008,1150) UI "1"
        Assert.Equal(expected, Write(dataset, "ExplicitVRLittleEndian", lengths));
    }

    // PS3.5 6.2.2: the length field of LO has 16 bits; and what is written as UN is little endian in any syntax.
    [Fact]
    public void A_value_too_long_for_its_VR_is_written_as_UN_in_little_endian()
    {
        byte[] numbers = new byte[65_536];
        numbers[0] = 1;
        var dataset = new DicomDataset { new DicomElement(DicomTag.SelectorUSValue, DicomVR.US, numbers) };

        string written = Write(dataset, "ExplicitVRBigEndian");

        Assert.StartsWith("0072007A" + "554E0000" + "00010000" + "0100", written, StringComparison.Ordinal);
    }

    // PS3.5 6.2.2: an element of UN whose VR the dictionary knows gets it back when the data set is encoded anew.
    [Fact]
    public void Known_elements_of_UN_get_their_VR_back_in_another_syntax_only()
    {
        var dataset = new DicomDataset { new DicomElement(DicomTag.Rows, DicomVR.UN, new byte[] { 0x00, 0x02 }) };

        Assert.Equal("00280010" + "5553" + "0002" + "0200", Write(dataset, "ExplicitVRBigEndian"));
        Assert.Equal("28001000" + "554E0000" + "02000000" + "0002", Write(dataset, "ExplicitVRLittleEndian"));
    }

    [Fact]
    public void Group_lengths_are_left_out_once_anything_was_changed()
    {
        byte[] bytes = Convert.FromHexString("10000000" + "554C0400" + "0C000000" + "10002000" + "4C4F0400" + "69643120");
        using DicomFile file = DicomFile.Open(TypedValueTests.InFile(bytes, DicomTransferSyntax.ExplicitVRLittleEndian));

        Assert.Equal(Convert.ToHexString(bytes), Write(file.Dataset, "ExplicitVRLittleEndian"));
        Assert.Equal("10002000" + "04000000" + "69643120", Write(file.Dataset, "ImplicitVRLittleEndian"));
        file.Dataset.AddOrUpdate(DicomTag.PatientID, "id22");
        Assert.Equal("10002000" + "4C4F0400" + "69643232", Write(file.Dataset, "ExplicitVRLittleEndian"));
        Assert.True(file.Dataset.Contains(s_group));
    }

    [Fact]
    public void Odd_values_are_written_as_read_until_anything_is_changed()
    {
        byte[] bytes = Convert.FromHexString("10002000" + "4C4F0300" + "696431" + "10003000" + "44410000");
        using DicomFile file = DicomFile.Open(TypedValueTests.InFile(bytes, DicomTransferSyntax.ExplicitVRLittleEndian));

        Assert.Equal(Convert.ToHexString(bytes), Write(file.Dataset, "ExplicitVRLittleEndian"));
        file.Dataset.Remove(DicomTag.PatientBirthDate);
        Assert.Equal("10002000" + "4C4F0400" + "69643120", Write(file.Dataset, "ExplicitVRLittleEndian"));
    }

    [Fact]
    public void Compressed_Pixel_Data_is_never_labelled_as_something_else()
    {
        var fragments = new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB);
        fragments.Add(new byte[] { 1, 2, 3 });
        var compressed = new DicomDataset(DicomTransferSyntax.RLELossless) { fragments };
        var native = new DicomDataset { new DicomElement(DicomTag.PixelData, DicomVR.OB, new byte[2]) };

        Assert.Throws<DicomDataException>(() => Write(compressed, "ExplicitVRLittleEndian"));
        Assert.Throws<DicomDataException>(() => Write(compressed, "JPEGBaseline8Bit"));
        Assert.Throws<DicomDataException>(() => Write(native, "RLELossless"));
        Assert.Equal("E07F1000" + "4F420000" + "FFFFFFFF" + "FEFF00E000000000" + "FEFF00E004000000" + "01020300" + "FEFFDDE000000000", Write(compressed, "RLELossless"));
        Assert.Equal(string.Empty, Write(new DicomDataset(), "RLELossless"));
    }

    // PS3.5 A.5: the deflated bytes are padded to an even length.
    [Fact]
    public void A_deflated_data_set_is_even_and_inflates_to_the_explicit_one()
    {
        for (int i = 0; i < 20; i++)
        {
            var dataset = new DicomDataset { { DicomTag.PatientID, new string('x', i) } };
            byte[] deflated = Convert.FromHexString(Write(dataset, "DeflatedExplicitVRLittleEndian"));
            Assert.Equal(0, deflated.Length & 1);
            Assert.Equal(Write(dataset, "ExplicitVRLittleEndian"), Convert.ToHexString(Corpus.Inflate(deflated, "deflated")));
        }
    }

    // RFC 1951 3.2.3: a deflated stream ends with a final block, one of nothing too.
    [Fact]
    public async Task An_empty_data_set_deflates_to_a_final_block_of_nothing()
    {
        var options = new DicomWriteOptions { TransferSyntax = DicomTransferSyntax.DeflatedExplicitVRLittleEndian };
        using var asynchronous = new MemoryStream();
        await DicomDatasetWriter.WriteAsync(asynchronous, new DicomDataset(), options, TestContext.Current.CancellationToken);

        Assert.Equal("0300", Write(new DicomDataset(), "DeflatedExplicitVRLittleEndian"));
        Assert.Equal([0x03, 0x00], asynchronous.ToArray());
    }

    [Fact]
    public async Task Buffer_stream_and_asynchronous_stream_get_the_same_bytes()
    {
        foreach (DicomTransferSyntax syntax in new[] { DicomTransferSyntax.ExplicitVRBigEndian, DicomTransferSyntax.DeflatedExplicitVRLittleEndian })
        {
            var options = new DicomWriteOptions { TransferSyntax = syntax };
            using DicomFile file = DicomFile.Open(Corpus.Read("native/CT_small.dcm"));
            var buffer = new ArrayBufferWriter<byte>();
            DicomDatasetWriter.Write(buffer, file.Dataset, options);
            using var stream = new MemoryStream();
            DicomDatasetWriter.Write(stream, file.Dataset, options);
            using var asynchronous = new MemoryStream();
            await DicomDatasetWriter.WriteAsync(asynchronous, file.Dataset, options, TestContext.Current.CancellationToken);

            byte[] expected = Inflated(buffer.WrittenSpan.ToArray(), syntax);
            Assert.Equal(expected, Inflated(stream.ToArray(), syntax));
            Assert.Equal(expected, Inflated(asynchronous.ToArray(), syntax));
        }
    }

    private static byte[] Inflated(byte[] bytes, DicomTransferSyntax syntax) => syntax.IsDeflated ? Corpus.Inflate(bytes, syntax.Keyword) : bytes;

    private static string Write(DicomDataset dataset, string keyword, DicomLengths lengths = DicomLengths.AsRead)
    {
        var output = new ArrayBufferWriter<byte>();
        DicomDatasetWriter.Write(output, dataset, new DicomWriteOptions { TransferSyntax = DicomTransferSyntax.All.Single(s => s.Keyword == keyword), Lengths = lengths });
        return Convert.ToHexString(output.WrittenSpan);
    }
}
