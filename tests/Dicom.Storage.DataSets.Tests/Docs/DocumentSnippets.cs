using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests.Docs;

/// <summary>The code of docs/datasets.md on DICOM JSON and XML.</summary>
public sealed class DocumentSnippets
{
    private static readonly JsonSerializerOptions s_converting = new() { Converters = { new DicomJsonConverter() } };

    [Fact]
    public void JsonOfTheModel()
    {
        using DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/native/CT_small.dcm"));
        DicomDataset dataset = file.Dataset;
        #region json-model
        var output = new ArrayBufferWriter<byte>();                                   // or a Stream, or a PipeWriter
        using var json = new Utf8JsonWriter(output, DicomJsonWriter.WriterOptions);
        DicomJsonWriter.Write(json, dataset, new DicomDocumentOptions { OmitPixelData = true });
        json.Flush();

        DicomDataset back = DicomJsonReader.Read(output.WrittenSpan);
        string text = JsonSerializer.Serialize(back, s_converting);                    // with a DicomJsonConverter in the options
        #endregion
        Assert.Equal(dataset.GetString(DicomTag.PatientName), back.GetString(DicomTag.PatientName));
        Assert.Contains("\"00100010\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonOfAStream()
    {
        byte[] file = Corpus.Read("native/CT_small.dcm");
        Assert.True(Part10Reader.TryRead(file, out DicomFileMeta? meta, out long offset, out _));
        ReadOnlySpan<byte> dataSet = file.AsSpan((int)offset);
        DicomTransferSyntax syntax = meta.TransferSyntax!;
        using var output = new MemoryStream();
        #region json-stream
        using var json = new Utf8JsonWriter(output, DicomJsonWriter.WriterOptions);
        using var handler = new Digests();
        using var writer = new DicomJsonWriter(json, syntax, new DicomDocumentOptions { BulkData = handler, BulkDataFrom = 2_048 });
        for (; !dataSet.IsEmpty; dataSet = dataSet[Math.Min(65_536, dataSet.Length)..])
        {
            writer.Append(dataSet[..Math.Min(65_536, dataSet.Length)]);               // any pieces, as they come
            json.Flush();                                                             // what is written goes on: memory stays small
        }

        bool whole = writer.Complete();                                               // false: writer.Failure says what and where
        #endregion
        Assert.True(whole);
        json.Flush();
        Assert.Contains("\"BulkDataURI\":\"sha256:", System.Text.Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void References()
    {
        #region json-references
        List<DicomBulkDataReference> missing = [];
        var options = new DicomDocumentReadOptions
        {
            BulkData = reference => reference.Uri.StartsWith("bulk/", StringComparison.Ordinal) ? new byte[] { 1, 2 } : null, // untrusted: look it up, do not fetch it
            References = missing,                                                     // without it, a value that nobody gives is a failure
        };
        bool read = DicomJsonReader.TryRead("""{"00282000":{"vr":"OB","BulkDataURI":"bulk/1"}}"""u8, out DicomDataset? dataset, out DicomDocumentFailure? failure, options);
        #endregion
        Assert.True(read && failure is null && missing.Count == 0 && dataset!.GetValues<byte>(DicomTag.ICCProfile).Length == 2);
    }

    [Fact]
    public void Xml()
    {
        using DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/native/CT_small.dcm"));
        #region xml
        var output = new ArrayBufferWriter<byte>();
        DicomXmlWriter.Write(output, file.Dataset);
        DicomDataset dataset = DicomXmlReader.Read(new MemoryStream(output.WrittenSpan.ToArray()));
        #endregion
        Assert.Equal("1CT1", dataset.GetString(DicomTag.PatientID));
    }

    #region json-handler
    private sealed class Digests : IDicomBulkDataHandler, IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public DicomBulkDataAction Begin(in DicomBulkData value) => DicomBulkDataAction.Bytes;

        public void Append(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

        public ReadOnlySpan<byte> End() => System.Text.Encoding.ASCII.GetBytes("sha256:" + Convert.ToHexStringLower(_hash.GetHashAndReset()));

        public void Dispose() => _hash.Dispose();
    }
    #endregion
}
