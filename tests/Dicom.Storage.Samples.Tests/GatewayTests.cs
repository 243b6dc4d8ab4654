using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dicom.Storage.Testing;
using Microsoft.Data.Sqlite;

namespace Dicom.Storage.Samples.Tests;

/// <summary>The Gateway as its user has it: a process, its lines, its port, its pages.</summary>
public sealed class GatewayTests : IDisposable
{
    private readonly GatewayFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task It_prints_where_it_listens_and_the_line_that_sends_it_files_and_that_line_works()
    {
        using SampleProcess gateway = _fixture.Start("--DicomStorage:Scp:AckLevel=Indexed");
        await gateway.ExpectAsync("DICOM +STORE-SCP on 127.0.0.1:[0-9]+, success means (Indexed)");
        await gateway.ExpectAsync("HTTP +(http://127.0.0.1:[0-9]+) .*/health/live, /health/ready");
        Assert.Equal(_fixture["data"], await gateway.ExpectAsync("Data +(.*)"));
        string command = await gateway.ExpectAsync("Send +dotnet run --project samples/Send -- <files or folders> (.*)");
        string files = _fixture.WriteFiles(7);

        (int status, string output) = await SampleProcess.RunAsync(SampleProcess.PathOf("Send"), _fixture.Folder, [files, .. command.Split(' ')]);

        Assert.True(status == 0, output);
        Assert.Contains("0000 stored: 7", output, StringComparison.Ordinal);
        Assert.Equal(7, _fixture.Stored.Length);
        Assert.True(File.Exists(_fixture["data/index.db"]));
    }

