using Dicom.Storage.Core;
using Dicom.Storage.Relational;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.Specification;

/// <summary>A server whose settings may lose what it has acknowledged.</summary>
public static class WeakServer
{
    /// <summary>Asserts that it is refused by the setting's name, and only noted where it was allowed.</summary>
    /// <param name="tests">The adapter's server.</param>
    /// <param name="settings">The settings of a server that is made for this.</param>
    /// <param name="said">What is said about them.</param>
    public static async Task AssertRefusedAsync(SqlTestServer tests, IReadOnlyList<string> settings, string said)
    {
        ArgumentNullException.ThrowIfNull(tests);
        CancellationToken token = TestContext.Current.CancellationToken;
        await using RelationalServer server = tests.CreateServer();
        await server.StartAsync(settings);
        string database = await tests.CreateDatabaseAsync(server.Administration, "weak", token);
        await using (ServerDbProvider refused = tests.Open(NullLoggerFactory.Instance, database, _ => { }))
        {
            DicomStorageException error = await Assert.ThrowsAsync<DicomStorageException>(() => refused.EnsureSchemaAsync(token));
            Assert.Contains(said, error.Message, StringComparison.Ordinal);
            Assert.Contains("AllowWeakDurability", error.Message, StringComparison.Ordinal);
        }

        using CollectingLoggerFactory log = new();
        await using ServerDbProvider allowed = tests.Open(log, database, options => options.AllowWeakDurability = true);
        await allowed.EnsureSchemaAsync(token);
        Assert.Contains(log.Lines, line => line.Contains(said, StringComparison.Ordinal));
    }
}
