using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>The codecs' tests run once more by this program itself where the processor has no vectors for it.</summary>
public sealed class CodecSimdOffTests
{
    private const string Variable = "DOTNET_EnableHWIntrinsic";

    private static readonly string[] s_kinds = ["CorpusTests", "ConformanceTests", "WaveletTests"];

    /// <summary>Those that decode or encode real images; the random ones take many times as long without vectors.</summary>
    public static TheoryData<string> Classes =>
    [
        .. typeof(CodecSimdOffTests).Assembly.GetTypes()
            .Select(type => type.FullName!)
            .Where(name => s_kinds.Any(kind => name.EndsWith(kind, StringComparison.Ordinal)))
            .Where(name => !name.EndsWith("TranscoderCorpusTests", StringComparison.Ordinal)) // the same codecs, through all of them
            .Order(StringComparer.Ordinal),
    ];

    private static bool IsOff => Environment.GetEnvironmentVariable(Variable) == "0";

    [Theory]
    [MemberData(nameof(Classes))]
    public async Task A_codec_passes_without_hardware_intrinsics(string className)
    {
        Assert.SkipWhen(IsOff, "This is the run without them.");
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { "-noColor", "-class", className, "-class", typeof(CodecSimdOffTests).FullName! })
            start.ArgumentList.Add(argument);
        start.Environment[Variable] = "0";

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, output + await errors);
        Assert.Contains("Failed: 0", output, StringComparison.Ordinal);
        Assert.DoesNotContain("No tests", output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Vectors_are_there_unless_they_were_switched_off()
    {
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64, "Other processors may have none.");

        Assert.Equal(IsOff, !Vector128.IsHardwareAccelerated);
    }
}
