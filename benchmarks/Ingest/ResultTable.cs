using System.Globalization;

namespace Dicom.Storage.Ingest;

/// <summary>Writes medians of the rounds as a Markdown table.</summary>
internal static class ResultTable
{
    public static void Write(TextWriter output, IReadOnlyDictionary<string, List<Measurement>> runs)
    {
        output.WriteLine("| server | inst/s | MB/s (min–max) | p50 ms | p99 ms | CPU s/GB | peak RSS MB | until idle inst/s | failed |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach ((string name, List<Measurement> rounds) in runs)
            output.WriteLine(Row(name, rounds));
    }

    private static string Rate(double perSecond) => perSecond.ToString(perSecond < 10 ? "N2" : "N0", CultureInfo.InvariantCulture);

    private static string Row(string name, List<Measurement> rounds)
    {
        double Median(Func<Measurement, double> pick)
        {
            double[] sorted = [.. rounds.Select(pick).Order()];
            return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {Rate(Median(m => m.PerSecond))} | {Median(m => m.MbPerSecond):N0} ({rounds.Min(m => m.MbPerSecond):N0}–{rounds.Max(m => m.MbPerSecond):N0}) | {Median(m => m.Load.P50Ms):F2} | {Median(m => m.Load.P99Ms):F2} | {Median(m => m.CpuPerGb):F2} | {rounds.Max(m => m.PeakRssMb):N0} | {Rate(Median(m => m.IndexedPerSecond))} | {rounds.Sum(m => m.Load.Failed)} |");
    }
}
