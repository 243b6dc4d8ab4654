using System.Globalization;

namespace Dicom.Storage.Testing;

/// <summary>A MariaDB server; user <c>root</c>, no password.</summary>
public sealed class MariaDbServer : RelationalServer
{
    private static readonly string[] s_folders = ["/usr/sbin", "/usr/bin", "/usr/local/bin"];

    private MariaDbServer()
        : base("dicom-maria-")
    {
    }

    /// <inheritdoc/>
    public override string ConnectionString(string database, int? port = null) =>
        string.Create(CultureInfo.InvariantCulture, $"Server=127.0.0.1;Port={port ?? Port};User ID=root;Database={database}");

    /// <inheritdoc/>
    protected override string AdministrationDatabase => "mysql";

    /// <inheritdoc/>
    protected override string Account => "mysql";

    /// <inheritdoc/>
    protected override string ReadyText => "ready for connections";

    /// <summary>Makes an empty server; skips the test where MariaDB is not installed.</summary>
    public static MariaDbServer Create()
    {
        Require(
            Program("mariadbd") is not null && Program("mariadb-install-db") is not null, "Needs MariaDB's programs: apt-get install mariadb-server.");
        MariaDbServer server = new();

        // Temporary tables of servers that are made at the same time have the same names: each has its own folder for them.
        server.Prepare(
            Program("mariadb-install-db")!, "--no-defaults", $"--datadir={server.Data}", $"--tmpdir={server.Folder}", "--auth-root-authentication-method=normal", "--skip-test-db");
        return server;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> RunCommand(IReadOnlyList<string> settings) =>
    [
        Program("mariadbd")!, "--no-defaults", $"--datadir={Data}", $"--tmpdir={Folder}", "--bind-address=127.0.0.1",
        string.Create(CultureInfo.InvariantCulture, $"--port={Port}"), $"--socket={Path.Combine(Folder, "s")}",
        $"--pid-file={Path.Combine(Folder, "pid")}", "--max-connections=200", "--skip-name-resolve=0", .. settings.Select(setting => $"--{setting}"),
    ];

    private string Data => Path.Combine(Folder, "data");

    private static string? Program(string name) => s_folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
