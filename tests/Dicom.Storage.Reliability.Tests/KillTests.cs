using System.Data.Common;
using Dicom.Storage.Core;
using Dicom.Storage.Testing;
using MySqlConnector;
using Npgsql;

namespace Dicom.Storage.Reliability.Tests;

/// <summary>Nothing acknowledged is lost, nothing half is visible, nothing is indexed twice, whenever the process is killed.</summary>
public sealed class KillTests
{
    private const int Kills = 50;
    private const int Associations = 4;

    [Fact]
    public async Task Fifty_kills_under_load_lose_nothing_acknowledged()
    {
        using TemporaryDirectory directory = new();
        History history = new();
        await KillUnderLoadAsync(directory.FullPath, history);
        await DrainAndCheckAsync(directory.FullPath, history);
        Assert.True(history.Acknowledged >= Kills, $"only {history.Acknowledged} objects were acknowledged");
    }

    [Theory]
    [InlineData("PostgreSql")]
    [InlineData("MySql")]
    public async Task Fifty_kills_under_load_lose_nothing_acknowledged_with_the_index_on_a_server(string database)
    {
        await using RelationalServer server = database == "MySql" ? MariaDbServer.Create() : PostgreSqlServer.Create();
        await server.StartAsync();
        string place = server.Administration;
        using TemporaryDirectory directory = new();
        History history = new();
        string[] options = ["--database", database, "--connection", place];

        await KillUnderLoadAsync(directory.FullPath, history, options);

        using (ServerProcess last = await ServerProcess.StartAsync(directory.FullPath, options))
        {
            await last.DrainAsync();
            Assert.Equal(0, await last.StopAsync());
        }

        await using DbConnection index = database == "MySql" ? new MySqlConnection(place) : new NpgsqlConnection(place);
        Assert.Empty(history.Violations(directory.FullPath, index));
        Assert.True(history.Acknowledged >= Kills, $"only {history.Acknowledged} objects were acknowledged");
    }

    public static TheoryData<string, int> Points()
    {
        TheoryData<string, int> points = [];
        foreach (FaultPoint point in Enum.GetValues<FaultPoint>())
        {
            if (point is FaultPoint.BeforeAnswer or FaultPoint.RenditionReady or FaultPoint.RenditionRemoved)
                continue; // the same instant as ReadyFlushed for the default level, for Indexed it has its own test below; no renditions without rules
            points.Add(point.ToString(), 1);
            points.Add(point.ToString(), 7);
        }

        return points;
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_kill_at_a_named_point_loses_nothing_acknowledged(string point, int count)
    {
        using TemporaryDirectory directory = new();
        History history = new();
        int next = 0;
        using (ServerProcess server = await ServerProcess.StartAsync(directory.FullPath, "--crash", $"{point}:{count}"))
        {
            Task[] senders = [.. Enumerable.Range(0, 2).Select(_ => new Sender(history, server.Port).SendAsync(
                Enumerable.Range(0, 400).Select(_ => Next(ref next))))];
            await server.WaitForExitAsync(); // the point was reached, or this times out and fails
            await Task.WhenAll(senders);
        }

        await DrainAndCheckAsync(directory.FullPath, history);
    }

    [Theory]
    [InlineData("Indexed")]
    [InlineData("Published")]
    public async Task A_kill_before_the_answer_of_a_synchronous_level_loses_nothing(string level)
    {
        using TemporaryDirectory directory = new();
        History history = new();
        int next = 0;
        using (ServerProcess server = await ServerProcess.StartAsync(directory.FullPath, "--ack", level, "--crash", "BeforeAnswer:5"))
        {
            await new Sender(history, server.Port).SendAsync(Enumerable.Range(0, 20).Select(_ => Next(ref next)));
            await server.WaitForExitAsync();
        }

        Assert.Equal(4, history.Acknowledged);
        await DrainAndCheckAsync(directory.FullPath, history);
    }

    [Fact]
    public async Task A_stop_in_order_answers_what_is_running_and_exits_with_0()
    {
        using TemporaryDirectory directory = new();
        History history = new();
        int next = 0;
        using ServerProcess server = await ServerProcess.StartAsync(directory.FullPath);
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task[] senders = [.. Enumerable.Range(0, Associations).Select(_ => new Sender(history, server.Port).SendAsync(
            Enumerable.Range(0, 100_000).Select(_ => Next(ref next)),
            count =>
            {
                if (count == 20)
                    begun.TrySetResult();
            }))];
        await begun.Task;

        Assert.Equal(0, await server.StopAsync());

        await Task.WhenAll(senders);
        await DrainAndCheckAsync(directory.FullPath, history);
    }

    private static async Task KillUnderLoadAsync(string root, History history, params string[] options) =>
        await KillUnderLoadAsync(root, history, Kills, options);

    internal static async Task KillUnderLoadAsync(string root, History history, int kills, string[] options)
    {
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        int next = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            using ServerProcess server = await ServerProcess.StartAsync(root, options);
            TaskCompletionSource enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
            int killAfter = random.Next(1, 60);
            int answered = 0;
            Task[] senders = [.. Enumerable.Range(0, Associations).Select(_ => new Sender(history, server.Port).SendAsync(
                Enumerable.Range(0, 1_000).Select(_ => Next(ref next)),
                _ =>
                {
                    if (Interlocked.Increment(ref answered) == killAfter)
                        enough.TrySetResult();
                }))];
            await Task.WhenAny(enough.Task, Task.WhenAll(senders));
            server.Kill();
            await Task.WhenAll(senders);
        }
    }

    internal static async Task DrainAndCheckAsync(string root, History history, params string[] options)
    {
        using (ServerProcess server = await ServerProcess.StartAsync(root, options))
        {
            await server.DrainAsync();
            Assert.Equal(0, await server.StopAsync());
        }

        Assert.Empty(history.Violations(root));
    }

    // Sizes of 1 to 64 KiB; several studies, so that partitions and batches are mixed.
    internal static SyntheticObject Next(ref int next)
    {
        int number = Interlocked.Increment(ref next);
        return SyntheticObject.Create(number, study: (number % 5) + 1, pixelBytes: 1_024 + ((number * 7_919 % 63_000) & ~1));
    }
}
