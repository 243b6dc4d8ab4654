using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using Dicom.Storage.Codecs;

namespace Dicom.Storage.Benchmarks;

/// <summary>
/// The processes of JPEG by frames that other programs encoded, decoded on one thread from memory to memory. A column tells the megabytes
/// of native pixels a second. <see cref="CodecBenchmarks"/> has what our encoders take and make.
/// </summary>
[MemoryDiagnoser]
[Config(typeof(Columns))]
public class JpegBenchmarks
{
    private readonly JpegCodec _codec = new();
    private byte[] _codestream = [];
    private byte[] _pixels = [];
    private FrameInfo _frame;

    /// <summary>Lossless by predictors 1 and 6, lossless colour; baseline with halved chrominance; extended and progressive of 12 bits.</summary>
    [Params(
        "jpeg/wg04_CT1_JPLL.dcm",
        "jpeg/ctimage_JPEGProcess14.dcm",
        "jpeg/PM5644-960x540_JPEG-Lossless_RGB.dcm",
        "jpeg/PM5644-960x540_JPEG-Baseline_YBR422.dcm",
        "jpeg/ctimage_JPEGProcess2_4.dcm",
        "jpeg/ctimage_JPEGProcess10_12.dcm")]
    public string File { get; set; } = string.Empty;

    [GlobalSetup]
    public void Read()
    {
        _frame = SharedFile.Frame(File, out _codestream);
        _pixels = new byte[_frame.Length];
    }

    [Benchmark]
    public void Decode() => _codec.Decode(_codestream, _frame, _pixels);

    private sealed class Columns : ManualConfig
    {
        public Columns()
        {
            AddColumn(new PixelRateColumn());
            SummaryStyle = SummaryStyle.Default.WithMaxParameterColumnWidth(50);
        }
    }
}
