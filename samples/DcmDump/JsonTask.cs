using System.Buffers;
using System.Text.Json;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.DcmDump;

/// <summary>DICOM JSON (PS3.18 F), straight from the bytes of the file.</summary>
internal sealed class JsonTask : DocumentTask
{
    private readonly DigestBulkData _digest = new();
    private readonly Utf8JsonWriter _json = new(Stream.Null, DicomJsonWriter.WriterOptions);
    private readonly DicomJsonWriter _writer;

    public JsonTask(OutputFolder? folder) : base(folder) =>
        _writer = new DicomJsonWriter(_json, DicomTransferSyntax.ExplicitVRLittleEndian, new DicomDocumentOptions { BulkData = _digest, BulkDataFrom = DigestBulkData.From });

    protected override DataSetFailure? Failure => _writer.Failure;

    public override void Dispose()
    {
        base.Dispose();
        _writer.Dispose();
        _json.Dispose();
        _digest.Dispose();
    }

    protected override void Begin(IBufferWriter<byte> output, DicomTransferSyntax syntax)
    {
        _json.Reset(output);
        _writer.Reset(syntax);
    }

    protected override bool Append(ReadOnlySpan<byte> piece)
    {
        bool goesOn = _writer.Append(piece);
        _json.Flush();
        return goesOn;
    }

    protected override bool Complete()
    {
        bool whole = _writer.Complete();
        _json.Flush();
        return whole;
    }
}
