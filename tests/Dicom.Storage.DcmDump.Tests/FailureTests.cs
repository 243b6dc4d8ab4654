using Dicom.Storage.Testing;

namespace Dicom.Storage.DcmDump.Tests;

public sealed class FailureTests
{
    [Theory]
    [InlineData("--json")]
    [InlineData("--to-xml")]
    public void A_file_that_cannot_be_read_gives_one_line_and_the_rest_goes_on(string form)
    {
        string malformed = CorpusFiles.Get("malformed");
        string good = CorpusFiles.Get("native/CT_small.dcm");

        DumpRun run = DumpRun.Of(form, good, malformed, good);

        Assert.Equal(1, run.Status);
        Assert.Equal(61 + 2, run.Lines.Length + run.Errors.Length);
        Assert.All(run.Errors, e => Assert.Matches($"^{malformed}/[^:]+: byte [0-9]+: [A-Z(].+[.]$", e));
        Assert.Equal(run.Errors.Order(StringComparer.Ordinal), run.Errors);
        Assert.Equal(run.Lines[0], run.Lines[^1]);
        Assert.Contains($"{malformed}/syn_trunc_in_pixeldata.dcm: byte 38205: (7FE0,0010) ends 863 bytes early.", run.Errors);
    }

    [Fact]
    public void The_readable_dump_shows_what_was_read_before_the_fault()
    {
        DumpRun run = DumpRun.Of(CorpusFiles.Get("malformed/syn_trunc_in_pixeldata.dcm"));

        Assert.Equal(1, run.Status);
        Assert.Single(run.Errors);
        Assert.Contains(run.Lines, l => l.StartsWith("(0010,0010) PN", StringComparison.Ordinal));
    }

    [Fact]
    public void A_path_that_is_not_there_is_told_and_the_others_go_on()
    {
        DumpRun run = DumpRun.Of("--json", "not/there", CorpusFiles.Get("native/CT_small.dcm"));

        Assert.Equal(1, run.Status);
        Assert.Equal("not/there: byte 0: There is no such file.", Assert.Single(run.Errors));
        Assert.Single(run.Lines);
    }

    [Theory]
    [InlineData]
    [InlineData("--nonsense", "x")]
    [InlineData("--json", "--to-xml", "x")]
    [InlineData("--out")]
    [InlineData("--ts", "1.2.840.10008.1.2", "x")]
    [InlineData("--rewrite", "d", "--ts", "1.2.840.10008.1.2.4.50", "x")]
    public void A_wrong_command_line_is_status_2(params string[] arguments)
    {
        DumpRun run = DumpRun.Of(arguments);
        Assert.Equal((2, 0, 1), (run.Status, run.Output.Length, run.Errors.Length));
    }

    [Fact]
    public void Help_names_every_option()
    {
        DumpRun run = DumpRun.Of("--help");
        Assert.Equal(0, run.Status);
        Assert.All(["--json", "--out", "--to-xml", "--rewrite", "--ts"], o => Assert.Contains(run.Lines, l => l.Contains(o, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_failed_file_leaves_nothing_in_the_output_folder()
    {
        using var folder = new TemporaryDirectory();
        DumpRun run = DumpRun.Of("--out", folder.FullPath, CorpusFiles.Get("malformed/syn_trunc_in_pixeldata.dcm"));
        Assert.Equal(1, run.Status);
        Assert.Empty(Directory.GetFileSystemEntries(folder.FullPath));
    }
}
