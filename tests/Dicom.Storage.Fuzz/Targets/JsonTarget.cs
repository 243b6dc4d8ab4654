using System.Buffers;
using System.Text.Json;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Fuzz;

/// <summary>DICOM JSON as input, and made of data sets as input. What is read is written and read again to the same; what is written is legal JSON.</summary>
internal static class JsonTarget
{
    public static void Read(ReadOnlySpan<byte> input)
    {
        bool read = DicomJsonReader.TryRead(input, out DicomDataset? dataset, out DicomDocumentFailure? failure);
        FuzzFinding.ThrowUnless(read == dataset is not null && read == failure is null, "Neither read nor refused.");
        _ = DicomJsonReader.TryReadArray(input, out _, out _);
        if (dataset is null)
            return;

        byte[] first = Write(dataset);
        FuzzFinding.ThrowUnless(DicomJsonReader.TryRead(first, out DicomDataset? again, out failure), $"What was written is refused: {failure}");
        FuzzFinding.ThrowUnless(Write(again!).AsSpan().SequenceEqual(first), "Written again it is something else.");
    }

    public static void Write(ReadOnlySpan<byte> input)
    {
        byte[]? whole = Convert(input, input.Length);
        byte[]? pieces = Convert(input, 7);
        FuzzFinding.ThrowUnless(whole is null == pieces is null && whole.AsSpan().SequenceEqual(pieces), "Pieces give something else.");
        if (whole is null)
            return;

        var reader = new Utf8JsonReader(whole, new JsonReaderOptions { MaxDepth = 1_000 });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                _ = reader.GetString(); // throws where it is no UTF-8
        }
    }

    private static byte[] Write(DicomDataset dataset)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, DicomJsonWriter.WriterOptions))
            DicomJsonWriter.Write(json, dataset);
        return output.WrittenSpan.ToArray();
    }

    // Null when the data set is refused.
    private static byte[]? Convert(ReadOnlySpan<byte> input, int pieceLength)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output, DicomJsonWriter.WriterOptions);
        using var writer = new DicomJsonWriter(json, DicomTransferSyntax.ExplicitVRLittleEndian);
        while (!input.IsEmpty && writer.Append(input[..Math.Min(pieceLength, input.Length)]))
            input = input[Math.Min(pieceLength, input.Length)..];
        bool whole = writer.Complete();
        json.Flush();
        return whole ? output.WrittenSpan.ToArray() : null;
    }
}
