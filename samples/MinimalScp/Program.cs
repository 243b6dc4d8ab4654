using Dicom.Storage.Core;
using Dicom.Storage.Scp;

// The server without host and container: objects, spool and index go under ./data. Ctrl+C stops it.
using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

await using StorageScpServer server = StorageScp.CreateBuilder()
    .ConfigureStorage(o => o.Root = "data")
    .Configure(o =>
    {
        o.AeTitle = "STORE-SCP";
        o.Port = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 11112;
        o.AckLevel = AckLevel.Durable; // success is told when the object is on disk
    })
    .Build();
await server.StartAsync(stop.Token);
Console.WriteLine($"Listening on {server.Scp.EndPoint}.");
await Task.Delay(Timeout.InfiniteTimeSpan, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
await server.StopAsync(CancellationToken.None);
Console.WriteLine($"{server.Scp.Statistics.Stored} objects stored.");
