using System.Diagnostics;

namespace Dicom.Storage.Ingest;

/// <summary>Starts every server, warms each up, and measures them in turn, round by round, so that the machine's moods meet all alike.</summary>
internal sealed class Campaign(Settings settings, TextWriter log)
{
    // UIDs of one run are unlike those of any other: a server that knows an instance would skip its work.
    private long _salt = Stopwatch.GetTimestamp() & 0xFFFF_FFFF_FFFF;

    public async Task<IReadOnlyDictionary<string, List<Measurement>>> RunAsync(CancellationToken cancellationToken)
    {
        ServerSpec[] specs = [.. settings.Levels.Select(ServerCatalog.Own), .. settings.Peers.Select(ServerCatalog.Peer)];
        Dictionary<string, List<Measurement>> results = specs.ToDictionary(spec => spec.Name, _ => new List<Measurement>(), StringComparer.Ordinal);
        List<ServerProcess> servers = [];
        try
        {
            foreach (ServerSpec spec in specs)
                servers.Add(await StartWarmAsync(spec, settings.FirstPort + servers.Count, cancellationToken));
            for (int round = 1; round <= settings.Rounds; round++)
            {
                foreach (ServerProcess server in servers)
                    results[server.Spec.Name].Add(await MeasureAsync(server, round, cancellationToken));
            }

            return results;
        }
        finally
        {
            foreach (ServerProcess server in servers)
                await server.DisposeAsync();
        }
    }

    private async Task<ServerProcess> StartWarmAsync(ServerSpec spec, int port, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(settings.WorkFolder, $"{port}");
        ServerProcess server = await ServerProcess.StartAsync(spec, folder, port, cancellationToken);
        if (settings.WarmUp > 0)
            await LoadAsync(server, settings.WarmUp, cancellationToken);
        await server.WaitUntilIdleAsync(TimeSpan.FromMinutes(2), cancellationToken);
        log.WriteLine($"{spec.Name}: running on port {port}, warmed with {settings.WarmUp} instances");
        return server;
    }

    private async Task<Measurement> MeasureAsync(ServerProcess server, int round, CancellationToken cancellationToken)
    {
        await FlushDisksAsync(cancellationToken);
        using ProcessUsage usage = new(server.Id);
        Stopwatch clock = Stopwatch.StartNew();
        LoadResult load = settings.Large
            ? await OwnLoad.RunLargeAsync(server.Port, settings.Associations, _salt++, cancellationToken)
            : await LoadAsync(server, settings.Instances, cancellationToken);
        await server.WaitUntilIdleAsync(TimeSpan.FromMinutes(2), cancellationToken);
        Measurement result = new(load, usage.CpuSeconds, usage.PeakRssMb, clock.Elapsed.TotalSeconds);
        log.WriteLine($"round {round}: {server.Spec.Name}: {result.PerSecond:F0} inst/s, {result.MbPerSecond:F0} MB/s, RSS {result.PeakRssMb:F0} MB, failed {load.Failed}");
        return result;
    }

    private Task<LoadResult> LoadAsync(ServerProcess server, int instances, CancellationToken cancellationToken) => settings.Tool is { } tool
        ? tool.RunAsync(server.Port, settings.Associations, Math.Max(1, instances / 500), _salt++, cancellationToken)
        : OwnLoad.RunAsync(server.Port, settings.Associations, instances, _salt++, cancellationToken);

    // What an earlier run left in the page cache must not be written during the next one.
    private static async Task FlushDisksAsync(CancellationToken cancellationToken)
    {
        using Process? sync = Process.Start("sync");
        if (sync is not null)
            await sync.WaitForExitAsync(cancellationToken);
    }
}
