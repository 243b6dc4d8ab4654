using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Benchmarks;

/// <summary>DICOM JSON without Pixel Data, from memory to memory: straight from the bytes of a data set, by way of the model, and back.</summary>
[MemoryDiagnoser]
public class JsonBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(1 << 20);
    private readonly DicomDocumentOptions _options = new() { OmitPixelData = true };
    private byte[] _file = [];
    private int _offset;
    private byte[] _text = [];
    private DicomTransferSyntax _syntax = DicomTransferSyntax.ExplicitVRLittleEndian;
    private Utf8JsonWriter _json = null!;
    private DicomJsonWriter _writer = null!;

    /// <summary>CT, MR in implicit VR, enhanced MR of many frames, RT structures.</summary>
    [Params("native/CT_small.dcm", "native/MR_small_implicit.dcm", "native/emri_small.dcm", "nonimage/rtstruct.dcm")]
    public string File { get; set; } = string.Empty;

    [GlobalSetup]
    public void Read()
    {
        _file = SharedFile.Read(File);
        if (!Part10Reader.TryRead(_file, out DicomFileMeta? meta, out long offset, out DataSetFailure? failure))
            throw new InvalidOperationException(failure.Message);
        _offset = (int)offset;
        _syntax = meta.TransferSyntax ?? throw new InvalidOperationException("An unknown transfer syntax.");
        _json = new Utf8JsonWriter(_output, DicomJsonWriter.WriterOptions);
        _writer = new DicomJsonWriter(_json, _syntax, _options);
        Stream();
        _text = _output.WrittenSpan.ToArray();
    }

    /// <summary>From the bytes of the data set.</summary>
    [Benchmark(Baseline = true)]
    public int Stream()
    {
        Begin();
        _writer.Reset(_syntax);
        _writer.Append(_file.AsSpan(_offset));
        _writer.Complete();
        _json.Flush();
        return _output.WrittenCount;
    }

    /// <summary>The file opened as a model, and the model written.</summary>
    [Benchmark]
    public int Model()
    {
        Begin();
        using DicomFile file = DicomFile.Open(_file);
        DicomJsonWriter.Write(_json, file.Dataset, _options);
        _json.Flush();
        return _output.WrittenCount;
    }

    /// <summary>JSON read into a model.</summary>
    [Benchmark]
    public int Back() => DicomJsonReader.Read(_text).Count;

    private void Begin()
    {
        _output.ResetWrittenCount();
        _json.Reset(_output);
    }
}
