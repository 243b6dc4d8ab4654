using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>The code of docs/transcoding.md, compiled and run.</summary>
public sealed class TranscodingSnippets
{
    [Fact]
    public async Task A_file_into_another()
    {
        string source = SharedFiles.Require("dicom/native/MR_small.dcm");
        using TemporaryDirectory directory = new();
        string destination = directory["mr.dcm"];
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;

        #region file
        Transcoder transcoder = new(new TranscoderOptions { MaxParallelFrames = 4 });
        TranscodeReport report = await transcoder.TranscodeAsync(source, destination, DicomTransferSyntax.RLELossless, cancellationToken);
        Console.WriteLine($"{report.Frames} frames, {report.Ratio:0.0} times smaller, verified: {report.IsVerified}");
        #endregion

        Assert.True(report.IsVerified);
        Assert.True(File.Exists(destination));
    }

    [Fact]
    public async Task An_object_in_memory()
    {
        using DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/rle/MR_small_RLE.dcm"));
        using MemoryStream output = new();
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        Transcoder transcoder = new();

        #region object
        try
        {
            using TranscodedFile transcoded = await transcoder.TranscodeAsync(file, DicomTransferSyntax.ExplicitVRLittleEndian, cancellationToken);
            await transcoded.File.SaveAsync(output, options: null, cancellationToken);
        }
        catch (TranscodeException exception) when (exception.Failure == TranscodeFailure.FrameNotDecoded)
        {
            Console.WriteLine($"Frame {exception.Frame}: {exception.Message}"); // the object is as it was
        }
        #endregion

        Assert.NotEqual(0, output.Length);
    }

    [Fact]
    public void A_codec_of_your_own()
    {
        IFrameCodec mine = new RleCodec();

        #region codec
        Transcoder transcoder = new(new TranscoderOptions { Codecs = CodecRegistry.Default.With(mine) });
        #endregion

        Assert.True(transcoder.CanEncode(DicomTransferSyntax.RLELossless));
    }
}
