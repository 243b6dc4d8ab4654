using System.Text;

namespace Dicom.Storage.Samples.Tests;

/// <summary>The Transcode sample as its user has it, and the Gateway's rules of transcoding.</summary>
public sealed class TranscodeTests : IDisposable
{
    private readonly GatewayFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Folders_keep_their_paths_below_the_output_and_a_table_tells_of_ratios_and_times()
    {
        string files = _fixture.WriteFiles(5);
        Directory.CreateDirectory(_fixture["files/deep/er"]);
        File.Move(Path.Combine(files, "5.dcm"), _fixture["files/deep/er/5.dcm"]);

        (int status, string output) = await RunAsync("--to", "RLELossless", "--out", _fixture["out"], "--parallel", "3", files, Path.Combine(files, "1.dcm"), _fixture["files/deep"]);

        Assert.Equal(1, status); // 1.dcm comes twice: once of its folder, once by itself
        Assert.Contains($"{Path.Combine(files, "1.dcm")}: {_fixture["out/1.dcm"]} is written for another file.", output, StringComparison.Ordinal);
        Assert.Equal(
            ["1.dcm", "2.dcm", "3.dcm", "4.dcm", "deep/er/5.dcm", "er/5.dcm"],
            Directory.GetFiles(_fixture["out"], "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_fixture["out"], path)).Order(StringComparer.Ordinal));
        Assert.Contains("From\tFiles\tFrames\tNative MB\tWas MB\tIs MB\tRatio\tSeconds\tMB/s", output, StringComparison.Ordinal);
        Assert.Matches(@"ExplicitVRLittleEndian\t6\t6\t0\.01\t", output);
        Assert.Contains("6 files converted, 1 not, in ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_converted_is_one_line_and_the_rest_goes_on()
    {
        string files = _fixture.WriteFiles(2);
        await File.WriteAllTextAsync(Path.Combine(files, "notes.txt"), "no DICOM at all");
        byte[] cut = await File.ReadAllBytesAsync(Path.Combine(files, "1.dcm"));
        await File.WriteAllBytesAsync(Path.Combine(files, "cut.dcm"), cut[..^100]);

        (int status, string output) = await RunAsync("--to", "1.2.840.10008.1.2.5", "--out", _fixture["out"], files);

        Assert.Equal(1, status);
        Assert.Single(output.Split('\n'), line => line.StartsWith(Path.Combine(files, "notes.txt") + ": ", StringComparison.Ordinal));
        Assert.Single(output.Split('\n'), line => line.StartsWith(Path.Combine(files, "cut.dcm") + ": ", StringComparison.Ordinal));
        Assert.Equal(["1.dcm", "2.dcm"], Directory.GetFiles(_fixture["out"], "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("nonsense", "is neither the UID nor the keyword of a transfer syntax; frames can be encoded in ImplicitVRLittleEndian, ")]
    [InlineData("rle", "is neither the UID nor the keyword of a transfer syntax; frames can be encoded in RLELossless.")]
    [InlineData("MPEG2MPML", "frames can be encoded in ImplicitVRLittleEndian, ")]
    public async Task A_transfer_syntax_that_cannot_be_is_told_before_anything_is_written(string name, string message)
    {
        (int status, string output) = await RunAsync("--to", name, "--out", _fixture["out"], _fixture.WriteFiles(1));

        Assert.Equal(1, status);
        Assert.Contains(message, output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_fixture["out"]));
    }

    [Theory]
    [InlineData("x", "Cannot parse argument 'x' for option '--parallel'")]
    [InlineData("0", "--parallel must be 1 to 64.")]
    [InlineData("65", "--parallel must be 1 to 64.")]
    public async Task A_number_that_cannot_be_is_told_before_anything_is_written(string number, string message)
    {
        (int status, string output) = await RunAsync("--to", "RLELossless", "--out", _fixture["out"], "--parallel", number, _fixture.WriteFiles(1));

        Assert.Equal(1, status);
        Assert.Contains(message, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_fixture["out"]));
    }

    [Fact]
    public async Task Nothing_is_written_over_a_file_that_is_read_by_whatever_name()
    {
        string files = _fixture.WriteFiles(1);
        byte[] before = await File.ReadAllBytesAsync(_fixture["files/1.dcm"]);
        Directory.CreateDirectory(_fixture["other"]);
        await File.WriteAllBytesAsync(_fixture["other/1.dcm"], before);
        Directory.CreateSymbolicLink(_fixture["link"], files);

        (int status, string output) = await RunAsync("--to", "RLELossless", "--out", _fixture["link"], files, _fixture["other"]);

        Assert.Equal(1, status);
        Assert.Contains($"{_fixture["files/1.dcm"]}: It would be written over itself", output, StringComparison.Ordinal);
        Assert.Contains($"{_fixture["other/1.dcm"]}: It would be written over {_fixture["link/1.dcm"]}, which is to be transcoded too", output, StringComparison.Ordinal);
        Assert.Contains("0 files converted, 2 not, in ", output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_fixture["files/1.dcm"]));
    }

    [Fact]
    public async Task Links_to_files_are_followed_and_links_to_folders_are_not()
    {
        string files = _fixture.WriteFiles(1);
        File.CreateSymbolicLink(_fixture["files/2.dcm"], _fixture["files/1.dcm"]);
        Directory.CreateSymbolicLink(_fixture["files/up"], _fixture.Folder);

        (int status, string output) = await RunAsync("--to", "RLELossless", "--out", _fixture["out"], files);

        Assert.True(status == 0, output);
        Assert.Equal(["1.dcm", "2.dcm"], Directory.GetFiles(_fixture["out"], "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_fixture["out"], path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_gateway_transcodes_by_its_configuration()
    {
        using SampleProcess gateway = _fixture.Start("--DicomStorage:Scp:AckLevel=Indexed", "--DicomStorage:Transcode:Target=RLELossless");
        int port = await gateway.PortAsync();

        (int status, string output) = await _fixture.SendAsync(port, _fixture.WriteFiles(3));

        Assert.True(status == 0, output);
        Assert.Equal(3, _fixture.Stored.Length);
        // (0002,0010) UI, 1.2.840.10008.1.2.5
        Assert.All(_fixture.Stored, file => Assert.Contains("1.2.840.10008.1.2.5\0", Encoding.Latin1.GetString(File.ReadAllBytes(file).AsSpan(0, 600)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_gateway_does_not_start_with_a_rule_that_cannot_be_followed()
    {
        using SampleProcess gateway = _fixture.Start("--DicomStorage:Transcode:Target=jpeg");

        Assert.Equal(1, await gateway.ExitAsync());
        Assert.Contains("The gateway does not start: DicomStorage:Transcode:Target 'jpeg' is neither", gateway.Output, StringComparison.Ordinal);
    }

    private Task<(int Status, string Output)> RunAsync(params string[] arguments) => SampleProcess.RunAsync(SampleProcess.PathOf("Transcode"), _fixture.Folder, arguments);
}
