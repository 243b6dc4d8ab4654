using System.Globalization;

namespace Dicom.Storage.Testing;

/// <summary>A PostgreSQL server of the newest version that is installed; user <c>postgres</c>, no password.</summary>
public sealed class PostgreSqlServer : RelationalServer
{
    private readonly string _programs;

    private PostgreSqlServer(string programs)
        : base("dicom-pg-") => _programs = programs;

    /// <inheritdoc/>
    public override string ConnectionString(string database, int? port = null) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port ?? Port};Username=postgres;Database={database}");

    /// <inheritdoc/>
    protected override string AdministrationDatabase => "postgres";

    /// <inheritdoc/>
    protected override string Account => "postgres";

    /// <inheritdoc/>
    protected override string ReadyText => "database system is ready to accept connections";

    /// <summary>Makes an empty cluster; skips the test where PostgreSQL is not installed.</summary>
    public static PostgreSqlServer Create()
    {
        string? programs = Programs();
        Require(programs is not null, "Needs PostgreSQL's programs: apt-get install postgresql.");
        PostgreSqlServer server = new(programs!);
        server.Prepare(
            Path.Combine(programs!, "initdb"), "--pgdata", server.Data, "--username", "postgres", "--auth", "trust", "--encoding", "UTF8",
            "--locale", "C.UTF-8", "--no-sync");
        return server;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> RunCommand(IReadOnlyList<string> settings) =>
    [
        Path.Combine(_programs, "postgres"), "-D", Data, "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-k", Folder,
        "-c", "logging_collector=off", "-c", "log_destination=stderr", "-c", "max_connections=200",
        .. settings.SelectMany(setting => (string[])["-c", setting]),
    ];

    private string Data => Path.Combine(Folder, "data");

    // Debian keeps them apart by version and off the path.
    private static string? Programs()
    {
        IEnumerable<string> versions = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(path => int.TryParse(Path.GetFileName(path), out int version) ? version : 0)
            : [];
        IEnumerable<string> path = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        return versions.Select(version => Path.Combine(version, "bin")).Concat(path).FirstOrDefault(folder =>
            File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }
}
