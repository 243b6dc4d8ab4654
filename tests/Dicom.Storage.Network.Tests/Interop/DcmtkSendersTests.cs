using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network.Tests;

public sealed class DcmtkSendersTests
{
    [Fact]
    public async Task Echoscu_is_answered()
    {
        await using TestListener server = new();

        (int exitCode, string output) = await Tool.RunAsync("echoscu", "-v", "127.0.0.1", $"{server.Port}");

        Assert.True(exitCode == 0, output);
    }

    // Files that DCMTK sends as they are but for Data Set Trailing Padding: no group lengths to drop, no sequence lengths to make explicit.
    [Theory]
    [InlineData("native/MR_small.dcm", "-x=")]
    [InlineData("native/CT_small.dcm", "-x=")]
    [InlineData("native/MR_small_implicit.dcm", "-xi")]
    [InlineData("native/MR_small_bigendian.dcm", "-xb")]
    public async Task Storescu_stores_and_the_data_set_comes_as_it_lies_in_the_file(string file, string transferSyntaxOption)
    {
        await using TestListener server = new();
        string path = Corpus.Require(file);

        (int exitCode, string output) = await Tool.RunAsync("storescu", "-v", transferSyntaxOption, "-aet", "SENDER", "-aec", "STORE-SCP", "127.0.0.1", $"{server.Port}", path);

        Assert.True(exitCode == 0, output);
        (DimseRequest request, byte[] dataSet) = Assert.Single(server.Store.Stored);
        Assert.Equal("SENDER", request.Association.CallingAe.Value);
        Assert.Equal("STORE-SCP", request.Association.CalledAe.Value);
        Assert.True(request.HasDataSet);
        AssertIsAllButPadding(Corpus.DataSetOf(path), dataSet);
    }

    [Fact]
    public async Task Dcmsend_stores_several_files_in_one_association()
    {
        await using TestListener server = new();
        string[] files = [Corpus.Require("native/CT_small.dcm"), Corpus.Require("native/MR_small.dcm"), Corpus.Require("native/MR_small_implicit.dcm")];

        (int exitCode, string output) = await Tool.RunAsync("dcmsend", ["-v", "127.0.0.1", $"{server.Port}", .. files]);

        Assert.True(exitCode == 0, output);
        Assert.Single(server.Store.Stored.Select(s => s.Request.Association.Id).Distinct());
        Assert.Equal(files.Length, server.Store.Stored.Count);
        AssertIsAllButPadding(Corpus.DataSetOf(files[0]), server.Store.Stored.First().DataSet);
    }

    [Fact]
    public async Task A_refusal_reaches_storescu_with_its_status_and_the_association_goes_on()
    {
        await using TestListener server = new();
        server.Store.Answer = _ => new DimseResponse(DimseStatus.OutOfResources, "Spool is full");
        string path = Corpus.Require("native/CT_small.dcm");

        (_, string output) = await Tool.RunAsync("storescu", "-v", "-nh", "127.0.0.1", $"{server.Port}", path, path);

        Assert.Equal(2, server.Store.Stored.Count);
        Assert.Contains("OutOfResources", output.Replace(" ", string.Empty, StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_unknown_called_title_is_shown_by_echoscu_as_rejected()
    {
        await using TestListener server = new(o => o.Policy = new AeTitlePolicy { CalledAeTitles = new HashSet<AeTitle> { AeTitle.Parse("STORE-SCP") } });

        (int exitCode, string output) = await Tool.RunAsync("echoscu", "-v", "-aec", "OTHER", "127.0.0.1", $"{server.Port}");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("Called AE Title Not Recognized", output, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>DCMTK reads and writes the data set; what it drops is the element (FFFC,FFFC) at the end (PS3.10 7.2).</summary>
    private static void AssertIsAllButPadding(byte[] expected, byte[] actual)
    {
        Assert.True(actual.Length > 0 && expected.AsSpan().StartsWith(actual), $"{actual.Length} of {expected.Length} bytes");
        ReadOnlySpan<byte> rest = expected.AsSpan(actual.Length);
        Assert.True(rest.IsEmpty || rest.StartsWith(new byte[] { 0xFC, 0xFF, 0xFC, 0xFF }));
    }
}
