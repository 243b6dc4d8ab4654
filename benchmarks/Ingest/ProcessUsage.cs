using System.Globalization;

namespace Dicom.Storage.Ingest;

/// <summary>CPU time and memory of a process and its children, from Linux' /proc.</summary>
internal sealed class ProcessUsage : IDisposable
{
    private const double TicksPerSecond = 100; // USER_HZ

    private readonly int _id;
    private readonly double _cpuBefore;
    private readonly Thread _sampler;
    private volatile bool _stopped;
    private long _peakTreeKb;
    private bool _sawChildren;

    public ProcessUsage(int id)
    {
        _id = id;
        TryResetPeak();
        _cpuBefore = Cpu();
        _sampler = new Thread(SampleUntilStopped) { IsBackground = true };
        _sampler.Start();
    }

    /// <summary>CPU seconds since the start, with those of children that have ended.</summary>
    public double CpuSeconds => Cpu() - _cpuBefore;

    /// <summary>The largest resident memory since the start, in MB (10^6 bytes); children are added as sampled every 25 ms.</summary>
    public double PeakRssMb => (_sawChildren ? Volatile.Read(ref _peakTreeKb) : StatusKb(_id, "VmHWM:")) * 1024 / 1e6;

    public void Dispose()
    {
        _stopped = true;
        _sampler.Join();
    }

    private void SampleUntilStopped()
    {
        while (!_stopped)
        {
            Sample();
            Thread.Sleep(25);
        }
    }

    private void Sample()
    {
        try
        {
            long sum = StatusKb(_id, "VmRSS:");
            foreach (string child in File.ReadAllText($"/proc/{_id}/task/{_id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                _sawChildren = true;
                sum += StatusKb(int.Parse(child, CultureInfo.InvariantCulture), "VmRSS:");
            }

            if (sum > _peakTreeKb)
                Volatile.Write(ref _peakTreeKb, sum);
        }
        catch (IOException)
        {
            // A child ended between two reads: the next sample sees the rest.
        }
    }

    // utime, stime, cutime and cstime are fields 14 to 17; the name in field 2 may hold blanks (proc(5)).
    private double Cpu()
    {
        string stat = File.ReadAllText($"/proc/{_id}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[11..15].Sum(field => double.Parse(field, CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    private void TryResetPeak()
    {
        try
        {
            File.WriteAllText($"/proc/{_id}/clear_refs", "5");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The peak is then that of the process since its start.
        }
    }

    private static long StatusKb(int id, string key)
    {
        string? line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(text => text.StartsWith(key, StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line[key.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
    }
}
