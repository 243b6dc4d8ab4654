using System.Diagnostics;
using Dicom.Storage.Fuzz;
using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>Every input that fuzzing kept, and every one that once broke something, run again.</summary>
public sealed class ReplayTests
{
    private const long MaxFileBytes = 64 * 1024;
    private const long MaxCorpusBytes = 2 << 20;

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Keys];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_input_of_corpus_and_findings_passes(string target)
    {
        string[] files = [.. Inputs("corpus", target), .. Inputs("findings", target)];
        Assert.NotEmpty(files);
        TimeSpan before = Process.GetCurrentProcess().UserProcessorTime;
        foreach (string file in files)
        {
            Exception? exception = Record.Exception(() => FuzzTargets.All[target](File.ReadAllBytes(file)));
            Assert.True(exception is null, $"{file}: {exception}");
        }

        // Of the processor, which other tests share: what would take minutes is a hang.
        Assert.InRange(Process.GetCurrentProcess().UserProcessorTime - before, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Every_folder_of_inputs_has_its_target_and_all_are_small()
    {
        foreach (string kind in new[] { "corpus", "findings" }.Where(kind => Directory.Exists(Path.Combine(Root, kind))))
        {
            string[] folders = [.. Directory.GetDirectories(Path.Combine(Root, kind)).Select(path => Path.GetFileName(path))];
            Assert.All(folders.Where(name => !name.StartsWith(FuzzTargets.CodecPrefix, StringComparison.Ordinal)), name => Assert.Contains(name, FuzzTargets.All.Keys));
        }

        FileInfo[] files = new DirectoryInfo(Root).GetFiles("*.bin", SearchOption.AllDirectories);
        Assert.All(files, file => Assert.InRange(file.Length, 0, MaxFileBytes));
        Assert.InRange(files.Sum(file => file.Length), 0, MaxCorpusBytes);
    }

    private static string Root { get; } = SourceTree.PathOf("tests", "Dicom.Storage.Fuzz");

    private static string[] Inputs(string kind, string target)
    {
        string folder = Path.Combine(Root, kind, target);
        return Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
    }
}
