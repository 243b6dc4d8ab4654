using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Dicom.Storage.DataSets.Tests;

public sealed class DicomJsonReaderTests
{
    // They have a value of odd length, which is padded on the way.
    internal static readonly HashSet<string> s_oddValues = ["native/dx_image.dcm", "nonimage/nested_priv_SQ.dcm"];

    [Fact]
    public void Every_regular_file_goes_to_JSON_and_back_and_to_the_same_JSON()
    {
        foreach (string file in Corpus.Regular())
        {
            (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadDataSet(file);
            byte[] json = JsonText.Of(dataSet, syntax);
            var options = new DicomDocumentReadOptions { TransferSyntax = syntax.IsEncapsulated ? syntax : DicomTransferSyntax.ExplicitVRLittleEndian, MaxDepth = 1_024 };
            Assert.True(DicomJsonReader.TryRead(json, out DicomDataset? dataset, out DicomDocumentFailure? failure, options), $"{file}: {failure}");

            byte[] again = Write(dataset);
            if (!s_oddValues.Contains(file))
                Assert.True(json.AsSpan().SequenceEqual(again), $"{file}: {FirstDifference(json, again)}");

            byte[] written = Encode(dataset);
            byte[] third = JsonText.Of(written, dataset.TransferSyntax);
            Assert.True(again.AsSpan().SequenceEqual(third), $"{file}: {FirstDifference(again, third)}");
        }
    }

    [Fact]
    public void The_model_of_every_regular_file_gives_the_JSON_of_its_bytes()
    {
        foreach (string file in Corpus.Regular())
        {
            using DicomFile opened = DicomFile.Open(Corpus.Read(file), new DicomOpenOptions { LargeValueBytes = 100 });
            byte[] streamed = JsonText.Of(file);
            byte[] modelled = Write(opened.Dataset);
            Assert.True(streamed.AsSpan().SequenceEqual(modelled), $"{file}: {FirstDifference(streamed, modelled)}");
        }
    }

    [Fact]
    public void The_key_vr_may_stand_behind_the_value()
    {
        DicomDataset dataset = Read("""{"00081140":{"Value":[{},{"00080018":{"Value":["1.2"],"vr":"UI"}}],"vr":"SQ"},"00081115":{"Value":[{},{}],"vr":"SQ"},"00282000":{"InlineBinary":"AQI=","vr":"OB"},"00100010":{"Value":[{"Alphabetic":"A"}],"vr":"PN"}}""");

        Assert.Equal("1.2", dataset.GetSequence(new DicomTag(0x00081140)).Items[1].GetString(DicomTag.SOPInstanceUID));
        Assert.Equal(2, dataset.GetSequence(new DicomTag(0x00081115)).Items.Count);
        Assert.Equal([1, 2], dataset.GetValues<byte>(DicomTag.ICCProfile));
        Assert.Equal("A", dataset.GetString(DicomTag.PatientName));
    }

    [Theory]
    [InlineData("""{"00101030":{"vr":"DS","Value":[1.50]}}""", "1.50")]
    [InlineData("""{"00101030":{"vr":"DS","Value":["1.50",null,2]}}""", "1.50\\\\2")]
    [InlineData("""{"00101030":{"vr":"IS","Value":[12,"0013"]}}""", "12\\0013")]
    [InlineData("""{"00101030":{"vr":"US","Value":[65535,"1"]}}""", "65535\\1")]
    [InlineData("""{"00101030":{"vr":"FD","Value":["NaN","-Infinity","inf",0.1]}}""", "NaN\\-Infinity\\Infinity\\0.1")]
    [InlineData("""{"00101030":{"vr":"FL","Value":[0.1]}}""", "0.1")]
    [InlineData("""{"00101030":{"vr":"UV","Value":["18446744073709551615",1]}}""", "18446744073709551615\\1")]
    [InlineData("""{"00101030":{"vr":"AT","Value":["00100020"]}}""", "00100020")]
    [InlineData("""{"00101030":{"vr":"LO","Value":["\u00e9\ud83d\ude00"]}}""", "é😀")]
    [InlineData("""{"00101030":{"vr":"LT","Value":["a\\b"]}}""", "a\\b")]
    [InlineData("""{"00101030":{"vr":"PN","Value":[{"Phonetic":"C","Alphabetic":"A"},"D^E"]}}""", "A==C\\D^E")]
    [InlineData("""{"00101030":{"vr":"LO","keyword":"X","Value":["a"]}}""", "a")]
    public void Values_are_read_by_their_VR(string json, string expected) => Assert.Equal(expected, Read(json).GetString(DicomTag.PatientWeight));

    [Fact]
    public void Text_beyond_ASCII_brings_the_character_set_and_a_wrong_one_is_put_right()
    {
        Assert.Equal("ISO_IR 192", Read("""{"00100010":{"vr":"PN","Value":[{"Alphabetic":"É"}]}}""").GetString(DicomTag.SpecificCharacterSet));
        Assert.Equal("ISO_IR 192", Read("""{"00080005":{"vr":"CS","Value":["ISO_IR 100"]},"00100010":{"vr":"PN","Value":[{"Alphabetic":"É"}]}}""").GetString(DicomTag.SpecificCharacterSet));
        Assert.False(Read("""{"00100010":{"vr":"PN","Value":[{"Alphabetic":"E"}]}}""").Contains(DicomTag.SpecificCharacterSet));
    }

    [Theory]
    [InlineData("", DicomDocumentFailureKind.Syntax, 1, 1)]
    [InlineData("{", DicomDocumentFailureKind.Syntax, 1, 2)]
    [InlineData("\uFEFF{}", DicomDocumentFailureKind.Syntax, 1, 1)]
    [InlineData("{} {}", DicomDocumentFailureKind.Syntax, 1, 4)]
    [InlineData("[]", DicomDocumentFailureKind.Structure, 1, 1)]
    [InlineData("""{"PatientName":{"vr":"PN"}}""", DicomDocumentFailureKind.Structure, 1, 2)]
    [InlineData("""{"00100010":{"vr":"PN"},"00100010":{"vr":"PN"}}""", DicomDocumentFailureKind.Structure, 1, 25)]
    [InlineData("""{"0010001a":{"vr":"LO"},"0010001A":{"vr":"LO"}}""", DicomDocumentFailureKind.Structure, 1, 25)]
    [InlineData("""{"00081140":{"vr":"SQ","Value":[{"00100010":{"vr":"PN"},"00100010":{"vr":"PN"}}]}}""", DicomDocumentFailureKind.Structure, 1, 57)]
    [InlineData("""{"00101030":{"vr":"DS","vr":"DS"}}""", DicomDocumentFailureKind.Structure, 1, 29)]
    [InlineData("""{"00101030":{"vr":"DS","Value":[1],"Value":[1]}}""", DicomDocumentFailureKind.Structure, 1, 44)]
    [InlineData("""{"00101030":{"vr":"OB","Value":[1]}}""", DicomDocumentFailureKind.Structure, 1, 32)]
    [InlineData("""{"00101030":{"Value":["x"]}}""", DicomDocumentFailureKind.Structure, 1, 27)]
    [InlineData("""{"00101030":{"vr":"QQ"}}""", DicomDocumentFailureKind.Structure, 1, 19)]
    [InlineData("{\n\"00101030\":{\"vr\":\"DS\",\n\"Value\":[1e400]}}", DicomDocumentFailureKind.Value, 3, 10)]
    [InlineData("""{"00101030":{"vr":"FD","Value":[1e400]}}""", DicomDocumentFailureKind.Value, 1, 33)]
    [InlineData("""{"00101030":{"vr":"FL","Value":[1e39]}}""", DicomDocumentFailureKind.Value, 1, 33)]
    [InlineData("""{"00101030":{"vr":"IS","Value":[1.5]}}""", DicomDocumentFailureKind.Value, 1, 33)]
    [InlineData("""{"00101030":{"vr":"US","Value":[65536]}}""", DicomDocumentFailureKind.Value, 1, 33)]
    [InlineData("""{"00101030":{"vr":"US","Value":[null]}}""", DicomDocumentFailureKind.Value, 1, 33)]
    [InlineData("""{"00101030":{"vr":"SS","Value":[-32769]}}""", DicomDocumentFailureKind.Value, 1, 33)]
    [InlineData("""{"00101030":{"vr":"OB","InlineBinary":"A*=="}}""", DicomDocumentFailureKind.Value, 1, 39)]
    [InlineData("""{"00101030":{"vr":"OB","InlineBinary":"AAA"}}""", DicomDocumentFailureKind.Value, 1, 39)]
    [InlineData("""{"00101030":{"vr":"LO","Value":["a\\b"]}}""", DicomDocumentFailureKind.Value, 1, 33)]
    [InlineData("""{"00101030":{"vr":"LO","Value":[true]}}""", DicomDocumentFailureKind.Value, 1, 33)]
    [InlineData("""{"00101030":{"vr":"CS","Value":["Я"]}}""", DicomDocumentFailureKind.Value, 1, 33)]
    [InlineData("""{"00101030":{"vr":"LO","Value":["\ud800"]}}""", DicomDocumentFailureKind.Syntax, 1, 33)]
    [InlineData("""{"00101030":{"vr":"SQ","Value":[1]}}""", DicomDocumentFailureKind.Structure, 1, 33)]
    [InlineData("""{"00101030":{"vr":"LO","Value":[{"00100010":{"vr":"PN"}}]}}""", DicomDocumentFailureKind.Value, 1, 33)]
    [InlineData("""{"00101030":{"vr":"LO","BulkDataURI":"http://example.invalid/1"}}""", DicomDocumentFailureKind.Structure, 1, 38)]
    [InlineData("""{"00020010":{"vr":"UI","Value":["1.2"]}}""", DicomDocumentFailureKind.Structure, 1, 2)]
    [InlineData("""{"00101030":{"vr":"DS","Value":[1,]}}""", DicomDocumentFailureKind.Syntax, 1, 35)]
    public void What_is_wrong_is_told_with_its_place(string json, DicomDocumentFailureKind kind, int line, int column)
    {
        Assert.False(DicomJsonReader.TryRead(Encoding.UTF8.GetBytes(json), out _, out DicomDocumentFailure? failure));
        Assert.Equal((kind, (long)line, (long)column), (failure.Kind, failure.Line, failure.Column));
        Assert.Throws<DicomDocumentException>(() => DicomJsonReader.Read(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void Invalid_UTF8_is_refused()
    {
        byte[] json = [.. """{"00101030":{"vr":"LO","Value":["X"]}}"""u8];
        json[Array.IndexOf(json, (byte)'X')] = 0xC0;
        Assert.False(DicomJsonReader.TryRead(json, out _, out DicomDocumentFailure? failure));
        Assert.Equal(DicomDocumentFailureKind.Syntax, failure.Kind);
    }

    [Theory]
    [InlineData("""{"00081140":{"vr":"SQ","Value":[""", "]}}")]
    [InlineData("""{"00081140":{"Value":[""", "],\"vr\":\"SQ\"}}")]
    [InlineData("[", "]")]
    [InlineData("""{"x":""", "}")]
    public void Ten_thousand_levels_are_refused_in_bounded_memory(string open, string close)
    {
        foreach (string ending in new[] { string.Concat(Enumerable.Repeat(close, 10_000)), "" })
        {
            byte[] json = Encoding.UTF8.GetBytes("""{"00081115":{"vr":"SQ","Value":[""" + string.Concat(Enumerable.Repeat(open, 10_000)) + ending);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.False(DicomJsonReader.TryRead(json, out _, out DicomDocumentFailure? failure));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
            Assert.Contains(failure.Kind, (DicomDocumentFailureKind[])[DicomDocumentFailureKind.Limit, DicomDocumentFailureKind.Structure]);
        }
    }

    [Fact]
    public void Elements_and_bytes_are_bounded()
    {
        var options = new DicomDocumentReadOptions { MaxElements = 1_000, MaxDocumentBytes = 10_000 };
        string items = """{"00081140":{"vr":"SQ","Value":[""" + string.Join(',', Enumerable.Repeat("{}", 1_001)) + "]}}";
        Assert.False(DicomJsonReader.TryRead(Encoding.UTF8.GetBytes(items), out _, out DicomDocumentFailure? failure, options));
        Assert.Equal(DicomDocumentFailureKind.Limit, failure.Kind);
        Assert.False(DicomJsonReader.TryRead(new byte[10_001], out _, out failure, options));
        Assert.Equal(DicomDocumentFailureKind.Limit, failure.Kind);
    }

    [Fact]
    public void A_value_that_is_elsewhere_is_given_by_the_callback_or_kept_as_a_reference()
    {
        byte[] json = """{"00880200":{"vr":"SQ","Value":[{"00282000":{"vr":"OB","BulkDataURI":"urn:x"}}]},"7FE00010":{"vr":"OW","BulkDataURI":"../p"}}"""u8.ToArray();
        List<DicomBulkDataReference> references = [];
        var options = new DicomDocumentReadOptions { References = references, BulkData = r => r.Uri == "urn:x" ? new byte[] { 1, 2, 3, 4 } : null };

        DicomDataset dataset = DicomJsonReader.Read(json, options);

        Assert.Equal([1, 2, 3, 4], dataset.GetSequence(DicomTag.IconImageSequence).Items[0].GetValues<byte>(DicomTag.ICCProfile));
        DicomBulkDataReference left = Assert.Single(references);
        Assert.Equal(("../p", DicomTag.PixelData, DicomVR.OW, 0), (left.Uri, left.Tag, left.VR, left.Path.Count));
        Assert.True(dataset.GetItem<DicomElement>(DicomTag.PixelData).IsEmpty);
    }

    [Fact]
    public void The_serializer_reads_and_writes_data_sets_within_other_objects()
    {
        var options = new JsonSerializerOptions { Converters = { new DicomJsonConverter() } };
        Dictionary<string, DicomDataset> objects = new() { ["a"] = new DicomDataset().Add(DicomTag.PatientID, "1") };

        string json = JsonSerializer.Serialize(objects, options);
        Dictionary<string, DicomDataset>? read = JsonSerializer.Deserialize<Dictionary<string, DicomDataset>>(json, options);

        Assert.Equal("""{"a":{"00100020":{"vr":"LO","Value":["1"]}}}""", json);
        Assert.Equal("1", read!["a"].GetString(DicomTag.PatientID));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<DicomDataset>("""{"00100020":{}}""", options));
    }

    [Fact]
    public void An_array_of_objects_is_read()
    {
        Assert.True(DicomJsonReader.TryReadArray("""[{},{"00100020":{"vr":"LO","Value":["1"]}}]"""u8, out IReadOnlyList<DicomDataset>? datasets, out _));
        Assert.Equal([0, 1], datasets.Select(d => d.Count));
        Assert.False(DicomJsonReader.TryReadArray("[{},[]]"u8, out _, out _));
    }

    internal static byte[] Write(DicomDataset dataset)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output, DicomJsonWriter.WriterOptions);
        DicomJsonWriter.Write(json, dataset);
        json.Flush();
        return output.WrittenSpan.ToArray();
    }

    internal static byte[] Encode(DicomDataset dataset)
    {
        var output = new ArrayBufferWriter<byte>();
        DicomDatasetWriter.Write(output, dataset);
        return output.WrittenSpan.ToArray();
    }

    internal static string FirstDifference(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        int at = Math.Max(0, one.CommonPrefixLength(other) - 60);
        return $"\n{Encoding.UTF8.GetString(one[at..Math.Min(one.Length, at + 160)])}\n{Encoding.UTF8.GetString(other[at..Math.Min(other.Length, at + 160)])}";
    }

    private static DicomDataset Read(string json) => DicomJsonReader.Read(Encoding.UTF8.GetBytes(json));
}
