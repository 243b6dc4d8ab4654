using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Dicom.Storage.Benchmarks;

/// <summary>The mean time divided by the number of elements, items and fragments that were read.</summary>
internal sealed class PerElementColumn : IColumn
{
    public string Id => nameof(PerElementColumn);

    public string ColumnName => "ns/element";

    public string Legend => "Nanoseconds for each element, item and fragment";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        string file = (string)benchmarkCase.Parameters[nameof(DataSetReadBenchmarks.File)];
        int elements = SharedFile.CountElements(file, header: benchmarkCase.Descriptor.WorkloadMethod.Name == nameof(DataSetReadBenchmarks.Header));
        double? mean = summary[benchmarkCase]?.ResultStatistics?.Mean;
        return mean is null ? "-" : (mean.Value / elements).ToString("F1", CultureInfo.InvariantCulture);
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;
}
