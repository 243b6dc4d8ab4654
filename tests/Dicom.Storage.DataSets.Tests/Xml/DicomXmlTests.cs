using System.Buffers;
using System.Text;
using System.Xml.Linq;

namespace Dicom.Storage.DataSets.Tests;

public sealed class DicomXmlTests
{
    private const string Root = """<NativeDicomModel xmlns="http://dicom.nema.org/PS3.19/models/NativeDICOM">""";

    [Fact]
    public void Every_regular_file_goes_to_XML_and_back_and_to_the_same_XML()
    {
        foreach (string file in Corpus.Regular())
        {
            (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadDataSet(file);
            byte[] xml = Of(dataSet, syntax);
            var options = new DicomDocumentReadOptions { TransferSyntax = syntax.IsEncapsulated ? syntax : DicomTransferSyntax.ExplicitVRLittleEndian, MaxDepth = 1_024 };
            Assert.True(DicomXmlReader.TryRead(new MemoryStream(xml), out DicomDataset? dataset, out DicomDocumentFailure? failure, options), $"{file}: {failure}");

            byte[] again = Write(dataset);
            byte[] first = WithoutBareNames(xml);
            if (!DicomJsonReaderTests.s_oddValues.Contains(file))
                Assert.True(first.AsSpan().SequenceEqual(again), $"{file}: {DicomJsonReaderTests.FirstDifference(first, again)}");
            byte[] third = Of(DicomJsonReaderTests.Encode(dataset), dataset.TransferSyntax);
            Assert.True(again.AsSpan().SequenceEqual(third), $"{file}: {DicomJsonReaderTests.FirstDifference(again, third)}");
        }
    }

    [Fact]
    public void The_model_of_every_regular_file_gives_the_XML_of_its_bytes_in_any_split()
    {
        foreach (string file in Corpus.Regular())
        {
            using DicomFile opened = DicomFile.Open(Corpus.Read(file));
            byte[] streamed = Of(Corpus.ReadDataSet(file).DataSet, Corpus.ReadDataSet(file).Syntax, 1_021);
            byte[] modelled = Write(opened.Dataset);
            Assert.True(streamed.AsSpan().SequenceEqual(modelled), $"{file}: {DicomJsonReaderTests.FirstDifference(streamed, modelled)}");
        }
    }

    [Fact]
    public void Names_values_bulk_data_and_private_elements_are_written_as_PS3_19_has_them()
    {
        byte[] dataSet = DicomJsonWriterTests.DataSet(w =>
        {
            w.WriteElement(new DicomTag(0x00090010), DicomVR.LO, "ACME"u8);
            w.WriteElement(new DicomTag(0x00090011), DicomVR.LO, "OTHER"u8);
            w.WriteElement(new DicomTag(0x00091001), DicomVR.DS, "1.50\\\\+2"u8);
            w.WriteElement(new DicomTag(0x00091102), DicomVR.LT, "a<b>&\"\r\n"u8);
            w.WriteElement(new DicomTag(0x00091203), DicomVR.UN, [1, 2]);
            w.WriteElement(DicomTag.PatientName, DicomVR.PN, "A^^C=^D"u8);
        });

        string xml = Encoding.UTF8.GetString(Of(dataSet, DicomTransferSyntax.ExplicitVRLittleEndian));

        Assert.Equal(
            """<?xml version="1.0" encoding="UTF-8"?><NativeDicomModel xmlns="http://dicom.nema.org/PS3.19/models/NativeDICOM" xml:space="preserve">""" +
            """<DicomAttribute tag="00090010" vr="LO"><Value number="1">ACME</Value></DicomAttribute>""" +
            """<DicomAttribute tag="00090011" vr="LO"><Value number="1">OTHER</Value></DicomAttribute>""" +
            """<DicomAttribute tag="00090001" vr="DS" privateCreator="ACME"><Value number="1">1.50</Value><Value number="2"></Value><Value number="3">+2</Value></DicomAttribute>""" +
            """<DicomAttribute tag="00090002" vr="LT" privateCreator="OTHER"><Value number="1">a&lt;b&gt;&amp;&quot;&#13;&#10;</Value></DicomAttribute>""" +
            """<DicomAttribute tag="00091203" vr="UN"><InlineBinary>AQI=</InlineBinary></DicomAttribute>""" + // no creator has reserved the block
            """<DicomAttribute tag="00100010" vr="PN" keyword="PatientName"><PersonName number="1"><Alphabetic><FamilyName>A</FamilyName><MiddleName>C</MiddleName></Alphabetic>""" +
            """<Ideographic><GivenName>D</GivenName></Ideographic></PersonName></DicomAttribute></NativeDicomModel>""",
            xml);
    }

    [Fact]
    public void Two_blocks_of_one_creator_keep_their_tags()
    {
        byte[] dataSet = DicomJsonWriterTests.DataSet(w =>
        {
            w.WriteElement(new DicomTag(0x00090010), DicomVR.LO, "ACME"u8);
            w.WriteElement(new DicomTag(0x00090011), DicomVR.LO, "ACME"u8);
            w.WriteElement(new DicomTag(0x00091001), DicomVR.LO, "A "u8);
            w.WriteElement(new DicomTag(0x00091101), DicomVR.LO, "B "u8);
        });
        DicomDataset dataset = DicomXmlReader.Read(new MemoryStream(Of(dataSet, DicomTransferSyntax.ExplicitVRLittleEndian)));

        Assert.Equal(dataSet.Length, DicomJsonReaderTests.Encode(dataset).Length);
        Assert.Equal("B", dataset.GetString(new DicomTag(0x00091101)));
    }

    [Fact]
    public void Characters_that_XML_does_not_have_are_replaced()
    {
        byte[] dataSet = DicomJsonWriterTests.DataSet(w =>
        {
            w.WriteElement(DicomTag.SpecificCharacterSet, DicomVR.CS, "ISO_IR 192"u8);
            w.WriteElement(DicomTag.PatientID, DicomVR.LO, [.. "a\0b\u0001c\uFFFEd\uFFFFeﾀ"u8]);
        });
        byte[] xml = Of(dataSet, DicomTransferSyntax.ExplicitVRLittleEndian);

        Assert.Equal("a\uFFFDb\uFFFDc\uFFFDd\uFFFDeﾀ", XDocument.Load(new MemoryStream(xml)).Root!.Elements().Last().Value);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1_000)]
    public void Base64_in_pieces_is_base64(int piece)
    {
        byte[] bytes = new byte[20_000];
        new Random(1).NextBytes(bytes);
        byte[] dataSet = DicomJsonWriterTests.DataSet(w => w.WriteElement(DicomTag.ICCProfile, DicomVR.OB, bytes));

        Assert.Contains(Convert.ToBase64String(bytes), Encoding.UTF8.GetString(Of(dataSet, DicomTransferSyntax.ExplicitVRLittleEndian, piece)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_creator_that_is_not_there_gets_the_next_block()
    {
        DicomDataset dataset = Read("""
            <DicomAttribute tag="00090010" vr="LO"><Value number="1">ACME</Value></DicomAttribute>
            <DicomAttribute tag="00090001" vr="LO" privateCreator="NEW"><Value number="1">x</Value></DicomAttribute>
            <DicomAttribute tag="00090002" vr="LO" privateCreator="NEW"><Value number="3">z</Value></DicomAttribute>
            """);

        Assert.Equal("NEW", dataset.GetString(new DicomTag(0x00090011)));
        Assert.Equal("x", dataset.GetString(new DicomTag(0x00091101)));
        Assert.Equal("\\\\z", dataset.GetString(new DicomTag(0x00091102)));
    }

    [Theory]
    [InlineData("<!DOCTYPE NativeDicomModel [<!ENTITY a \"x\">]>" + Root + "</NativeDicomModel>", DicomDocumentFailureKind.Syntax)]
    [InlineData("<!DOCTYPE NativeDicomModel SYSTEM \"file:///etc/passwd\">" + Root + "</NativeDicomModel>", DicomDocumentFailureKind.Syntax)]
    [InlineData("", DicomDocumentFailureKind.Syntax)]
    [InlineData("{}", DicomDocumentFailureKind.Syntax)]
    [InlineData(Root, DicomDocumentFailureKind.Syntax)]
    [InlineData(Root + "</NativeDicomModel><x/>", DicomDocumentFailureKind.Syntax)]
    [InlineData("<x/>", DicomDocumentFailureKind.Structure)]
    [InlineData(Root + "<x/></NativeDicomModel>", DicomDocumentFailureKind.Structure)]
    [InlineData(Root + "text</NativeDicomModel>", DicomDocumentFailureKind.Structure)]
    [InlineData(Root + """<DicomAttribute tag="0010001" vr="PN"/></NativeDicomModel>""", DicomDocumentFailureKind.Structure)]
    [InlineData(Root + """<DicomAttribute tag="00100010"/></NativeDicomModel>""", DicomDocumentFailureKind.Structure)]
    [InlineData(Root + """<DicomAttribute tag="00100010" vr="PN"/><DicomAttribute tag="00100010" vr="PN"/></NativeDicomModel>""", DicomDocumentFailureKind.Structure)]
    [InlineData(Root + """<DicomAttribute tag="00100020" vr="LO"><Value>x</Value></DicomAttribute></NativeDicomModel>""", DicomDocumentFailureKind.Structure)]
    [InlineData(Root + """<DicomAttribute tag="00100020" vr="LO"><Value number="2">x</Value><Value number="1">y</Value></DicomAttribute></NativeDicomModel>""", DicomDocumentFailureKind.Structure)]
    [InlineData(Root + """<DicomAttribute tag="00100020" vr="LO"><Value number="2000000000">x</Value></DicomAttribute></NativeDicomModel>""", DicomDocumentFailureKind.Limit)]
    [InlineData(Root + """<DicomAttribute tag="00282000" vr="OB"><InlineBinary>A*</InlineBinary></DicomAttribute></NativeDicomModel>""", DicomDocumentFailureKind.Value)]
    [InlineData(Root + """<DicomAttribute tag="00282000" vr="OB"><BulkData uri="x"/></DicomAttribute></NativeDicomModel>""", DicomDocumentFailureKind.Structure)]
    [InlineData(Root + """<DicomAttribute tag="00280010" vr="US"><Value number="1">65536</Value></DicomAttribute></NativeDicomModel>""", DicomDocumentFailureKind.Value)]
    [InlineData(Root + """<DicomAttribute tag="00081140" vr="SQ"><Value number="1">1</Value></DicomAttribute></NativeDicomModel>""", DicomDocumentFailureKind.Structure)]
    [InlineData(Root + """<DicomAttribute tag="00280010" vr="US"><Value number="1">1</Value><InlineBinary/></DicomAttribute></NativeDicomModel>""", DicomDocumentFailureKind.Structure)]
    public void What_is_wrong_is_told(string xml, DicomDocumentFailureKind kind)
    {
        Assert.False(DicomXmlReader.TryRead(new MemoryStream(Encoding.UTF8.GetBytes(xml)), out _, out DicomDocumentFailure? failure));
        Assert.Equal(kind, failure.Kind);
        Assert.True(failure is { Line: >= 1, Column: >= 1 });
    }

    [Fact]
    public void Ten_thousand_levels_are_a_limit()
    {
        string xml = Root + string.Concat(Enumerable.Repeat("""<DicomAttribute tag="00081140" vr="SQ"><Item number="1">""", 10_000));
        Assert.False(DicomXmlReader.TryRead(new MemoryStream(Encoding.UTF8.GetBytes(xml)), out _, out DicomDocumentFailure? failure));
        Assert.Equal(DicomDocumentFailureKind.Limit, failure.Kind);
    }

    [Fact]
    public void Bulk_data_is_a_reference_both_ways()
    {
        byte[] dataSet = DicomJsonWriterTests.DataSet(w => w.WriteElement(DicomTag.ICCProfile, DicomVR.OB, [1, 2]));
        var output = new ArrayBufferWriter<byte>();
        using var writer = new DicomXmlWriter(output, DicomTransferSyntax.ExplicitVRLittleEndian, new DicomDocumentOptions { BulkData = new DigestHandler(), BulkDataFrom = 2 });
        writer.Append(dataSet);
        Assert.True(writer.Complete());
        List<DicomBulkDataReference> references = [];

        DicomXmlReader.Read(new MemoryStream(output.WrittenSpan.ToArray()), new DicomDocumentReadOptions { References = references });

        Assert.Equal("sha256:a12871fee210fb8619291eaea194581cbd2531e4b23759d225f6806923f63222", references.Single().Uri);
    }

    internal static byte[] Of(byte[] dataSet, DicomTransferSyntax syntax, int pieceLength = int.MaxValue)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new DicomXmlWriter(output, syntax);
        for (int i = 0; i < dataSet.Length; i += Math.Min(pieceLength, dataSet.Length - i))
            writer.Append(dataSet.AsSpan(i, Math.Min(pieceLength, dataSet.Length - i)));
        Assert.True(writer.Complete(), writer.Failure?.Message);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Write(DicomDataset dataset)
    {
        var output = new ArrayBufferWriter<byte>();
        DicomXmlWriter.Write(output, dataset);
        return output.WrittenSpan.ToArray();
    }

    // A name of carets only has no component, so that nothing of it is left in the model.
    private static byte[] WithoutBareNames(byte[] xml) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(xml).Replace("""<PersonName number="1"></PersonName></DicomAttribute>""", "</DicomAttribute>", StringComparison.Ordinal));

    private static DicomDataset Read(string attributes) => DicomXmlReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(Root + attributes + "</NativeDicomModel>")));
}
