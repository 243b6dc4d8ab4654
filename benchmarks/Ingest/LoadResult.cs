namespace Dicom.Storage.Ingest;

/// <summary>What one run of a load came to.</summary>
/// <param name="Stored">Objects answered with success or warning.</param>
/// <param name="Failed">Objects answered otherwise, or not at all.</param>
/// <param name="Bytes">Data set bytes of the stored objects.</param>
/// <param name="Seconds">From the start signal to the last association's end.</param>
/// <param name="P50Ms">Median time from request to response.</param>
/// <param name="P99Ms">99th percentile of it.</param>
internal sealed record LoadResult(int Stored, int Failed, long Bytes, double Seconds, double P50Ms, double P99Ms)
{
    public static LoadResult Of(IReadOnlyList<double> latenciesMs, int failed, long bytes, double seconds)
    {
        double[] sorted = [.. latenciesMs.Order()];
        return new(sorted.Length, failed, bytes, seconds, At(sorted, 0.5), At(sorted, 0.99));
    }

    private static double At(double[] sorted, double quantile) =>
        sorted.Length == 0 ? 0 : sorted[Math.Clamp((int)Math.Ceiling(quantile * sorted.Length) - 1, 0, sorted.Length - 1)];
}
