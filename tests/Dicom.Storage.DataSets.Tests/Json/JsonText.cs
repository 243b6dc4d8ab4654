using System.Buffers;
using System.Text.Json;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>A data set as DICOM JSON, for tests.</summary>
internal static class JsonText
{
    public static byte[] Of(string file, DicomDocumentOptions? options = null, int pieceLength = int.MaxValue)
    {
        (byte[] dataSet, DicomTransferSyntax syntax) = Corpus.ReadDataSet(file);
        return Of(dataSet, syntax, options, pieceLength);
    }

    public static byte[] Of(ReadOnlySpan<byte> dataSet, DicomTransferSyntax syntax, DicomDocumentOptions? options = null, int pieceLength = int.MaxValue)
    {
        byte[] json = Of(dataSet, syntax, options, pieceLength, out DataSetFailure? failure);
        Assert.Null(failure);
        return json;
    }

    public static byte[] Of(ReadOnlySpan<byte> dataSet, DicomTransferSyntax syntax, DicomDocumentOptions? options, int pieceLength, out DataSetFailure? failure)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output, DicomJsonWriter.WriterOptions);
        using var writer = new DicomJsonWriter(json, syntax, options);
        while (!dataSet.IsEmpty)
        {
            int length = Math.Min(pieceLength, dataSet.Length);
            writer.Append(dataSet[..length]);
            dataSet = dataSet[length..];
        }

        writer.Complete();
        failure = writer.Failure;
        json.Flush();
        return output.WrittenSpan.ToArray();
    }
}
