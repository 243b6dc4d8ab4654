using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>Images whose attributes lie: a typed failure, before memory is taken by what they say (hardening C1, C2, C3, C9).</summary>
public sealed class HostileImageTests
{
    private const long SmallAllocation = 1 << 20;

    // C1
    [Fact]
    public async Task A_frame_larger_than_allowed_is_refused_before_it_is_allocated()
    {
        DicomDataset dataset = TestImage.Create();
        dataset.AddOrUpdate(DicomTag.Rows, ushort.MaxValue).AddOrUpdate(DicomTag.Columns, ushort.MaxValue);

        await FailsAsync(dataset, TranscodeFailure.OverBudget);
    }

    // C1
    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1_000_000_000)]
    [InlineData(2)]
    public async Task More_frames_than_pixel_data_holds_cost_nothing(int frames)
    {
        DicomDataset dataset = TestImage.Create();
        dataset.AddOrUpdate(DicomTag.NumberOfFrames, frames);

        await FailsAsync(dataset, TranscodeFailure.FrameNotFound);

        using DicomFile file = new(TestImage.Create());
        using DicomFile rle = await Transcoded.ToAsync(file, DicomTransferSyntax.RLELossless);
        rle.Dataset.AddOrUpdate(DicomTag.NumberOfFrames, frames);
        await FailsAsync(rle.Dataset, TranscodeFailure.FrameNotFound, DicomTransferSyntax.ExplicitVRLittleEndian);
    }

    // C1: UL in place of US
    [Fact]
    public async Task Rows_that_are_no_number_of_16_bits_are_refused()
    {
        DicomDataset dataset = TestImage.Create();
        dataset.AddOrUpdate(DicomElement.Create(DicomTag.Rows, DicomVR.UL, DicomValidation.None, 70_000u));

        await FailsAsync(dataset, TranscodeFailure.InvalidImage);
    }

    // C2
    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("many")]
    [InlineData("99999999999")]
    [InlineData("1.5")]
    public async Task A_number_of_frames_that_cannot_be_is_refused(string frames)
    {
        DicomDataset dataset = TestImage.Create();
        dataset.AddOrUpdate(DicomElement.Create(DicomTag.NumberOfFrames, DicomVR.IS, DicomValidation.None, frames));

        await FailsAsync(dataset, TranscodeFailure.InvalidImage);
    }

    // C3
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(12, 12, 11)]
    [InlineData(64, 64, 63)]
    [InlineData(8, 9, 8)]
    [InlineData(8, 0, 7)]
    [InlineData(16, 12, 10)]
    [InlineData(16, 12, 16)]
    [InlineData(1, 2, 1)]
    public async Task Depths_that_do_not_go_together_are_refused(int allocated, int stored, int high)
    {
        DicomDataset dataset = TestImage.Create(allocated: 16, stored: 16);
        dataset.AddOrUpdate(DicomTag.BitsAllocated, (ushort)allocated).AddOrUpdate(DicomTag.BitsStored, (ushort)stored).AddOrUpdate(DicomTag.HighBit, (ushort)high);

        await FailsAsync(dataset, TranscodeFailure.InvalidImage);
    }

    [Theory]
    [InlineData("RGB", 1)]
    [InlineData("MONOCHROME2", 3)]
    [InlineData("MONOCHROME2", 0)]
    [InlineData("CMYK", 4)]
    [InlineData("YBR_PARTIAL_420", 3)]
    [InlineData("YBR_RCT", 3)]
    [InlineData("", 1)]
    public async Task Colour_that_does_not_go_with_its_samples_is_refused(string photometric, int samples)
    {
        DicomDataset dataset = TestImage.Create(pixels: new byte[64]);
        dataset.AddOrUpdate(DicomTag.PhotometricInterpretation, photometric).AddOrUpdate(DicomTag.SamplesPerPixel, (ushort)samples);

        await FailsAsync(dataset, TranscodeFailure.InvalidImage);
    }

    // C9
    [Fact]
    public async Task The_frame_that_an_offset_table_lies_about_is_named()
    {
        using DicomFile file = new(TestImage.Create(columns: 64, rows: 64, frames: 4));
        using DicomFile rle = await Transcoded.ToAsync(file, DicomTransferSyntax.RLELossless);
        DicomFragmentSequence fragments = rle.Dataset.GetItem<DicomFragmentSequence>(DicomTag.PixelData);
        uint[] table = [.. fragments.OffsetTable];
        table[2] += 2; // into the middle of a fragment
        fragments.SetOffsetTable(table);

        TranscodeException exception = await FailsAsync(rle.Dataset, TranscodeFailure.FrameNotFound, DicomTransferSyntax.ExplicitVRLittleEndian);
        Assert.Equal(2, exception.Frame);
        Assert.IsType<DicomFrameException>(exception.InnerException);
    }

    [Fact]
    public async Task No_fragments_are_no_frame()
    {
        DicomDataset dataset = TestImage.Create();
        dataset.AddOrUpdate(new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB));
        dataset.TransferSyntax = DicomTransferSyntax.RLELossless;

        await FailsAsync(dataset, TranscodeFailure.FrameNotFound, DicomTransferSyntax.ExplicitVRLittleEndian);
    }

    [Fact]
    public async Task A_frame_that_does_not_decode_is_named_and_what_the_codec_said_is_kept()
    {
        DicomDataset dataset = TestImage.Create(frames: 2);
        DicomFragmentSequence fragments = new(DicomTag.PixelData, DicomVR.OB);
        fragments.Add(RleCorpusTests.Encode(new byte[8], new FrameInfo(4, 2, 1, 8, 8, isSigned: false)));
        fragments.Add(new byte[66]);
        dataset.AddOrUpdate(fragments);
        dataset.TransferSyntax = DicomTransferSyntax.RLELossless;

        TranscodeException exception = await FailsAsync(dataset, TranscodeFailure.FrameNotDecoded, DicomTransferSyntax.ExplicitVRLittleEndian);
        Assert.Equal(1, exception.Frame);
        Assert.Equal(CodecFailure.InvalidCodestream, Assert.IsType<CodecException>(exception.InnerException).Failure);
    }

    [Theory]
    [InlineData("other-ts/syn_h264_hp41.dcm", TranscodeFailure.UnsupportedSource)]
    [InlineData("other-ts/syn_mpeg2_mpml.dcm", TranscodeFailure.UnsupportedSource)]
    [InlineData("other-ts/syn_jpip_referenced.dcm", TranscodeFailure.UnsupportedSource)]
    [InlineData("nonimage/sr_document.dcm", TranscodeFailure.NoPixelData)]
    [InlineData("native/parametric_map_float.dcm", TranscodeFailure.UnsupportedTarget)]
    public async Task What_cannot_be_is_told_apart(string path, TranscodeFailure failure)
    {
        using DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/" + path));

        TranscodeException exception = await Assert.ThrowsAsync<TranscodeException>(() =>
            new Transcoder().TranscodeAsync(file, DicomTransferSyntax.RLELossless, TestContext.Current.CancellationToken));

        Assert.Equal(failure, exception.Failure);
    }

    private static async Task<TranscodeException> FailsAsync(DicomDataset dataset, TranscodeFailure failure, DicomTransferSyntax? target = null)
    {
        using DicomFile file = new(dataset);
        Transcoder transcoder = new(new TranscoderOptions { MaxParallelFrames = 1 });
        long before = GC.GetAllocatedBytesForCurrentThread();
        TranscodeException exception = await Assert.ThrowsAsync<TranscodeException>(() =>
            transcoder.TranscodeAsync(file, target ?? DicomTransferSyntax.RLELossless, TestContext.Current.CancellationToken));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, long.MinValue, SmallAllocation);
        Assert.Equal(failure, exception.Failure);
        return exception;
    }
}
