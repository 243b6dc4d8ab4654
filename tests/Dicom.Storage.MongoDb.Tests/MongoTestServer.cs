using Dicom.Storage.Testing;

namespace Dicom.Storage.MongoDb.Tests;

/// <summary>
/// The server of all tests of this program: what DICOM_STORAGE_TEST_MONGODB names, else the FerretDB of the shared servers. Without
/// either a test is skipped on a desk, and fails where CI=true.
/// </summary>
internal static class MongoTestServer
{
    /// <summary>The environment variable with a connection string; the user must be allowed to make and drop databases.</summary>
    public const string Variable = "DICOM_STORAGE_TEST_MONGODB";

    private static readonly Lazy<Task<string?>> s_connection = new(StartAsync);

    public static string? Named => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : null;

    public static async Task<string> RequireAsync() => await s_connection.Value ?? Missing(
        $"A MongoDB server is needed: name one in {Variable}, or lay the shared servers beside the repository (DICOM_STORAGE_SHARED).");

    /// <summary>Gets a connection string to a server that has transactions. None of those that can be started here has.</summary>
    public static string RequireReplicaSet()
    {
        if (Named is { } named)
            return named;
        Assert.Skip($"A replica set is needed: name one in {Variable}.");
        return string.Empty;
    }

    public static string Missing(string message)
    {
        if (Environment.GetEnvironmentVariable("CI") is "true" or "1")
            Assert.Fail(message);
        Assert.Skip(message);
        return string.Empty;
    }

    private static async Task<string?> StartAsync()
    {
        if (Named is { } named)
            return named;

        FerretDbServer? server = await FerretDbServer.TryStartAsync();
        if (server is not null)
            AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server?.ConnectionString;
    }
}
