namespace Dicom.Storage.Testing;

/// <summary>The FerretDB of the shared servers: a server that speaks MongoDB's language and has no transactions.</summary>
public sealed class FerretDbServer : DatabaseServer
{
    private const string Program = "servers/mongodb/run";

    private readonly string _program;

    // What is killed is the process, not the machine: memory keeps what a disk would, and flushes cost nothing.
    private FerretDbServer(string program)
        : base("dicom-ferretdb-", Directory.Exists("/dev/shm") ? "/dev/shm" : null) => _program = program;

    /// <summary>Gets where it is.</summary>
    public string ConnectionString => $"mongodb://127.0.0.1:{Port}/";

    /// <inheritdoc/>
    protected override string Account => "root";

    /// <inheritdoc/>
    protected override string ReadyText => "listening on";

    /// <summary>Starts a server; null when the shared servers are not there.</summary>
    public static async Task<FerretDbServer?> TryStartAsync()
    {
        if (!OperatingSystem.IsLinux() || SharedFiles.TryGet(Program) is not { } program)
            return null;

        FerretDbServer server = new(program);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts a server; without the shared servers the test is skipped on a desk, and fails where CI=true.</summary>
    public static async Task<FerretDbServer> RequireAsync()
    {
        if (await TryStartAsync() is { } server)
            return server;
        Require(present: false, $"FerretDB of the shared servers is needed, on Linux: name their folder in {SharedFiles.Variable}.");
        throw new PlatformNotSupportedException(Program);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> RunCommand(IReadOnlyList<string> settings) => [_program, Path.Combine(Folder, "data"), $"{Port}", .. settings];
}
