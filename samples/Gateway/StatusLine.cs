using System.Globalization;
using Dicom.Storage.Core;
using Dicom.Storage.Scp;

namespace Dicom.Storage.Gateway;

/// <summary>Shows what goes on: a line that rewrites itself on a terminal, otherwise a log line now and then.</summary>
internal sealed partial class StatusLine(StorageScp scp, StorageEngine engine, IConfiguration configuration, TimeProvider time, ILogger<StatusLine> logger) : BackgroundService
{
    private static readonly TimeSpan s_terminalInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_logInterval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bool terminal = !Console.IsOutputRedirected;
        TimeSpan interval = configuration.GetValue("Gateway:StatusInterval", terminal ? s_terminalInterval : s_logInterval);
        using PeriodicTimer timer = new(interval, time);
        long bytesBefore = 0;
        long storedBefore = 0;
        while (await WaitAsync(timer, stoppingToken))
        {
            long stored = scp.Statistics.Stored;
            long bytes = scp.Statistics.StoredBytes;
            double megabytesPerSecond = (bytes - bytesBefore) / 1e6 / interval.TotalSeconds;
            if (terminal)
                Show(stored, megabytesPerSecond);
            else if (stored != storedBefore || engine.Spool.Depth > 0)
                LogStatus(logger, scp.OpenAssociations, stored, scp.Statistics.Refused, megabytesPerSecond, engine.Spool.Depth);
            bytesBefore = bytes;
            storedBefore = stored;
        }
    }

    // The cursor goes back to the line's start, so that a log message takes the line's place.
    private void Show(long stored, double megabytesPerSecond) => Console.Write(string.Create(
        CultureInfo.InvariantCulture,
        $"associations {scp.OpenAssociations} | instances {stored} | refused {scp.Statistics.Refused} | {megabytesPerSecond:F1} MB/s | spool {engine.Spool.Depth}\e[K\r"));

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Associations {Associations}, instances {Stored}, refused {Refused}, {MegabytesPerSecond:F1} MB/s, spool {SpoolDepth}")]
    private static partial void LogStatus(ILogger logger, int associations, long stored, long refused, double megabytesPerSecond, int spoolDepth);
}
