using System.Globalization;
using Dicom.Storage.Core;
using Dicom.Storage.CrashHost;
using Dicom.Storage.Scp;

// --root DIR [--ack LEVEL] [--database PostgreSql|MySql --connection STRING] [--crash POINT:N] [--hold POINT] [--min-free BYTES] [--port N] [--objects DIR] [--transcode SYNTAX [--quality N] [--keep true]]
// Prints "LISTENING port"; then "drain" on standard input is answered with "DRAINED", "retries" with "RETRIED" after
// three failed batches, and "stop" ends it in order.
Dictionary<string, string> arguments = [];
for (int i = 0; i + 1 < args.Length; i += 2)
    arguments[args[i]] = args[i + 1];

using RetryLog logs = new();
StorageScpBuilder builder = StorageScp.CreateBuilder()
    .UseLogging(logs)
    .ConfigureStorage(storage =>
    {
        storage.Root = arguments["--root"];
        storage.Spool.MinFreeBytes = long.Parse(arguments.GetValueOrDefault("--min-free", "0"), CultureInfo.InvariantCulture);
        storage.Spool.VolumeCheckInterval = TimeSpan.FromMilliseconds(100);
        storage.FileSystem.Root = arguments.GetValueOrDefault("--objects", string.Empty);
        storage.Ingest.MaxRetryDelay = TimeSpan.FromSeconds(1);
    })
    .Configure(scp =>
    {
        scp.Address = "127.0.0.1";
        scp.Port = int.Parse(arguments.GetValueOrDefault("--port", "0"), CultureInfo.InvariantCulture);
        scp.AckLevel = Enum.Parse<AckLevel>(arguments.GetValueOrDefault("--ack", nameof(AckLevel.Durable)));
        scp.AckTimeout = TimeSpan.FromSeconds(5);
    });
if (arguments.TryGetValue("--database", out string? database))
    builder.UseDatabase(ServerDatabase.Open(database, arguments["--connection"]));

if (arguments.TryGetValue("--transcode", out string? target))
{
    builder.UseTranscoding(rules =>
    {
        rules.Target = target;
        rules.AllowLossy = true;
        rules.Quality = int.Parse(arguments.GetValueOrDefault("--quality", "90"), CultureInfo.InvariantCulture);
        rules.KeepOriginal = arguments.ContainsKey("--keep");
    });
}

if (arguments.TryGetValue("--crash", out string? crash))
{
    string[] parts = crash.Split(':');
    builder.FaultPoints = new KillAtPoint(Enum.Parse<FaultPoint>(parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture));
}

if (arguments.TryGetValue("--hold", out string? hold))
    builder.FaultPoints = new HoldAtPoint(Enum.Parse<FaultPoint>(hold));

await using StorageScpServer server = builder.Build();
await server.StartAsync();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"LISTENING {server.Scp.EndPoint!.Port}"));

while (await Console.In.ReadLineAsync() is { } command && command != "stop")
{
    if (command == "drain")
        await UntilAsync(() => server.Engine.Spool.Depth == 0);
    else
        await logs.RetriesAsync(3);
    Console.WriteLine(command == "drain" ? "DRAINED" : "RETRIED");
}

await server.StopAsync();

static async Task UntilAsync(Func<bool> condition)
{
    using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(20));
    while (!condition() && await timer.WaitForNextTickAsync())
    {
    }
}
