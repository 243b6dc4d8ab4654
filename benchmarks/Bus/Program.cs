using Dicom.Storage.BusBenchmark;

// Bus [BOOTSTRAP_SERVERS] [EVENTS=100000] [OBJECTS=500]
// Events a second through publisher and consumer, and the time from a C-STORE response to the object's row, in process and over Kafka.
string? servers = args.Length > 0 ? args[0] : null;
int events = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 100_000;
int objects = args.Length > 2 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 500;

await Throughput.RunAsync("in-process bus", servers: null, events);
if (servers is not null)
    await Throughput.RunAsync("Kafka", servers, events);
await Latency.RunAsync("pipeline indexes", servers: null, consumers: false, objects);
await Latency.RunAsync("indexer on the in-process bus", servers: null, consumers: true, objects);
if (servers is not null)
    await Latency.RunAsync("indexer over Kafka", servers, consumers: true, objects);
