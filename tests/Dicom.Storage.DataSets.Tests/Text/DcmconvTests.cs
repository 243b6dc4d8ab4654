using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>The files of charset/ as DCMTK's dcmconv turns them into UTF-8, and ours turned back.</summary>
public sealed class DcmconvTests
{
    // dcmconv of Debian converts by iconv, which has no ISO 2022 IR 87; pydicom is the judge of these (CharacterSetEncodeTests, OracleJsonTests).
    private static readonly string[] s_notConvertible = ["chrH31.dcm", "chrH32.dcm", "chrJapMultiExplicitIR6.dcm", "chrSQEncoding1.dcm"];

    [Fact]
    public void All_text_of_the_charset_files_is_what_dcmconv_makes_of_it()
    {
        using var folder = new TemporaryDirectory();
        foreach (string file in Convertible())
        {
            using DicomFile ours = DicomFile.Open(file);
            using DicomFile theirs = DicomFile.Open(ToUtf8(file, folder[Path.GetFileName(file)]));

            Assert.Equal(Texts(theirs.Dataset), Texts(ours.Dataset));
        }
    }

    [Fact]
    public void Dcmconv_reads_the_text_that_is_encoded_in_the_sets_of_each_file()
    {
        using var folder = new TemporaryDirectory();
        foreach (string file in Convertible())
        {
            using DicomFile original = DicomFile.Open(file);
            string[] terms = [.. original.Dataset.CharacterSets.Terms];
            using DicomFile utf8 = DicomFile.Open(ToUtf8(file, folder["utf8"]));
            utf8.Dataset.ChangeCharacterSets(terms);
            utf8.Save(folder["encoded"]);
            using DicomFile read = DicomFile.Open(ToUtf8(folder["encoded"], folder["read"]));

            Assert.Equal(Texts(original.Dataset), Texts(read.Dataset));
        }
    }

    private static IEnumerable<string> Convertible()
    {
        string folder = SharedFiles.Require("dicom/charset");
        Command.Require("dcmconv", "dcmtk");

        string[] files = [.. Directory.GetFiles(folder, "*.dcm").Where(f => !s_notConvertible.Contains(Path.GetFileName(f))).Order(StringComparer.Ordinal)];
        Assert.True(files.Length >= 17);
        return files;
    }

    private static string ToUtf8(string file, string path)
    {
        Command.RunChecked("dcmconv", "+U8", file, path);
        return path;
    }

    // dcmconv writes the padding anew; only what has letters beyond ASCII tells sets apart, but all of it must be equal.
    private static List<string> Texts(DicomDataset dataset)
    {
        List<string> texts = [];
        Stack<DicomDataset> open = new([dataset]);
        while (open.TryPop(out DicomDataset? next))
        {
            foreach (DicomItem item in next)
            {
                if (item is DicomSequence sequence)
                    sequence.Items.ToList().ForEach(open.Push);
                else if (item.VR.HasCharacterSet)
                    texts.Add($"{item.Tag} {next.GetString(item.Tag)}");
            }
        }

        Assert.NotEmpty(texts);
        return texts;
    }
}
