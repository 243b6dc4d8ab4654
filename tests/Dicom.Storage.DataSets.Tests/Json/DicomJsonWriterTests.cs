using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Dicom.Storage.DataSets.Tests;

public sealed class DicomJsonWriterTests
{
    private static readonly DicomTransferSyntax s_explicit = DicomTransferSyntax.ExplicitVRLittleEndian;

    [Fact]
    public void Any_split_gives_the_same_JSON()
    {
        foreach (string file in Corpus.Regular())
        {
            byte[] dataSet = Corpus.ReadDataSet(file).DataSet;
            byte[] whole = JsonText.Of(file);
            Assert.True(whole.AsSpan().SequenceEqual(JsonText.Of(file, pieceLength: 1_021)), file);
            if (dataSet.Length < 20_000)
                Assert.True(whole.AsSpan().SequenceEqual(JsonText.Of(file, pieceLength: 1)), file);
        }
    }

    [Theory]
    [InlineData("1.5", "1.5")]
    [InlineData("+1.50", "1.50")] // no plus sign in JSON; all digits stay
    [InlineData("-.5", "-0.5")]
    [InlineData("007.", "7")]
    [InlineData("1E5", "1E5")]
    [InlineData("-0", "-0")]
    [InlineData(" 12 ", "12")]
    [InlineData("1\\\\3", "1,null,3")]
    [InlineData("0.12345678901234567890", "0.12345678901234567890")] // longer than 16 bytes, yet a number
    [InlineData("1,5", "\"1,5\"")]
    [InlineData("NaN", "\"NaN\"")]
    [InlineData("1e999", "\"1e999\"")] // legal in JSON, infinity to its readers
    [InlineData("1e-999", "\"1e-999\"")]
    [InlineData("0e-999", "0e-999")]
    [InlineData("1 2", "\"1 2\"")]
    [InlineData("-", "\"-\"")]
    [InlineData(".", "\".\"")]
    [InlineData("1e", "\"1e\"")]
    public void A_decimal_string_is_a_number_where_JSON_and_a_double_have_it(string text, string expected) =>
        Assert.Equal(Attribute("DS", expected), Write(DicomTag.PatientWeight, DicomVR.DS, text));

    [Fact]
    public void A_decimal_string_of_400_digits_stays_a_string() =>
        Assert.Equal(Attribute("DS", $"\"{new string('9', 400)}\""), Write(DicomTag.PatientWeight, DicomVR.DS, new string('9', 400)));

    [Theory]
    [InlineData("0048", "48")]
    [InlineData("+5", "5")]
    [InlineData("-2147483648", "-2147483648")]
    [InlineData("9007199254740991", "9007199254740991")] // 2^53 - 1
    [InlineData("9007199254740992", "\"9007199254740992\"")]
    [InlineData("1.0", "\"1.0\"")]
    [InlineData("1e3", "\"1e3\"")]
    public void An_integer_string_is_a_number_up_to_2_to_the_53(string text, string expected) =>
        Assert.Equal(Attribute("IS", expected), Write(DicomTag.PatientWeight, DicomVR.IS, text));

    [Theory]
    [InlineData("FD", "000000000000F87F", "\"NaN\"")]
    [InlineData("FD", "000000000000F07F", "\"Infinity\"")]
    [InlineData("FD", "000000000000F0FF", "\"-Infinity\"")]
    [InlineData("FL", "0000C07F0000807F000080FF", "\"NaN\",\"Infinity\",\"-Infinity\"")]
    [InlineData("FL", "CDCCCC3D", "0.1")]
    [InlineData("FD", "9A9999999999B93F", "0.1")]
    [InlineData("UV", "FFFFFFFFFFFFFFFF", "\"18446744073709551615\"")]
    [InlineData("SV", "0000000000000080", "\"-9223372036854775808\"")]
    [InlineData("SV", "FFFFFFFFFFFFFFFF", "-1")]
    [InlineData("SS", "FFFF", "-1")]
    [InlineData("US", "FFFF0000", "65535,0")]
    [InlineData("SL", "00000080", "-2147483648")]
    [InlineData("UL", "FFFFFFFF", "4294967295")]
    [InlineData("AT", "1000200018000200", "\"00100020\",\"00180002\"")]
    public void Binary_numbers_are_numbers_where_every_reader_gets_them(string vr, string value, string expected) =>
        Assert.Equal(Attribute(vr, expected), Write(DicomTag.PatientWeight, VR(vr), Convert.FromHexString(value)));

