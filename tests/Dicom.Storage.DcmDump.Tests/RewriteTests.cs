using System.Text.RegularExpressions;
using System.Xml;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.DcmDump.Tests;

public sealed class RewriteTests
{
    // They have US or SS elements and no Pixel Representation that would tell which, so without explicit VR nobody can.
    private static readonly string[] s_needsExplicitVR = ["parametric_map_float.dcm", "parametric_map_double_float.dcm"];

    [Fact]
    public void A_rewritten_file_is_the_file()
    {
        using var folder = new TemporaryDirectory();
        DumpRun run = DumpRun.Of(["--rewrite", folder.FullPath, .. CorpusFiles.Folders]);

        Assert.Empty(run.Errors);
        Assert.Equal(0, run.Status);
        foreach (string file in CorpusFiles.All)
        {
            using DicomFile one = DicomFile.Open(file);
            using DicomFile other = DicomFile.Open(Path.Combine(folder.FullPath, Path.GetFileName(file)));
            Assert.Equal(one.Dataset.Count, other.Dataset.Count);
            Assert.Equal(one.FileMetaInfo.TransferSyntaxUid, other.FileMetaInfo.TransferSyntaxUid);
        }
    }

    [Fact]
    public void Dciodvfy_finds_no_error_in_a_rewritten_file_that_was_not_in_the_original()
    {
        Command.Require("dciodvfy", "dicom3tools");

        using var folder = new TemporaryDirectory();
        string native = CorpusFiles.Get("native");
        string same = Path.Combine(folder.FullPath, "same");
        DumpRun.Of(["--rewrite", same, .. CorpusFiles.Folders]);
        List<string> found = [];
        foreach (string file in CorpusFiles.All.Where(f => !IsDeflated(f)))
            found.AddRange(NewErrors(file, Path.Combine(same, Path.GetFileName(file))));
        foreach (DicomTransferSyntax syntax in new[] { DicomTransferSyntax.ExplicitVRLittleEndian, DicomTransferSyntax.ImplicitVRLittleEndian })
        {
            string other = Path.Combine(folder.FullPath, syntax.Keyword);
            DumpRun.Of("--rewrite", other, "--ts", syntax.Uid.Value, native);
            foreach (string file in Directory.GetFiles(native).Where(f => !IsDeflated(f) && (syntax.IsExplicitVR || !s_needsExplicitVR.Contains(Path.GetFileName(f)))))
                found.AddRange(NewErrors(file, Path.Combine(other, Path.GetFileName(file))));
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2")]
    [InlineData("1.2.840.10008.1.2.1")]
    [InlineData("1.2.840.10008.1.2.2")]
    [InlineData("1.2.840.10008.1.2.1.99")]
    public void The_transfer_syntax_asked_for_is_written(string uid)
    {
        using var folder = new TemporaryDirectory();
        DumpRun run = DumpRun.Of("--rewrite", folder.FullPath, "--ts", uid, CorpusFiles.Get("native/CT_small.dcm"), CorpusFiles.Get("rle/MR_small_RLE.dcm"));

        using DicomFile file = DicomFile.Open(Path.Combine(folder.FullPath, "CT_small.dcm"));
        Assert.Equal(uid, file.FileMetaInfo.TransferSyntaxUid.Value);
        Assert.Equal("CompressedSamples^CT1", file.Dataset.GetString(DicomTag.PatientName));
        Assert.Equal(1, run.Status); // compressed pixels cannot be in it
        Assert.Contains("RLELossless cannot be written", Assert.Single(run.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--json")]
    [InlineData("--to-xml")]
    public void An_anonymised_file_shows_nobody(params string[] form)
    {
        string file = CorpusFiles.Get("native/CT_small.dcm");
        DumpRun run = DumpRun.Of([.. form, "--anonymize", file]);

        string text = System.Text.Encoding.UTF8.GetString(run.Output);
        Assert.Equal(0, run.Status);
        Assert.DoesNotContain("CompressedSamples", text, StringComparison.Ordinal);
        Assert.DoesNotContain("1.3.6.1.4.1.5962.1.", text, StringComparison.Ordinal);
        Assert.Contains("2.25.", text, StringComparison.Ordinal);
        Assert.Contains("1.2.840.10008.5.1.4.1.1.2", text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_key_gives_the_same_UIDs_in_every_run()
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllBytes(folder["key"], new byte[16]);
        string[] arguments = ["--anonymize", "--key", folder["key"], "--rewrite"];
        foreach (string run in new[] { "a", "b" })
            Assert.Equal(0, DumpRun.Of([.. arguments, folder[run], CorpusFiles.Get("native/CT_small.dcm")]).Status);
        File.WriteAllBytes(folder["key"], new byte[15]);

        Assert.Equal(File.ReadAllBytes(Path.Combine(folder["a"], "CT_small.dcm")), File.ReadAllBytes(Path.Combine(folder["b"], "CT_small.dcm")));
        Assert.Equal(2, DumpRun.Of([.. arguments, folder["c"], "x"]).Status);
    }

    [Fact]
    public void Every_file_becomes_a_line_of_well_formed_XML()
    {
        DumpRun run = DumpRun.Of(["--to-xml", .. CorpusFiles.Folders]);

        Assert.Empty(run.Errors);
        Assert.Equal(232, run.Lines.Length);
        foreach (string line in run.Lines)
        {
            using XmlReader reader = XmlReader.Create(new StringReader(line));
            while (reader.Read())
            {
            }
        }
    }

    // Debian's dciodvfy takes the deflated bytes for elements.
    private static bool IsDeflated(string file)
    {
        using DicomFile opened = DicomFile.Open(file);
        return opened.Dataset.TransferSyntax.IsDeflated;
    }

    private static IEnumerable<string> NewErrors(string file, string rewritten)
    {
        if (!File.Exists(rewritten))
            return [$"{file}: was not written"];
        HashSet<string> before = [.. Errors(file)];
        return Errors(rewritten).Where(e => !before.Contains(e)).Select(e => $"{file}: {e}");
    }

    private static IEnumerable<string> Errors(string file) =>
        Command.Run("dciodvfy", "-filename", file).Output.Replace(file, "FILE", StringComparison.Ordinal).Split('\n').Where(l => Regex.IsMatch(l, "(^|[^A-Za-z])Error"));
}
