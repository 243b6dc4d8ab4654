using Dicom.Storage.Core;
using Dicom.Storage.Distributed;
using Dicom.Storage.Kafka;
using Dicom.Storage.Scp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// One program, three verbs: any number of each, on any number of machines that share the objects' directory.
//   receiver   takes objects by C-STORE, places them and publishes; asks no database
//   indexer    consumes, enters objects in PostgreSQL, publishes series and images
//   worker     makes a DICOM JSON document of each series that has been quiet for a while
//   replay     puts dead letters back and tells again of stored objects that are not indexed; ends when that is done
// Settings: appsettings.json beside the program, environment (DicomStorage__Kafka__BootstrapServers=...), command line (--DicomStorage:Kafka:BootstrapServers=...).
string verb = args.Length > 0 ? args[0] : string.Empty;
HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args.Length > 0 ? args[1..] : [], ContentRootPath = AppContext.BaseDirectory });
IDicomStorageBuilder storage = builder.Services.AddDicomStorage(builder.Configuration.GetSection("DicomStorage")).UsePostgreSql().UseKafka();
switch (verb)
{
    case "receiver":
        builder.Services.Configure<DicomStorageOptions>(options => options.Ingest.Indexing = IndexingPlace.Consumers);
        storage.AddStorageScp();
        break;
    case "indexer":
        storage.WithoutReceiving().AddIndexer();
        break;
    case "worker":
        storage.WithoutReceiving();
        builder.Services.AddHostedService<JsonWorker>();
        break;
    case "replay":
        storage.WithoutReceiving();
        break;
    default:
        Console.Error.WriteLine("usage: Distributed receiver|indexer|worker|replay [--DicomStorage:...=...]");
        return 2;
}

using IHost host = builder.Build();
if (verb == "replay")
    return await Replay.RunAsync(host.Services);

await host.StartAsync();
Console.WriteLine(verb == "receiver" ? $"receiver on {host.Services.GetRequiredService<StorageScp>().EndPoint}" : $"{verb} at work");
await host.WaitForShutdownAsync();
return 0;
