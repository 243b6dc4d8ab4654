using BenchmarkDotNet.Attributes;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Benchmarks;

/// <summary>Real files as models: opened from memory, asked for what a viewer's list shows, written element by element and in another syntax.</summary>
[MemoryDiagnoser]
public class ModelBenchmarks
{
    private static readonly DicomWriteOptions s_elements = new() { EncodeUnchanged = true };
    private static readonly DicomWriteOptions s_bigEndian = new() { TransferSyntax = DicomTransferSyntax.ExplicitVRBigEndian };

    private readonly MemoryStream _output = new(8 << 20);
    private byte[] _bytes = [];
    private DicomFile _file = null!;

    /// <summary>CT, MR in implicit VR, enhanced MR and CT of many frames, RT structures.</summary>
    [Params("native/CT_small.dcm", "native/MR_small_implicit.dcm", "native/emri_small.dcm", "native/eCT_Supplemental.dcm", "nonimage/rtstruct.dcm")]
    public string File { get; set; } = string.Empty;

    [GlobalSetup]
    public void Read()
    {
        _bytes = SharedFile.Read(File);
        _file = DicomFile.Open(_bytes);
    }

    [GlobalCleanup]
    public void Close() => _file.Dispose();

    /// <summary>All elements of the file as a model.</summary>
    [Benchmark(Baseline = true)]
    public int Open()
    {
        using DicomFile file = DicomFile.Open(_bytes);
        return file.Dataset.Count;
    }

    /// <summary>Opened, and four values asked for.</summary>
    [Benchmark]
    public int OpenAndGet()
    {
        using DicomFile file = DicomFile.Open(_bytes);
        DicomDataset dataset = file.Dataset;
        return dataset.GetSingleValueOrDefault(DicomTag.PatientName, string.Empty).Length
            + dataset.GetSingleValueOrDefault(DicomTag.StudyInstanceUID, string.Empty).Length
            + dataset.GetSingleValueOrDefault(DicomTag.SeriesNumber, 0)
            + dataset.GetSingleValueOrDefault(DicomTag.Rows, 0);
    }

    /// <summary>Written element by element.</summary>
    [Benchmark]
    public long Write()
    {
        _output.SetLength(0);
        _file.Save(_output, s_elements);
        return _output.Length;
    }

    /// <summary>Written with every number turned around.</summary>
    [Benchmark]
    public long WriteBigEndian()
    {
        _output.SetLength(0);
        _file.Save(_output, s_bigEndian);
        return _output.Length;
    }
}
