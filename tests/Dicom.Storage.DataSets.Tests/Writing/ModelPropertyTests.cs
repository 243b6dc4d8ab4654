using CsCheck;

namespace Dicom.Storage.DataSets.Tests;

public sealed class ModelPropertyTests
{
    private static readonly DicomTransferSyntax[] s_syntaxes =
    [
        DicomTransferSyntax.ImplicitVRLittleEndian, DicomTransferSyntax.ExplicitVRLittleEndian,
        DicomTransferSyntax.ExplicitVRBigEndian, DicomTransferSyntax.DeflatedExplicitVRLittleEndian,
    ];

    [Fact]
    public void Any_data_set_written_in_any_uncompressed_syntax_reads_back_equal() =>
        Gen.Select(RandomDatasets.All, RandomDatasets.Pick(s_syntaxes), Gen.Enum<DicomLengths>()).Sample(
            (dataset, syntax, lengths) =>
            {
                dataset.AddOrUpdate(DicomTag.SpecificCharacterSet, "ISO_IR 192");
                DicomDataset read = WriteAndRead(dataset, syntax, lengths);
                return Dump(dataset) == Dump(read);
            },
            iter: 2_000);

    [Fact]
    public void Through_every_syntax_in_any_order_a_data_set_stays_equal() =>
        Gen.Select(RandomDatasets.All, RandomDatasets.Pick(s_syntaxes).Array[2, 5]).Sample(
            (dataset, way) =>
            {
                dataset.AddOrUpdate(DicomTag.SpecificCharacterSet, "ISO_IR 192");
                string before = Dump(dataset);
                foreach (DicomTransferSyntax syntax in way)
                    dataset = WriteAndRead(dataset, syntax, DicomLengths.AsRead);
                return Dump(dataset) == before;
            },
            iter: 500);

    [Fact]
    public void The_length_told_beforehand_is_the_length_written() =>
        Gen.Select(RandomDatasets.All, RandomDatasets.Pick(s_syntaxes[..3]), Gen.Enum<DicomLengths>()).Sample(
            (dataset, syntax, lengths) =>
            {
                dataset.AddOrUpdate(DicomTag.SpecificCharacterSet, "ISO_IR 192");
                var options = new DicomWriteOptions { TransferSyntax = syntax, Lengths = lengths };
                var output = new System.Buffers.ArrayBufferWriter<byte>();
                DicomDatasetWriter.Write(output, dataset, options);
                return DicomDatasetWriter.GetLength(dataset, options) == output.WrittenCount;
            },
            iter: 500);

    private static DicomDataset WriteAndRead(DicomDataset dataset, DicomTransferSyntax syntax, DicomLengths lengths)
    {
        using var stream = new MemoryStream();
        new DicomFile(dataset).Save(stream, new DicomWriteOptions { TransferSyntax = syntax, Lengths = lengths });
        return DicomFile.Open(stream.ToArray()).Dataset;
    }

    // Tags, nesting and values, little endian; not the VR, which a value of 64 KiB or implicit VR may lose to UN.
    private static string Dump(DicomDataset root)
    {
        var text = new System.Text.StringBuilder();
        var cursor = new DatasetCursor(root);
        DataSetToken token;
        while ((token = cursor.Read()) != DataSetToken.NeedMoreData)
        {
            text.Append(token).Append(' ').Append(cursor.Item?.Tag);
            if (token == DataSetToken.Element)
                text.Append(' ').Append(Value((DicomElement)cursor.Item!, cursor.Dataset));
            text.AppendLine();
        }

        return text.ToString();
    }

    private static string Value(DicomElement element, DicomDataset dataset)
    {
        byte[] bytes = element.Text is null ? element.GetBuffer().ToArray() : element.EncodeText(dataset.CharacterSets);
        if (element.IsBigEndian)
            ByteOrder.Swap(bytes, dataset.EffectiveVR(element.Tag, element.VR).ValueSize);
        string hex = Convert.ToHexString(bytes);
        bool text = DicomDictionary.GetImplicitVR(element.Tag).IsText;

        // Text is padded with a space, bytes with NUL, to an even length; a UN of odd length too.
        return (bytes.Length & 1) == 0 ? hex : hex + (text && DicomDictionary.GetImplicitVR(element.Tag) != DicomVR.UI ? "20" : "00");
    }
}
