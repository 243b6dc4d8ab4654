using System.Text.RegularExpressions;
using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>Files written in another uncompressed transfer syntax, with DCMTK's dcmconv and dcmdump as the judges.</summary>
public sealed partial class TransferSyntaxChangeTests
{
    private const long LargestFile = 600_000;

    // What dcmconv does otherwise, file by file.
    private static readonly Dictionary<string, string> s_differences = new()
    {
        // It takes the second trailing space off a value. We write values as they were read.
        ["native/ot_ColorTestMalaterre.dcm"] =
            @"'(0008,0008) CS [ORIGINAL\PRIMARY]                       #  16, 2 ImageType' but '(0008,0008) CS [ORIGINAL\PRIMARY]                       #  18, 2 ImageType'",
    };

    public static TheoryData<string, string> Syntaxes => new()
    {
        { "ImplicitVRLittleEndian", "+ti" },
        { "ExplicitVRLittleEndian", "+te" },
        { "ExplicitVRBigEndian", "+tb" },
        { "DeflatedExplicitVRLittleEndian", "+td" },
    };

    [Theory]
    [MemberData(nameof(Syntaxes))]
    public void Dcmtk_reads_the_same_elements_from_our_file_as_from_its_own(string keyword, string dcmconvOption)
    {
        Command.Require("dcmconv", "dcmtk");
        DicomTransferSyntax syntax = DicomTransferSyntax.All.Single(s => s.Keyword == keyword);
        using var directory = new TemporaryDirectory();
        List<string> differences = [];
        int count = 0;
        foreach (string file in Corpus.Regular().Where(IsUncompressed))
        {
            string path = SharedFiles.Require("dicom/" + file);
            if (new FileInfo(path).Length > LargestFile || Command.Run("dcmconv", "-q", "-g", "+e", dcmconvOption, path, directory["theirs"]).Status != 0)
                continue;

            using (DicomFile opened = DicomFile.Open(path))
                opened.Save(directory["ours"], new DicomWriteOptions { TransferSyntax = syntax, Lengths = DicomLengths.Defined });
            count++;
            string[][] dumps = Dump(directory["theirs"], directory["ours"]);
            string difference = Difference(dumps[0], dumps[1]);
            if (difference != s_differences.GetValueOrDefault(file, string.Empty))
                differences.Add($"{file}: {difference}");
        }

        Assert.True(count > 80, $"only {count} files");
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static bool IsUncompressed(string file)
    {
        Assert.True(Part10Reader.TryRead(Corpus.Read(file), out DicomFileMeta? meta, out _, out _), file);
        return meta!.TransferSyntax is { IsEncapsulated: false };
    }

    private static string[][] Dump(params string[] paths) =>
    [
        .. from dump in Command.RunChecked("dcmdump", ["-q", "+L", "--no-uid-names", .. paths]).Split("# Dicom-File-Format\n").Skip(1)
           select (from line in dump.Split('\n')
                   where ElementLine().IsMatch(line) && !line.StartsWith("(0002,", StringComparison.Ordinal)
                   select line).ToArray(),
    ];

    private static string Difference(string[] theirs, string[] ours)
    {
        for (int i = 0; i < Math.Max(theirs.Length, ours.Length); i++)
        {
            string their = i < theirs.Length ? theirs[i] : "nothing";
            string our = i < ours.Length ? ours[i] : "nothing";
            if (their != our && !IsOfPrivateDictionary(their, our))
                return $"'{Short(their)}' but '{Short(our)}'";
        }

        return string.Empty;
    }

    // DCMTK knows the VRs of some private elements; without their dictionary they are UN (PS3.5 6.2.2), the same bytes.
    private static bool IsOfPrivateDictionary(string their, string our) =>
        their.Length > 18 && our.Length > 18 && (Convert.ToInt32(our.TrimStart()[4..5], 16) & 1) == 1
        && our.TrimStart()[..15] == their.TrimStart()[..12] + "UN " && LengthColumn().Match(our).Value == LengthColumn().Match(their).Value;

    private static string Short(string line) => line.Length > 150 ? $"{line[..100]}...{line[^50..]}" : line;

    [GeneratedRegex(@"^\s*\([0-9a-f]{4},[0-9a-f]{4}\)")]
    private static partial Regex ElementLine();

    [GeneratedRegex(@"# +\d+(?=,[^#]*$)")]
    private static partial Regex LengthColumn();
}
