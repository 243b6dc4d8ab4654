using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Dicom.Storage.Benchmarks;

/// <summary>The native bytes of the frame divided by the mean time.</summary>
internal sealed class PixelRateColumn : IColumn
{
    public string Id => nameof(PixelRateColumn);

    public string ColumnName => "MB/s";

    public string Legend => "Megabytes (10^6) of native pixels a second";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        double? mean = summary[benchmarkCase]?.ResultStatistics?.Mean;
        long bytes = SharedFile.Frame((string)benchmarkCase.Parameters[nameof(CodecBenchmarks.File)], out _).Length;
        return mean is null ? "-" : (bytes * 1_000.0 / mean.Value).ToString("F0", CultureInfo.InvariantCulture);
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;
}
