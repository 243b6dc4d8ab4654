using Dicom.Storage.Testing;

namespace Dicom.Storage.Ingest;

/// <summary>The servers that can be measured beside each other.</summary>
internal static class ServerCatalog
{
    public const string Levels = "Received,Durable,Indexed,Published";

    public const string Peers = "storescp, storescp-best, dicom-rs";

    private static readonly Dictionary<string, string> s_noVariables = [];

    // DCMTK answers in two segments; without this switch Nagle's algorithm and delayed ACK cost it 40 ms an instance.
    private static readonly Dictionary<string, string> s_noDelay = new() { ["TCP_NODELAY"] = "1" };

    /// <summary>The Gateway sample at one acknowledgement level.</summary>
    public static ServerSpec Own(string level) => new(
        $"Dicom.Storage {level}",
        GatewayPath(),
        [
            "--DicomStorage:Root={out}", "--DicomStorage:Scp:Port={port}", $"--DicomStorage:Scp:AckLevel={level}",
            "--Urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning",
        ],
        s_noVariables,
        Path.Combine("spool", "ready"));

    /// <summary>A server of others.</summary>
    /// <exception cref="ArgumentException">The name is unknown, or the program is not there.</exception>
    public static ServerSpec Peer(string name) => name switch
    {
        "storescp" => new("DCMTK storescp", "storescp", ["-q", "-od", "{out}", "{port}"], s_noDelay, null),
        "storescp-best" => new("DCMTK storescp --fork +B -pdu 131072", "storescp", ["-q", "--fork", "+B", "-pdu", "131072", "-od", "{out}", "{port}"], s_noDelay, null),
        "dicom-rs" => new("dicom-rs storescp", DicomRsPath(), ["-p", "{port}", "-o", "{out}"], s_noVariables, null),
        _ => throw new ArgumentException($"'{name}' is not a known peer: {Peers}."),
    };

    private static string GatewayPath()
    {
        string configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string program = SourceTree.PathOf("artifacts", "bin", "Gateway", configuration, OperatingSystem.IsWindows() ? "Gateway.exe" : "Gateway");
        return File.Exists(program) ? program : throw new ArgumentException($"'{program}' is not built.");
    }

    private static string DicomRsPath()
    {
        string program = Environment.GetEnvironmentVariable("DICOMRS") ?? Path.Combine(SharedFolder(), "tools", "peers", "dicom-rs", "dicom-storescp");
        return File.Exists(program) ? program : throw new ArgumentException("dicom-storescp of dicom-rs was not found: name it in DICOMRS.");
    }

    private static string SharedFolder() =>
        Environment.GetEnvironmentVariable("DICOM_STORAGE_SHARED") ?? Path.Combine(Path.GetDirectoryName(SourceTree.Root)!, "shared");
}
