using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Dicom.Storage.DataSets.Tests;

public sealed class BulkDataTests
{
    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(12, true)]
    public void The_handler_is_asked_from_the_threshold_up(int length, bool asked)
    {
        var handler = new DigestHandler();
        byte[] dataSet = DicomJsonWriterTests.DataSet(w =>
        {
            w.WriteElementHeader(DicomTag.ICCProfile, DicomVR.OB, (uint)length);
            w.WriteValue(new byte[length]);
        });

        string json = Encoding.UTF8.GetString(JsonText.Of(dataSet, DicomTransferSyntax.ExplicitVRLittleEndian, Options(handler, 10)));

        Assert.Equal(asked ? [$"00282000 OB {length}"] : [], handler.Asked);
        Assert.Equal(asked, json.Contains("BulkDataURI", StringComparison.Ordinal));
    }

    [Fact]
    public void Values_in_items_are_asked_about_with_the_path_to_them()
    {
        var handler = new DigestHandler(DicomBulkDataAction.UriOnly);
        byte[] dataSet = DicomJsonWriterTests.DataSet(w =>
        {
            w.BeginSequence(DicomTag.IconImageSequence);
            w.BeginItem();
            w.EndItem();
            w.BeginItem();
            w.WriteElement(DicomTag.ICCProfile, DicomVR.UN, [1, 2]);
            w.EndItem();
            w.EndSequence();
        });

        string json = Encoding.UTF8.GetString(JsonText.Of(dataSet, DicomTransferSyntax.ExplicitVRLittleEndian, Options(handler, 0)));

        Assert.Equal(["00880200/1/00282000 UN 2"], handler.Asked);
        Assert.Equal("""{"00880200":{"vr":"SQ","Value":[{},{"00282000":{"vr":"UN","BulkDataURI":"urn:there"}}]}}""", json);
        Assert.Empty(handler.Taken[0]);
    }

    [Theory]
    [InlineData("OW", "0102030405060708", "0201040306050807")]
    [InlineData("OF", "0102030405060708", "0403020108070605")]
    [InlineData("OV", "0102030405060708", "0807060504030201")]
    [InlineData("OB", "0102030405060708", "0102030405060708")]
    [InlineData("UN", "0102030405060708", "0102030405060708")]
    [InlineData("OW", "010203", "020103")] // an odd byte has no other to change places with
    public void Words_of_big_endian_data_sets_are_turned_in_any_split(string vr, string value, string expected)
    {
        DicomVR.TryRead((byte)vr[0], (byte)vr[1], out DicomVR read);
        byte[] bytes = Convert.FromHexString(value);
        byte[] dataSet = DicomJsonWriterTests.DataSet(
            w =>
            {
                w.WriteElementHeader(DicomTag.ICCProfile, read, (uint)bytes.Length);
                w.WriteValue(bytes);
            },
            DicomTransferSyntax.ExplicitVRBigEndian);
        foreach (int piece in new[] { 1, 3, 5, int.MaxValue })
        {
            var handler = new DigestHandler();
            JsonText.Of(dataSet, DicomTransferSyntax.ExplicitVRBigEndian, Options(handler, 0), piece);
            Assert.Equal(expected, Convert.ToHexString(handler.Taken[0]));
            string inline = Encoding.UTF8.GetString(JsonText.Of(dataSet, DicomTransferSyntax.ExplicitVRBigEndian, pieceLength: piece));
            Assert.Contains($"\"InlineBinary\":\"{Convert.ToBase64String(Convert.FromHexString(expected))}\"", inline, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void Encapsulated_pixel_data_is_the_value_as_in_the_file(int threshold, bool taken)
    {
        // offset table item, 8 | fragment item, 8 + 4 | one more, 8 + 2 is 10 | sequence delimiter, 8: together 38 - 6 = 32
        byte[] value = Convert.FromHexString("FEFF00E000000000" + "FEFF00E00800000001020304050607FF" + "FEFFDDE000000000");
        byte[] dataSet = [.. Convert.FromHexString("E07F10004F420000FFFFFFFF"), .. value];
        Assert.Equal(32, value.Length);
        foreach (int piece in new[] { 1, 7, int.MaxValue })
        {
            var handler = new DigestHandler();
            string json = Encoding.UTF8.GetString(JsonText.Of(dataSet, DicomTransferSyntax.RLELossless, Options(handler, threshold), piece));
            Assert.Equal(taken ? [value] : [], handler.Taken);
            Assert.Equal(taken ? ["7FE00010 OB -1"] : [], handler.Asked);
            if (!taken)
                Assert.Equal($$$"""{"7FE00010":{"vr":"OB","InlineBinary":"{{{Convert.ToBase64String(value)}}}"}}""", json);
        }
    }

    [Fact]
    public void Pixel_data_is_left_out_on_demand_native_or_encapsulated()
    {
        foreach (string file in new[] { "native/CT_small.dcm", "rle/MR_small_RLE.dcm" })
        {
            var handler = new DigestHandler();
            var options = new DicomDocumentOptions { OmitPixelData = true, BulkData = handler, BulkDataFrom = 4_096 };
            using JsonDocument json = JsonDocument.Parse(JsonText.Of(file, options));
            Assert.False(json.RootElement.TryGetProperty("7FE00010", out _));
            Assert.True(json.RootElement.TryGetProperty("00280010", out _));
            Assert.Empty(handler.Asked);
        }
    }

    [Fact]
    public void A_value_larger_than_memory_streams_through()
    {
        // 300 MB of Pixel Data and a text of 40 MB, given in pieces and flushed between: what is allocated is what
        // one piece needs, six bytes for each that may have to be escaped included.
        byte[] piece = new byte[65_536];
        byte[] line = [.. Enumerable.Repeat((byte)'x', 65_535), (byte)'\n'];
        using var json = new Utf8JsonWriter(Stream.Null, DicomJsonWriter.WriterOptions);
        using var writer = new DicomJsonWriter(json, DicomTransferSyntax.ExplicitVRLittleEndian, new DicomDocumentOptions { MaxTextBytes = 1 << 20 });
        writer.Append(Convert.FromHexString("4000 60A1 5554 0000 0000 8002".Replace(" ", "", StringComparison.Ordinal))); // (0040,A160) UT of 41,943,040 bytes
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 640; i++)
            Give(line);
        writer.Append(Convert.FromHexString("E07F10004F57000000000013")); // (7FE0,0010) OW of 318,767,104 bytes
        for (int i = 0; i < 4_864; i++)
            Give(piece);

        Assert.True(writer.Complete(), writer.Failure?.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);

        void Give(byte[] bytes)
        {
            writer.Append(bytes);
            json.Flush();
        }
    }

    [Theory]
    [InlineData("ISO_IR 192", "é\n")]
    [InlineData("ISO_IR 192", "éé é")]
    [InlineData("GB18030", "\u4F60\u597D \u3400")]
    public void A_text_written_in_pieces_is_the_text(string characterSet, string unit)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        string text = string.Concat(Enumerable.Repeat(unit, 2_000)).TrimEnd();
        byte[] bytes = (characterSet == "GB18030" ? Encoding.GetEncoding("GB18030") : Encoding.UTF8).GetBytes(text);
        byte[] dataSet = DicomJsonWriterTests.DataSet(w =>
        {
            w.WriteElement(DicomTag.SpecificCharacterSet, DicomVR.CS, Encoding.ASCII.GetBytes(characterSet));
            w.WriteElement(DicomTag.TextValue, DicomVR.UT, bytes);
        });

        using JsonDocument json = JsonDocument.Parse(JsonText.Of(dataSet, DicomTransferSyntax.ExplicitVRLittleEndian, new DicomDocumentOptions { MaxTextBytes = 4_096 }, 999));

        Assert.Equal(text, json.RootElement.GetProperty("0040A160").GetProperty("Value")[0].GetString());
    }

    [Fact]
    public void Many_values_are_written_in_pieces_and_one_too_long_is_a_failure()
    {
        string numbers = string.Join('\\', Enumerable.Range(0, 5_000));
        byte[] dataSet = DicomJsonWriterTests.DataSet(w => w.WriteElement(new DicomTag(0x00101030), DicomVR.DS, Encoding.ASCII.GetBytes(numbers)), DicomTransferSyntax.ImplicitVRLittleEndian);
        var options = new DicomDocumentOptions { MaxTextBytes = 4_096 };
        using JsonDocument json = JsonDocument.Parse(JsonText.Of(dataSet, DicomTransferSyntax.ImplicitVRLittleEndian, options, 1_000));
        Assert.Equal(Enumerable.Range(0, 5_000), json.RootElement.GetProperty("00101030").GetProperty("Value").EnumerateArray().Select(v => v.GetInt32()));

        byte[] endless = DicomJsonWriterTests.DataSet(w => w.WriteElement(new DicomTag(0x00101030), DicomVR.DS, Encoding.ASCII.GetBytes(new string('1', 5_000))), DicomTransferSyntax.ImplicitVRLittleEndian);
        JsonText.Of(endless, DicomTransferSyntax.ImplicitVRLittleEndian, options, 1_000, out DataSetFailure? failure);
        Assert.Equal(DataSetFailureKind.Limit, failure?.Kind);
    }

    private static DicomDocumentOptions Options(IDicomBulkDataHandler handler, int from) => new() { BulkData = handler, BulkDataFrom = from };
}
