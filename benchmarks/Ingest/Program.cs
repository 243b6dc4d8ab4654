using System.CommandLine;
using Dicom.Storage.Ingest;

Option<string[]> levels = new("--level") { Description = $"Acknowledgement levels of our server: {ServerCatalog.Levels}; none for peers only.", DefaultValueFactory = _ => ["Received", "Durable", "Indexed"], AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.ZeroOrMore };
Option<string[]> peers = new("--peer") { Description = $"Servers to measure beside it: {ServerCatalog.Peers}.", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };
Option<int> associations = new("--associations") { Description = "Associations at once, each with one operation outstanding.", DefaultValueFactory = _ => 4 };
Option<int> instances = new("--instances") { Description = "CT images of 0.5 MB in a run.", DefaultValueFactory = _ => 500 };
Option<int> warmUp = new("--warm-up") { Description = "Images sent before the first round; .NET needs some thousand.", DefaultValueFactory = _ => 3000 };
Option<int> rounds = new("--rounds") { Description = "Rounds; in each all servers take their turn. The table has medians.", DefaultValueFactory = _ => 3 };
Option<string> objects = new("--objects") { Description = "ct, or large: one object of 1 GB on each association.", DefaultValueFactory = _ => "ct" };
Option<string> work = new("--work") { Description = "Folder for the servers' data, on the disk to be measured.", DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "dicom-storage-ingest") };
Option<int> port = new("--port") { Description = "First port of the servers.", DefaultValueFactory = _ => 24_301 };
Option<string?> tool = new("--dicombench") { Description = "Drive with this program, dicombench of ../shared/tools/bench, in place of our own client." };
Option<string?> data = new("--data") { Description = "The set that dicombench sends." };

RootCommand command = new("Measures how fast the storage server takes C-STORE, beside other servers on this machine.")
{
    levels, peers, associations, instances, warmUp, rounds, objects, work, port, tool, data,
};
command.SetAction(async (parsed, cancellationToken) =>
{
    bool large = parsed.GetValue(objects) == "large";
    Settings settings = new(
        parsed.GetValue(levels)!,
        parsed.GetValue(peers)!,
        parsed.GetValue(associations),
        parsed.GetValue(instances),
        large ? 0 : parsed.GetValue(warmUp),
        parsed.GetValue(rounds),
        large,
        parsed.GetValue(work)!,
        parsed.GetValue(port),
        parsed.GetValue(tool) is { } program ? new BenchTool(program, parsed.GetValue(data) ?? string.Empty) : null);
    try
    {
        IReadOnlyDictionary<string, List<Measurement>> results = await new Campaign(settings, Console.Error).RunAsync(cancellationToken);
        Console.WriteLine($"{(large ? "1 GB objects, one on each association" : $"{settings.Instances} CT of 0.5 MB")}, {settings.Associations} associations, {settings.Rounds} rounds, {Environment.ProcessorCount} cores, {Environment.OSVersion}");
        Console.WriteLine();
        ResultTable.Write(Console.Out, results);
        return results.Values.SelectMany(runs => runs).All(run => run.Load.Failed == 0) ? 0 : 1;
    }
    catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
    {
        Console.Error.WriteLine(exception.Message);
        return 2;
    }
});
return await command.Parse(args).InvokeAsync();
