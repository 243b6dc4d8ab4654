using System.Diagnostics;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>Random frames without the vector instructions that the block encoder uses where they are; <see cref="CodecSimdOffTests"/> does the decoder.</summary>
public sealed class HtJ2kWithoutIntrinsicsTests
{
    [Fact]
    public async Task The_encoder_does_the_same()
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.ArgumentList.Add("-method");
        start.ArgumentList.Add("Dicom.Storage.Codecs.Tests.HtJ2kEncoderTests.Any_frame_comes_back_bit_for_bit");
        start.Environment["DOTNET_EnableHWIntrinsic"] = "0";

        using Process program = Process.Start(start)!;
        string output = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(program.ExitCode == 0 && !output.Contains("Total: 0", StringComparison.Ordinal), output);
    }
}
