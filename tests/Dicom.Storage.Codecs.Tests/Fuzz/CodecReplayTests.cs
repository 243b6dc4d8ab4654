using Dicom.Storage.Fuzz;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>Every input that fuzzing of the codecs kept, and every one that once broke something, run again.</summary>
public sealed class CodecReplayTests
{
    private const string Prefix = "codec-";
    private const long MaxFileBytes = 64 * 1024;
    private const long MaxTargetBytes = 200 * 1024;

    // What AFL++ takes for a hang, and row C5 of the hardening catalogue for too long.
    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(2);

    public static TheoryData<string> Targets => [.. CodecFuzzTargets.All.Keys];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_input_of_corpus_and_findings_passes(string target)
    {
        FileInfo[] files = [.. Inputs("corpus", target), .. Inputs("findings", target)];
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.InRange(file.Length, 0, MaxFileBytes));
        Assert.InRange(files.Sum(file => file.Length), 0, MaxTargetBytes);
        foreach (FileInfo file in files)
        {
            byte[] input = File.ReadAllBytes(file.FullName);
            ThreadTime.AssertWithin(s_hang, () =>
            {
                Exception? exception = Record.Exception(() => CodecFuzzTargets.All[target](input));
                Assert.True(exception is null, $"{file.Name}: {exception}");
            });
        }
    }

    [Fact]
    public void Every_folder_of_inputs_for_a_codec_has_its_target()
    {
        foreach (string kind in new[] { "corpus", "findings" }.Where(kind => Directory.Exists(Path.Combine(Root, kind))))
        {
            string[] folders = [.. Directory.GetDirectories(Path.Combine(Root, kind), Prefix + "*").Select(path => Path.GetFileName(path))];
            Assert.All(folders, name => Assert.Contains(name, CodecFuzzTargets.All.Keys));
        }
    }

    private static string Root { get; } = SourceTree.PathOf("tests", "Dicom.Storage.Fuzz");

    private static FileInfo[] Inputs(string kind, string target)
    {
        DirectoryInfo folder = new(Path.Combine(Root, kind, target));
        return folder.Exists ? folder.GetFiles() : [];
    }
}
