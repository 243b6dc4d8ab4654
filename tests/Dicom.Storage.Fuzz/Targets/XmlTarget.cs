using System.Buffers;
using System.Xml;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Fuzz;

/// <summary>The Native DICOM Model as input, and made of data sets as input. What is read is written and read again to the same; what is written is well formed.</summary>
internal static class XmlTarget
{
    public static void Read(ReadOnlySpan<byte> input)
    {
        bool read = TryRead(input.ToArray(), out DicomDataset? dataset, out DicomDocumentFailure? failure);
        FuzzFinding.ThrowUnless(read == dataset is not null && read == failure is null, "Neither read nor refused.");
        if (dataset is null)
            return;

        byte[] first = Write(dataset);
        FuzzFinding.ThrowUnless(TryRead(first, out DicomDataset? again, out failure), $"What was written is refused: {failure}");
        FuzzFinding.ThrowUnless(Write(again!).AsSpan().SequenceEqual(first), "Written again it is something else.");
    }

    public static void Write(ReadOnlySpan<byte> input)
    {
        byte[]? whole = Convert(input, input.Length);
        byte[]? pieces = Convert(input, 7);
        FuzzFinding.ThrowUnless(whole is null == pieces is null && whole.AsSpan().SequenceEqual(pieces), "Pieces give something else.");
        if (whole is null)
            return;

        using var reader = XmlReader.Create(new MemoryStream(whole), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        while (reader.Read())
        {
        }
    }

    private static bool TryRead(byte[] xml, out DicomDataset? dataset, out DicomDocumentFailure? failure) =>
        DicomXmlReader.TryRead(new MemoryStream(xml), out dataset, out failure);

    private static byte[] Write(DicomDataset dataset)
    {
        var output = new ArrayBufferWriter<byte>();
        DicomXmlWriter.Write(output, dataset);
        return output.WrittenSpan.ToArray();
    }

    // Null when the data set is refused.
    private static byte[]? Convert(ReadOnlySpan<byte> input, int pieceLength)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new DicomXmlWriter(output, DicomTransferSyntax.ExplicitVRLittleEndian);
        while (!input.IsEmpty && writer.Append(input[..Math.Min(pieceLength, input.Length)]))
            input = input[Math.Min(pieceLength, input.Length)..];
        return writer.Complete() ? output.WrittenSpan.ToArray() : null;
    }
}