    [Theory]
    [InlineData("A^B", """{"Alphabetic":"A^B"}""")]
    [InlineData("A^B=C^D=E^F", """{"Alphabetic":"A^B","Ideographic":"C^D","Phonetic":"E^F"}""")]
    [InlineData("==E", """{"Phonetic":"E"}""")]
    [InlineData("A=", """{"Alphabetic":"A"}""")]
    [InlineData("A=B=C=D", """{"Alphabetic":"A","Ideographic":"B","Phonetic":"C=D"}""")]
    [InlineData("A\\\\B", """{"Alphabetic":"A"},null,{"Alphabetic":"B"}""")]
    [InlineData("=", "{}")]
    public void A_person_name_is_divided_into_its_groups(string text, string expected) =>
        Assert.Equal(Attribute("PN", expected), Write(DicomTag.PatientWeight, DicomVR.PN, text));

    [Fact]
    public void Text_that_has_no_backslashes_to_divide_it_keeps_them()
    {
        Assert.Equal(Attribute("LT", """ "  a\\b" """.Trim()), Write(DicomTag.PatientWeight, DicomVR.LT, "  a\\b  "));
        Assert.Equal(Attribute("UC", """ "  a","b" """.Trim()), Write(DicomTag.PatientWeight, DicomVR.UC, "  a\\b  "));
        Assert.Equal(Attribute("LO", """ "a",null """.Trim()), Write(DicomTag.PatientWeight, DicomVR.LO, "  a\\  "));
    }

    [Fact]
    public void Empty_elements_have_no_value_and_blank_ones_neither()
    {
        Assert.Equal("""{"00101030":{"vr":"DS"}}""", Write(DicomTag.PatientWeight, DicomVR.DS, ""));
        Assert.Equal("""{"00101030":{"vr":"DS"}}""", Write(DicomTag.PatientWeight, DicomVR.DS, "  "));
        Assert.Equal("""{"00101030":{"vr":"OB"}}""", Write(DicomTag.PatientWeight, DicomVR.OB, ""));
        Assert.Equal("""{"00080005":{"vr":"CS","Value":["ISO_IR 192"]}}""", Write(DicomTag.SpecificCharacterSet, DicomVR.CS, "ISO_IR 100"));
    }

    [Fact]
    public void An_unknown_VR_is_written_as_UN() =>
        Assert.Equal("""{"00101030":{"vr":"UN","InlineBinary":"QUI="}}""", Write(DicomTag.PatientWeight, VR("QQ"), "AB"));

    [Fact]
    public void Bytes_that_are_no_characters_still_give_valid_UTF8()
    {
        byte[] dataSet = DataSet(w =>
        {
            w.WriteElement(DicomTag.SpecificCharacterSet, DicomVR.CS, "ISO_IR 192"u8);
            w.WriteElement(DicomTag.PatientName, DicomVR.PN, [0xC0, 0xAF, (byte)'A', 0xED, 0xA0, 0x80]); // overlong, lone surrogate
        });
        byte[] json = JsonText.Of(dataSet, s_explicit);

        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(json);
        Assert.Contains("A", text, StringComparison.Ordinal);
        using JsonDocument parsed = JsonDocument.Parse(json);
    }

