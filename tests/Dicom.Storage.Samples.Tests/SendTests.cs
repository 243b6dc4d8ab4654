namespace Dicom.Storage.Samples.Tests;

/// <summary>What the Send sample tells of files that were stored, refused and unreadable.</summary>
public sealed class SendTests : IDisposable
{
    private readonly GatewayFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Files_and_folders_go_over_several_associations_with_the_titles_that_were_named()
    {
        using SampleProcess gateway = _fixture.Start(
            "--DicomStorage:Scp:AeTitle=ARCHIVE", "--DicomStorage:Scp:RequireCalledAe=true", "--DicomStorage:Scp:CallingAeTitles:0=CT7", "--DicomStorage:Scp:AckLevel=Indexed");
        int port = await gateway.PortAsync();
        string files = _fixture.WriteFiles(12);

        (int refusedStatus, string refused) = await _fixture.SendAsync(port, files);
        (int status, string output) = await _fixture.SendAsync(
            port, files, Path.Combine(files, "1.dcm"), "--called", "ARCHIVE", "--calling", "CT7", "--associations", "4", "--host", "127.0.0.1");

        Assert.Equal(1, refusedStatus);
        Assert.Contains("1/1/7", refused, StringComparison.Ordinal);
        Assert.True(status == 0, output);
        Assert.Contains("0000 stored: 13", output, StringComparison.Ordinal);
        Assert.Equal(12, _fixture.Stored.Length);
    }

    [Fact]
    public async Task A_file_that_is_none_and_one_that_is_refused_are_told_and_the_status_is_1()
    {
        using SampleProcess gateway = _fixture.Start("--DicomStorage:Scp:MaxObjectBytes=1024");
        int port = await gateway.PortAsync();
        string files = _fixture.WriteFiles(1);
        await File.WriteAllTextAsync(Path.Combine(files, "notes.txt"), "no DICOM at all");

        (int status, string output) = await _fixture.SendAsync(port, files);

        Assert.Equal(1, status);
        Assert.Contains("notes.txt: not sent: ", output, StringComparison.Ordinal);
        Assert.Contains("A700 not stored: 1 Object is larger than this server takes", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--associations", "many", "Cannot parse argument 'many' for option '--associations'")]
    [InlineData("--associations", "65", "--associations must be 1 to 64.")]
    [InlineData("--port", "65536", "--port must be 1 to 65535.")]
    public async Task A_number_that_cannot_be_is_told_in_words(string option, string number, string message)
    {
        (int status, string output) = await SampleProcess.RunAsync(SampleProcess.PathOf("Send"), _fixture.Folder, option, number, _fixture.WriteFiles(1));

        Assert.Equal(1, status);
        Assert.Contains(message, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_leads_back_up_is_not_followed()
    {
        using SampleProcess gateway = _fixture.Start();
        int port = await gateway.PortAsync();
        string files = _fixture.WriteFiles(1);
        Directory.CreateSymbolicLink(_fixture["files/up"], files);
        Directory.CreateSymbolicLink(_fixture["files/again"], files);

        (int status, string output) = await _fixture.SendAsync(port, files);

        Assert.True(status == 0, output);
        Assert.Contains("0000 stored: 1", output, StringComparison.Ordinal);
    }
}
