using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Benchmarks;

/// <summary>
/// Real files of the shared test data, from memory. Once up to Pixel Data with the values that a receiver keeps; once to the end, every value
/// seen; once as a file that is imported. A column tells the time for one element, item or fragment.
/// </summary>
[MemoryDiagnoser]
[Config(typeof(Columns))]
public class DataSetReadBenchmarks
{
    private static readonly DicomTagSet s_wanted = new(
        DicomTag.SOPClassUID, DicomTag.SOPInstanceUID, DicomTag.StudyDate, DicomTag.Modality, DicomTag.PatientName,
        DicomTag.PatientID, DicomTag.StudyInstanceUID, DicomTag.SeriesInstanceUID, DicomTag.Rows, DicomTag.Columns);

    private readonly Part10Parser _files = new(s_wanted);
    private byte[] _file = [];
    private int _offset;
    private DicomTransferSyntax _syntax = DicomTransferSyntax.ExplicitVRLittleEndian;
    private DicomHeaderParser _parser = null!;
    private DataSetReader _reader = null!;

    /// <summary>CT, MR in implicit VR, enhanced MR and CT of many frames, RT plan, structures and dose, compressed ultrasound, a directory.</summary>
    [Params("native/CT_small.dcm", "native/MR_small_implicit.dcm", "native/emri_small.dcm", "native/eCT_Supplemental.dcm", "nonimage/rtplan.dcm",
        "nonimage/rtstruct.dcm", "native/rtdose.dcm", "jpeg/examples_ybr_color.dcm", "nonimage/tiny_DICOMDIR.dcm")]
    public string File { get; set; } = string.Empty;

    [GlobalSetup]
    public void Read()
    {
        _file = SharedFile.Read(File);
        if (!Part10Reader.TryRead(_file, out DicomFileMeta? meta, out long offset, out DataSetFailure? failure))
            throw new InvalidOperationException(failure.Message);
        _offset = (int)offset;
        _syntax = meta.TransferSyntax ?? throw new InvalidOperationException("An unknown transfer syntax.");
        _parser = new DicomHeaderParser(_syntax, s_wanted);
        _reader = new DataSetReader(_syntax);
    }

    /// <summary>The header alone: what a receiver's index needs.</summary>
    [Benchmark(Baseline = true)]
    public bool Header()
    {
        _parser.Reset(_syntax);
        for (int at = _offset; at < _file.Length && !_parser.ReachedPixelData; at += 4_096)
            _parser.Append(_file.AsSpan(at, Math.Min(4_096, _file.Length - at)));
        return _parser.Failure is null;
    }

    /// <summary>The whole data set, every value looked at once.</summary>
    [Benchmark]
    public long Full()
    {
        _reader.Reset(_syntax);
        ReadOnlySpan<byte> rest = _file.AsSpan(_offset);
        long bytes = 0;
        while (_reader.Read(ref rest) is not (DataSetToken.NeedMoreData or DataSetToken.Failed))
        {
            while (_reader.TryReadValue(ref rest, out ReadOnlySpan<byte> value))
                bytes += value.Length;
        }

        return _reader.Complete() ? bytes : throw new InvalidOperationException(_reader.Failure?.Message);
    }

    /// <summary>The whole file, checked as an upload is.</summary>
    [Benchmark]
    public bool Import()
    {
        _files.Reset();
        for (int at = 0; at < _file.Length; at += 65_536)
            _files.Append(_file.AsSpan(at, Math.Min(65_536, _file.Length - at)));
        return _files.Complete();
    }

    private sealed class Columns : ManualConfig
    {
        public Columns()
        {
            AddColumn(new PerElementColumn());
            SummaryStyle = SummaryStyle.Default.WithMaxParameterColumnWidth(40);
        }
    }
}