    [Fact]
    public void A_character_set_of_an_item_ends_with_the_item()
    {
        byte[] dataSet = DataSet(w =>
        {
            w.WriteElement(DicomTag.SpecificCharacterSet, DicomVR.CS, "ISO_IR 100"u8);
            w.BeginSequence(DicomTag.ReferencedStudySequence);
            w.BeginItem();
            w.WriteElement(DicomTag.SpecificCharacterSet, DicomVR.CS, "ISO_IR 144"u8);
            w.WriteElement(DicomTag.PatientName, DicomVR.PN, [0xBB]);
            w.EndItem();
            w.BeginItem();
            w.WriteElement(DicomTag.PatientName, DicomVR.PN, [0xC4]);
            w.EndItem();
            w.EndSequence();
        });

        string json = Encoding.UTF8.GetString(JsonText.Of(dataSet, s_explicit));

        Assert.Contains("{\"Alphabetic\":\"Л\"}", json, StringComparison.Ordinal);
        Assert.Contains("{\"Alphabetic\":\"Ä\"}", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_stops_the_writer_and_says_where()
    {
        byte[] dataSet = [.. DataSet(w => w.WriteElement(DicomTag.PatientID, DicomVR.LO, "1"u8)), 0x08, 0x00, 0x05, 0x00, (byte)'C', (byte)'S', 0, 0];

        JsonText.Of(dataSet, s_explicit, null, int.MaxValue, out DataSetFailure? failure);

        Assert.Equal(new DataSetFailure(DataSetFailureKind.Structure, 10, "(0008,0005) follows (0010,0020)."), failure);
    }

    [Fact]
    public void A_writer_is_used_for_one_data_set_after_the_other()
    {
        byte[] dataSet = DataSet(w => w.WriteElement(DicomTag.PatientID, DicomVR.LO, "1"u8));
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output, DicomJsonWriter.WriterOptions);
        using var writer = new DicomJsonWriter(json, s_explicit);
        json.WriteStartArray();
        for (int i = 0; i < 2; i++)
        {
            writer.Append(dataSet);
            Assert.True(writer.Complete());
            writer.Reset(s_explicit);
        }

        json.WriteEndArray();
        json.Flush();

        Assert.Equal("""[{"00100020":{"vr":"LO","Value":["1"]}},{"00100020":{"vr":"LO","Value":["1"]}}]""", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void A_writer_that_is_used_again_allocates_nothing()
    {
        (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadDataSet("native/CT_small.dcm");
        var output = new ArrayBufferWriter<byte>(1 << 20);
        using var json = new Utf8JsonWriter(output, DicomJsonWriter.WriterOptions);
        using var writer = new DicomJsonWriter(json, syntax, new DicomDocumentOptions { OmitPixelData = true });
        for (int i = 0; i < 3; i++)
            WriteAgain();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            WriteAgain();

        // 228 elements each. One object for (0008,0005), and what tiered compilation may charge to this thread.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * 228);

        void WriteAgain()
        {
            output.ResetWrittenCount();
            json.Reset(output);
            writer.Reset(syntax);
            for (int at = 0; at < dataSet.Length; at += 4_096)
                writer.Append(dataSet.AsSpan(at, Math.Min(4_096, dataSet.Length - at)));
            Assert.True(writer.Complete());
            json.Flush();
        }
    }

    internal static byte[] DataSet(Action<DataSetWriter> write, DicomTransferSyntax? syntax = null)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new DataSetWriter(output, syntax ?? s_explicit);
        write(writer);
        writer.Complete();
        return output.WrittenSpan.ToArray();
    }

    private static DicomVR VR(string letters) => DicomVR.TryRead((byte)letters[0], (byte)letters[1], out DicomVR vr) ? vr : default;

    private static string Attribute(string vr, string values) => $$$"""{"00101030":{"vr":"{{{vr}}}","Value":[{{{values}}}]}}""";

    private static string Write(DicomTag tag, DicomVR vr, string text) => Write(tag, vr, Encoding.ASCII.GetBytes(text));

    private static string Write(DicomTag tag, DicomVR vr, byte[] value) => Encoding.UTF8.GetString(JsonText.Of(DataSet(w => w.WriteElement(tag, vr, value)), s_explicit));
}
