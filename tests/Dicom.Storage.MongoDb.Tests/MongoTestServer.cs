using Dicom.Storage.Testing;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using Testcontainers.MongoDb;

namespace Dicom.Storage.MongoDb.Tests;

/// <summary>
/// The server of all tests of this program: what DICOM_STORAGE_TEST_MONGODB names, else the FerretDB of the shared servers, else a
/// replica set in a container where Docker answers. Without any a test is skipped on a desk, and fails where CI=true.
/// </summary>
internal static class MongoTestServer
{
    /// <summary>The environment variable with a connection string; the user must be allowed to make and drop databases.</summary>
    public const string Variable = "DICOM_STORAGE_TEST_MONGODB";

    private static readonly Lazy<Task<string?>> s_connection = new(StartAsync);

    private static bool s_isFerretDb;

    public static string? Named => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : null;

    public static async Task<string> RequireAsync() => await s_connection.Value ?? Missing(
        $"A MongoDB server is needed: name one in {Variable}, or lay the shared servers beside the repository (DICOM_STORAGE_SHARED), or start Docker.");

    /// <summary>Gets a connection string to a server that has transactions, which FerretDB lacks.</summary>
    public static async Task<string> RequireReplicaSetAsync()
    {
        string connection = await RequireAsync();
        Assert.SkipWhen(s_isFerretDb, $"A replica set is needed: name one in {Variable}.");
        return connection;
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

        if (await FerretDbServer.TryStartAsync() is { } server)
        {
            s_isFerretDb = true;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return server.ConnectionString;
        }

        return TestcontainersSettings.OS.DockerEndpointAuthConfig is null ? null : await StartContainerAsync();
    }

    // The library's own container ends what it has started when this program does.
    private static async Task<string?> StartContainerAsync()
    {
        try
        {
            MongoDbContainer container = new MongoDbBuilder("mongo:8.0").WithReplicaSet().Build();
            await container.StartAsync();
            return container.GetConnectionString();
        }
        catch (DockerUnavailableException)
        {
            return null;
        }
    }
}
