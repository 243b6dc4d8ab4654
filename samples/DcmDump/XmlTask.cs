using System.Buffers;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.DcmDump;

/// <summary>Native DICOM Model (PS3.19 A.1), straight from the bytes of the file.</summary>
internal sealed class XmlTask(OutputFolder? folder) : DocumentTask(folder)
{
    private readonly DigestBulkData _digest = new();
    private readonly ForwardingWriter _output = new();
    private DicomXmlWriter? _writer;

    protected override DataSetFailure? Failure => _writer?.Failure;

    public override void Dispose()
    {
        base.Dispose();
        _writer?.Dispose();
        _digest.Dispose();
    }

    protected override void Begin(IBufferWriter<byte> output, DicomTransferSyntax syntax)
    {
        _output.Target = output;
        _writer ??= new DicomXmlWriter(_output, syntax, new DicomDocumentOptions { BulkData = _digest, BulkDataFrom = DigestBulkData.From });
        _writer.Reset(syntax);
    }

    protected override bool Append(ReadOnlySpan<byte> piece) => _writer!.Append(piece);

    protected override bool Complete() => _writer!.Complete();

    // One XML writer serves many files, whose output is not the same.
    private sealed class ForwardingWriter : IBufferWriter<byte>
    {
        public IBufferWriter<byte> Target { get; set; } = new ArrayBufferWriter<byte>();

        public void Advance(int count) => Target.Advance(count);

        public Memory<byte> GetMemory(int sizeHint = 0) => Target.GetMemory(sizeHint);

        public Span<byte> GetSpan(int sizeHint = 0) => Target.GetSpan(sizeHint);
    }
}
