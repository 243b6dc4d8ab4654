namespace Dicom.Storage.Ingest;

/// <summary>One run of one server.</summary>
/// <param name="Load">What the senders saw.</param>
/// <param name="CpuSeconds">CPU time of the server until it was idle again.</param>
/// <param name="PeakRssMb">Its largest resident memory in MB.</param>
/// <param name="IdleSeconds">From the start signal until all that was acknowledged was worked off.</param>
internal sealed record Measurement(LoadResult Load, double CpuSeconds, double PeakRssMb, double IdleSeconds)
{
    public double PerSecond => Load.Stored / Load.Seconds;

    public double MbPerSecond => Load.Bytes / 1e6 / Load.Seconds;

    public double CpuPerGb => Load.Bytes == 0 ? 0 : CpuSeconds / (Load.Bytes / 1e9);

    public double IndexedPerSecond => Load.Stored / IdleSeconds;
}
