using System.Buffers;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using Dicom.Storage.Codecs;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Benchmarks;

/// <summary>
/// One frame by one codec on one thread, from memory to memory: CT of 512 x 512 samples of 16 bits, and colour of 8 bits. A column tells
/// the megabytes of native pixels a second. Near-lossless JPEG-LS allows a difference of 2.
/// </summary>
[MemoryDiagnoser]
[Config(typeof(Columns))]
public class CodecBenchmarks
{
    private IFrameCodec _codec = null!;
    private FrameEncoding _encoding = null!;
    private byte[] _codestream = [];
    private byte[] _pixels = [];
    private FrameInfo _frame;
    private readonly ArrayBufferWriter<byte> _writer = new(1 << 22);

    /// <summary>The syntaxes that there is an encoder for.</summary>
    public static IEnumerable<string> Syntaxes => CodecRegistry.Default.Encodes.Select(syntax => syntax.Keyword).Order(StringComparer.Ordinal);

    [ParamsSource(nameof(Syntaxes))]
    public string Syntax { get; set; } = string.Empty;

    [Params("native/wg04_CT1_UNC.dcm", "native/wg04_VL1_UNC.dcm")]
    public string File { get; set; } = string.Empty;

    [GlobalSetup]
    public void Encoded()
    {
        _frame = SharedFile.Frame(File, out _pixels);
        _encoding = new FrameEncoding(CodecRegistry.Default.Encodes.Single(syntax => syntax.Keyword == Syntax)) { IsRgb = _frame.SamplesPerPixel == 3 };
        if (!CodecRegistry.Default.TryGetEncoder(_encoding.TransferSyntax, out IFrameCodec? codec))
            throw new InvalidOperationException($"No encoder for {Syntax}.");
        _codec = codec;
        Encode();
        _codestream = _writer.WrittenSpan.ToArray();
    }

    [Benchmark]
    public int Encode()
    {
        _writer.ResetWrittenCount();
        _codec.Encode(_pixels, _frame, _encoding, _writer);
        return _writer.WrittenCount;
    }

    [Benchmark]
    public void Decode() => _codec.Decode(_codestream, _frame, _pixels);

    private sealed class Columns : ManualConfig
    {
        public Columns()
        {
            AddColumn(new PixelRateColumn());
            SummaryStyle = SummaryStyle.Default.WithMaxParameterColumnWidth(40);
        }
    }
}
