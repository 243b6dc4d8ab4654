using BenchmarkDotNet.Attributes;
using Dicom.Storage.DataSets;
using Dicom.Storage.Ingest;

namespace Dicom.Storage.Benchmarks;

/// <summary>The header of a CT of 512 x 512 x 16 bit, read in passing as the receiver does it: in fragments, pixel data and all.</summary>
[MemoryDiagnoser]
public class HeaderParseBenchmarks
{
    private static readonly DicomTagSet s_wanted = new(
        DicomTag.SOPClassUID, DicomTag.SOPInstanceUID, DicomTag.StudyDate, DicomTag.Modality, DicomTag.PatientName,
        DicomTag.PatientID, DicomTag.StudyInstanceUID, DicomTag.SeriesInstanceUID, DicomTag.Rows, DicomTag.Columns);

    private readonly byte[] _dataSet;
    private readonly DicomHeaderParser _parser = new(DicomTransferSyntax.ExplicitVRLittleEndian, s_wanted);

    public HeaderParseBenchmarks()
    {
        SyntheticImage image = SyntheticImage.Make(salt: 1, series: 1, number: 1);
        _dataSet = [.. image.Header, .. SyntheticImage.Frame.Span];
    }

    /// <summary>Bytes in one fragment: what a P-DATA-TF of that size brings.</summary>
    [Params(16_384, 131_072)]
    public int Fragment { get; set; }

    [Benchmark]
    public bool Parse()
    {
        _parser.Reset(DicomTransferSyntax.ExplicitVRLittleEndian);
        for (int at = 0; at < _dataSet.Length; at += Fragment)
            _parser.Append(_dataSet.AsSpan(at, Math.Min(Fragment, _dataSet.Length - at)));
        return _parser.Complete() ? true : throw new InvalidOperationException(_parser.Failure?.Message);
    }
}
