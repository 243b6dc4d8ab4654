using BenchmarkDotNet.Attributes;

namespace Dicom.Storage.Benchmarks;

/// <summary>Lists of 1 to 10,000 rows; the server is on the loopback interface.</summary>
public class SaveListBenchmarks() : SaveLists(TimeSpan.Zero)
{
    [Params(1, 50, 1_000, 10_000)]
    public int Rows { get; set; }

    protected override int Count => Rows;
}
