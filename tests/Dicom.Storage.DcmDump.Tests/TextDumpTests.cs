using System.Text;
using System.Text.RegularExpressions;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.DcmDump.Tests;

public sealed class TextDumpTests
{
    [Fact]
    public void A_line_has_tag_VR_value_length_and_name()
    {
        DumpRun run = DumpRun.Of(CorpusFiles.Get("native/CT_small.dcm"));

        Assert.Equal(0, run.Status);
        Assert.StartsWith("# ", run.Lines[0], StringComparison.Ordinal);
        Assert.EndsWith("native/CT_small.dcm  ExplicitVRLittleEndian", run.Lines[0], StringComparison.Ordinal);
        Assert.Contains(run.Lines, l => Regex.IsMatch(l, @"^\(0002,0010\) UI \[1\.2\.840\.10008\.1\.2\.1\] +# +20 Transfer Syntax UID$"));
        Assert.Contains(run.Lines, l => Regex.IsMatch(l, @"^\(0010,0010\) PN \[CompressedSamples\^CT1\] +# +22 Patient's Name$"));
        Assert.Contains(run.Lines, l => Regex.IsMatch(l, @"^\(0028,0010\) US 128 +# +2 Rows$"));
        Assert.Contains(run.Lines, l => Regex.IsMatch(l, @"^\(0008,0050\) SH \(no value\) +# +0 Accession Number$"));
        Assert.Contains(run.Lines, l => Regex.IsMatch(l, @"^\(7fe0,0010\) OW [0-9a-f\\]+\.\.\. +# +32768 Pixel Data$"));
    }

    [Fact]
    public void Every_file_has_the_lines_of_dcmdump()
    {
        Command.Require("dcmdump", "dcmtk");

        int count = 0;
        foreach (string file in CorpusFiles.All.Where((_, i) => i % 4 == 0))
        {
            (int status, string output) = Command.Run("dcmdump", "-q", "-M", "--no-uid-names", file);
            if (status != 0)
                continue; // transfer syntaxes newer than DCMTK 3.6.7

            count++;
            List<string> expected = [.. Heads(output.Split('\n')).Where(h => !h.StartsWith("(fffe,e0", StringComparison.Ordinal) || h.StartsWith("(fffe,e000", StringComparison.Ordinal))];
            List<string> actual = [.. Heads(DumpRun.Of(file).Lines)];
            // dcmdump has no VR to show for "US or SS" without explicit VR and a decision, and OB for all encapsulated Pixel Data.
            bool same = expected.Count == actual.Count && expected.Zip(actual).All(p => p.Second.StartsWith(p.First, StringComparison.Ordinal));
            Assert.True(same, $"{file}: {expected.Count} lines of dcmdump, {actual.Count} of ours; {expected.Zip(actual).FirstOrDefault(p => p.First != p.Second)}");
        }

        Assert.True(count > 45, $"only {count} files");
    }

    [Fact]
    public void Values_do_not_talk_to_the_terminal()
    {
        using var folder = new TemporaryDirectory();
        string file = Path.Combine(folder.FullPath, "evil\u001b[31m.dcm");
        File.WriteAllBytes(file, DumpFiles.Part10(DicomTransferSyntax.ExplicitVRLittleEndian, w =>
            w.WriteElement(DicomTag.PatientID, DicomVR.LO, [(byte)'A', 0x1B, (byte)'[', (byte)'2', (byte)'J', 0x07, 0x9B, (byte)'B', (byte)'\n'])));

        DumpRun run = DumpRun.Of(file);

        string text = Encoding.UTF8.GetString(run.Output);
        Assert.DoesNotContain(text.Where(c => c != '\n'), char.IsControl);
        Assert.Contains("[A\uFFFD[2J..B.]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_are_for_terminals_that_want_them()
    {
        Command.Require("script", "bsdutils");

        string command = $"{DumpRun.Program} {CorpusFiles.Get("native/CT_small.dcm")}";
        Assert.Contains("\u001b[36m(0010,0010) \u001b[33mPN", Command.Run("env", "-u", "NO_COLOR", "script", "-qec", command, "/dev/null").Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', Command.Run("env", "NO_COLOR=1", "script", "-qec", command, "/dev/null").Output);
        Assert.DoesNotContain((byte)0x1B, DumpRun.Of(CorpusFiles.Get("native/CT_small.dcm")).Output);
    }

    [Fact]
    public void Text_is_shown_in_its_character_set()
    {
        DumpRun run = DumpRun.Of(CorpusFiles.Get("charset/chrRuss.dcm"), CorpusFiles.Get("charset/chrH31.dcm"));

        Assert.Contains(run.Lines, l => l.Contains("PN [Люкceмбypг]", StringComparison.Ordinal));
        Assert.Contains(run.Lines, l => l.Contains("[Yamada^Tarou=山田^太郎=やまだ^たろう]", StringComparison.Ordinal));
    }

    // Tag and VR, as dcmdump writes them.
    private static IEnumerable<string> Heads(IEnumerable<string> lines) =>
        lines.Select(l => Regex.Match(l, @"^ *(\([0-9a-f]{4},[0-9a-f]{4}\)) (..)")).Where(m => m.Success)
            .Select(m => m.Groups[1].Value + (m.Groups[2].Value is "na" or "  " or "pi" or "xs" or "ox" or "lt" or "??" || m.Groups[1].Value == "(7fe0,0010)" || m.Groups[1].Value.StartsWith("(fffe", StringComparison.Ordinal) ? string.Empty : " " + m.Groups[2].Value));
}