    [Fact]
    public async Task It_says_that_it_lives_and_whether_it_is_ready()
    {
        using SampleProcess gateway = _fixture.Start();
        Uri address = new(await gateway.ExpectAsync("HTTP +(http://127.0.0.1:[0-9]+)"));
        using HttpClient http = new() { BaseAddress = address };

        Assert.Equal("Healthy", await http.GetStringAsync("/health/live"));
        Assert.Equal("Healthy", await http.GetStringAsync("/health/ready"));

        File.Move(_fixture["data/spool/.dicom-storage"], _fixture["away"]); // as if its volume had gone
        await Eventually.IsTrueAsync(async () => await StatusAsync() == HttpStatusCode.ServiceUnavailable);
        Assert.Equal("Healthy", await http.GetStringAsync("/health/live"));

        File.Move(_fixture["away"], _fixture["data/spool/.dicom-storage"]);
        await Eventually.IsTrueAsync(async () => await StatusAsync() == HttpStatusCode.OK);

        async Task<HttpStatusCode> StatusAsync()
        {
            using HttpResponseMessage answer = await http.GetAsync("/health/ready");
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Its_settings_come_from_the_file_the_environment_and_the_command_line_the_later_above_the_earlier()
    {
        CopyProgram(_fixture["program"]);
        JsonNode settings = JsonNode.Parse(await File.ReadAllTextAsync(_fixture["program/appsettings.json"]))!;
        Assert.Equal(11_112, (int)settings["DicomStorage"]!["Scp"]!["Port"]!);
        Assert.Equal("http://127.0.0.1:8080", (string)settings["Urls"]!);
        settings["Urls"] = "http://127.0.0.1:0";
        settings["DicomStorage"]!["Root"] = "./from-file";
        settings["DicomStorage"]!["Scp"] = new JsonObject { ["Port"] = 0, ["Address"] = "127.0.0.1", ["AeTitle"] = "FILE", ["AckLevel"] = "Received" };
        await File.WriteAllTextAsync(_fixture["program/appsettings.json"], settings.ToJsonString(JsonSerializerOptions.Web));

        using SampleProcess gateway = SampleProcess.Start(
            _fixture["program/Gateway"],
            _fixture.Folder,
            ["--DicomStorage:Scp:AckLevel=Published"],
            ("DicomStorage__Scp__AckLevel", "Indexed"),
            ("DicomStorage__Scp__AeTitle", "ENVIRONMENT"));

        await gateway.ExpectAsync("DICOM +(ENVIRONMENT) on 127.0.0.1:[0-9]+, success means Published");
        Assert.Equal(_fixture["from-file"], await gateway.ExpectAsync("Data +(.*)"));
    }

    [Theory]
    [InlineData("--DicomStorage:Scp:Port=70000", "Port must be between 0 and 65535")]
    [InlineData("--DicomStorage:Scp:AckLevel=Later", "AckLevel")]
    [InlineData("--DicomStorage:Scp:TenantElement=12", "DicomStorage:Scp:TenantElement '12' is no tag")]
    [InlineData("--DicomStorage:FileSystem:PathTemplate={name}.dcm", "is no placeholder")]
    [InlineData("--DicomStorage:Spool:MustExist=true", "is its volume mounted?")]
    public async Task A_setting_it_cannot_take_ends_it_with_one_sentence_that_names_it(string argument, string sentence)
    {
        using SampleProcess gateway = _fixture.Start(argument);

        Assert.Equal(1, await gateway.ExitAsync());

        Assert.Contains("The gateway does not start: ", gateway.Output, StringComparison.Ordinal);
        Assert.Contains(sentence, gateway.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", gateway.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_one_on_the_same_data_does_not_start_and_the_first_goes_on()
    {
        using SampleProcess first = _fixture.Start("--DicomStorage:Scp:AckLevel=Indexed");
        int port = await first.PortAsync();
        using SampleProcess second = _fixture.Start();

        Assert.Equal(1, await second.ExitAsync());

        Assert.Contains("is in use by another process", second.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await _fixture.SendAsync(port, _fixture.WriteFiles(3))).Status);
        Assert.Equal(3, _fixture.Stored.Length);
    }

    [Fact]
    public async Task An_index_that_was_lost_is_made_again_by_sending_the_stored_objects_which_are_not_stored_twice()
    {
        using (SampleProcess gateway = _fixture.Start("--DicomStorage:Scp:AckLevel=Indexed"))
        {
            Assert.Equal(0, (await _fixture.SendAsync(await gateway.PortAsync(), _fixture.WriteFiles(6))).Status);
            gateway.Terminate();
            Assert.Equal(0, await gateway.ExitAsync());
        }

        foreach (string file in Directory.GetFiles(_fixture["data"], "index.db*"))
            File.Delete(file);
        using (SampleProcess gateway = _fixture.Start("--DicomStorage:Scp:AckLevel=Indexed"))
        {
            (int status, string output) = await _fixture.SendAsync(await gateway.PortAsync(), _fixture["data/objects"]);
            Assert.True(status == 0, output);
            Assert.Contains("0000 stored: 6", output, StringComparison.Ordinal);
            gateway.Terminate();
            Assert.Equal(0, await gateway.ExitAsync());
        }

        Assert.Equal(6, _fixture.Stored.Length);
        await using SqliteConnection index = new($"Data Source={_fixture["data/index.db"]};Pooling=False");
        await index.OpenAsync();
        await using SqliteCommand count = index.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM dicom_image_meta";
        Assert.Equal(6L, await count.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Without_a_terminal_it_logs_what_goes_on_now_and_then()
    {
        using SampleProcess gateway = _fixture.Start("--Gateway:StatusInterval=00:00:01");
        int port = await gateway.PortAsync();

        Assert.Equal(0, (await _fixture.SendAsync(port, _fixture.WriteFiles(5))).Status);

        await gateway.ExpectAsync("Associations [0-9]+, instances (5), refused 0, [0-9.]+ MB/s, spool [0-9]+");
    }

    [Fact]
    public async Task On_a_terminal_a_line_shows_what_goes_on_and_rewrites_itself()
    {
        const string Script = "script";
        if (!Testing.Command.Exists(Script))
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "script is needed: install the package bsdutils.");
            Assert.Skip("Needs the program script of bsdutils, which gives a process a terminal.");
        }

        // script runs the command on a terminal of its own and prints what comes out of it.
        string command = $"{SampleProcess.PathOf("Gateway")} --Urls=http://127.0.0.1:0 --DicomStorage:Scp:Port=0 --DicomStorage:Scp:Address=127.0.0.1 --DicomStorage:Spool:MinFreeBytes=0";
        using SampleProcess gateway = SampleProcess.Start(Script, _fixture.Folder, ["-qefc", command, "/dev/null"]);
        int port = await gateway.PortAsync();
        await gateway.ExpectAsync(@"associations 0 \| instances (0) \| refused 0 \| 0.0 MB/s \| spool 0");

        Assert.Equal(0, (await _fixture.SendAsync(port, _fixture.WriteFiles(4))).Status);

        await gateway.ExpectAsync(@"associations [0-9]+ \| instances (4) \| refused 0");
        Assert.DoesNotContain("Associations 0, instances", gateway.Output, StringComparison.Ordinal);
    }

    private static void CopyProgram(string to)
    {
        string from = Path.GetDirectoryName(SampleProcess.PathOf("Gateway"))!;
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
