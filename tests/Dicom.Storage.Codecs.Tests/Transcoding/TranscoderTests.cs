using System.Buffers.Binary;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

public sealed class TranscoderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task Frames_done_side_by_side_come_in_their_order(int parallel)
    {
        using DicomFile file = new(TestImage.Create(columns: 64, rows: 32, frames: 40));
        using DicomFile rle = await Transcoded.ToAsync(file, DicomTransferSyntax.RLELossless, new TranscoderOptions { MaxParallelFrames = parallel });
        using DicomFile back = await Transcoded.ToAsync(rle, DicomTransferSyntax.ImplicitVRLittleEndian, new TranscoderOptions { MaxParallelFrames = parallel });

        Assert.Equal(Transcoded.Pixels(file), Transcoded.Pixels(back));
    }

    [Theory]
    [InlineData("RLELossless")]
    [InlineData("ExplicitVRBigEndian")]
    public async Task What_does_not_fit_into_memory_goes_by_a_file_that_vanishes(string keyword)
    {
        using TemporaryDirectory directory = new();
        TranscoderOptions options = new() { MaxMemoryBytes = 3_000, TemporaryDirectory = directory.FullPath };
        DicomTransferSyntax target = DicomTransferSyntax.All.Single(syntax => syntax.Keyword == keyword);
        using DicomFile native = new(TestImage.Create(columns: 33, rows: 31, frames: 9, allocated: 16, stored: 16));
        using DicomFile encapsulated = await Transcoded.ToAsync(native, DicomTransferSyntax.EncapsulatedUncompressedExplicitVRLittleEndian);
        using (TranscodedFile transcoded = await new Transcoder(options).TranscodeAsync(encapsulated, target, TestContext.Current.CancellationToken))
        {
            Assert.Single(Directory.GetFiles(directory.FullPath));
            MemoryStream stream = new();
            await transcoded.File.SaveAsync(stream, options: null, TestContext.Current.CancellationToken);
            using DicomFile saved = DicomFile.Open(stream.ToArray());
            using DicomFile back = await Transcoded.ToAsync(saved, DicomTransferSyntax.ExplicitVRLittleEndian);
            Assert.Equal(Transcoded.Pixels(native), Transcoded.Pixels(back));
        }

        Assert.Empty(Directory.GetFiles(directory.FullPath));
    }

    [Fact]
    public async Task The_basic_offset_table_says_where_each_frame_begins()
    {
        using DicomFile file = new(TestImage.Create(columns: 5, rows: 3, frames: 3));
        using DicomFile rle = await Transcoded.ToAsync(file, DicomTransferSyntax.EncapsulatedUncompressedExplicitVRLittleEndian);
        DicomFragmentSequence fragments = rle.Dataset.GetItem<DicomFragmentSequence>(DicomTag.PixelData);

        // Frames of 15 bytes and one of padding, each behind an item header of 8 (PS3.5 A.4).
        Assert.Equal([0u, 24u, 48u], fragments.OffsetTable);
        Assert.False(rle.Dataset.Contains(DicomTag.ExtendedOffsetTable));
    }

    [Fact]
    public async Task The_extended_offset_table_leaves_the_basic_one_empty()
    {
        using DicomFile file = new(TestImage.Create(columns: 5, rows: 3, frames: 3));
        using DicomFile encapsulated = await Transcoded.ToAsync(file, DicomTransferSyntax.EncapsulatedUncompressedExplicitVRLittleEndian, new TranscoderOptions { ExtendedOffsetTable = true });

        Assert.Empty(encapsulated.Dataset.GetItem<DicomFragmentSequence>(DicomTag.PixelData).OffsetTable);
        Assert.Equal([0ul, 24ul, 48ul], encapsulated.Dataset.GetValues<ulong>(DicomTag.ExtendedOffsetTable));
        Assert.Equal([16ul, 16ul, 16ul], encapsulated.Dataset.GetValues<ulong>(DicomTag.ExtendedOffsetTableLengths));

        using DicomFile back = await Transcoded.ToAsync(encapsulated, DicomTransferSyntax.ExplicitVRLittleEndian);
        Assert.Equal(Transcoded.Pixels(file), Transcoded.Pixels(back));
        Assert.False(back.Dataset.Contains(DicomTag.ExtendedOffsetTable));
        Assert.False(back.Dataset.Contains(DicomTag.ExtendedOffsetTableLengths));
    }

    [Fact]
    public async Task An_object_in_the_wanted_syntax_is_taken_over_byte_for_byte()
    {
        string path = SharedFiles.Require("dicom/rle/MR_small_RLE.dcm");
        using DicomFile file = DicomFile.Open(path);
        using TranscodedFile same = await new Transcoder().TranscodeAsync(file, DicomTransferSyntax.RLELossless, TestContext.Current.CancellationToken);
        MemoryStream stream = new();
        same.File.Save(stream);

        Assert.Equal(0, same.Report.Frames);
        Assert.Equal(
            file.Dataset.GetItem<DicomFragmentSequence>(DicomTag.PixelData).GetFragment(0).ToArray(),
            DicomFile.Open(stream.ToArray()).Dataset.GetItem<DicomFragmentSequence>(DicomTag.PixelData).GetFragment(0).ToArray());
    }

    [Fact]
    public async Task The_object_that_was_transcoded_is_not_changed()
    {
        using DicomFile file = new(TestImage.Create(photometric: "RGB"));
        byte[] before = Transcoded.Pixels(file);
        using TranscodedFile transcoded = await new Transcoder().TranscodeAsync(file, DicomTransferSyntax.RLELossless, TestContext.Current.CancellationToken);

        Assert.Equal(DicomTransferSyntax.ExplicitVRLittleEndian, file.Dataset.TransferSyntax);
        Assert.Equal(before, Transcoded.Pixels(file));
        Assert.True(transcoded.Report.IsVerified);
        Assert.Equal(before.Length, transcoded.Report.NativeBytes);
    }

    [Fact]
    public async Task Bits_above_those_that_count_are_kept_for_they_may_be_an_overlay()
    {
        // Bits 12 to 15 of 12-bit samples: an overlay of old images (PS3.5 8.1.2).
        byte[] pixels = new byte[16];
        for (int i = 0; i < 8; i++)
            BinaryPrimitives.WriteUInt16LittleEndian(pixels.AsSpan(i * 2), (ushort)(0x1000 | i));
        TestImage.CoarseCodec codec = new(DicomTransferSyntax.JPEGLSLossless);
        using DicomFile file = new(TestImage.Create(allocated: 16, stored: 12, pixels: pixels));
        TranscoderOptions options = new() { Codecs = CodecRegistry.Default.With(codec), Verify = false };

        await Transcoded.ToAsync(file, DicomTransferSyntax.JPEGLSLossless, options);
        Assert.Equal(16, codec.LastFrame.BitsStored);

        pixels.AsSpan().Fill(0x0F); // nothing above bit 11
        await Transcoded.ToAsync(file, DicomTransferSyntax.JPEGLSLossless, options);
        Assert.Equal(12, codec.LastFrame.BitsStored);
    }

    [Fact]
    public async Task What_does_not_decode_to_what_it_was_made_of_is_no_success()
    {
        using DicomFile file = new(TestImage.Create());
        Transcoder transcoder = new(new TranscoderOptions { Codecs = CodecRegistry.Default.With(new TestImage.CoarseCodec(DicomTransferSyntax.JPEGLSLossless)) });

        TranscodeException exception = await Assert.ThrowsAsync<TranscodeException>(() =>
            transcoder.TranscodeAsync(file, DicomTransferSyntax.JPEGLSLossless, TestContext.Current.CancellationToken));

        Assert.Equal(TranscodeFailure.NotVerified, exception.Failure);
        Assert.Equal(0, exception.Frame);
    }

    [Fact]
    public async Task A_cancelled_token_ends_the_work_and_leaves_no_file()
    {
        using TemporaryDirectory directory = new();
        using DicomFile file = new(TestImage.Create(frames: 100));
        using CancellationTokenSource source = new();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new Transcoder(new TranscoderOptions { MaxMemoryBytes = 0, TemporaryDirectory = directory.FullPath }).TranscodeAsync(file, DicomTransferSyntax.RLELossless, source.Token));

        Assert.Empty(Directory.GetFiles(directory.FullPath));
    }

    [Fact]
    public async Task Pixels_within_a_sequence_become_native_when_they_were_compressed()
    {
        DicomDataset icon = TestImage.Create();
        using DicomFile iconFile = new(icon);
        byte[] iconPixels = Transcoded.Pixels(iconFile);
        using DicomFile compressed = await Transcoded.ToAsync(iconFile, DicomTransferSyntax.RLELossless);
        using DicomFile outer = new(TestImage.Create(columns: 8));
        using DicomFile rle = await Transcoded.ToAsync(outer, DicomTransferSyntax.RLELossless);
        rle.Dataset.Add(new DicomSequence(DicomTag.IconImageSequence, compressed.Dataset));
        rle.Dataset.GetSequence(DicomTag.IconImageSequence).Items[0].TransferSyntax = DicomTransferSyntax.RLELossless;

        using DicomFile native = await Transcoded.ToAsync(rle, DicomTransferSyntax.ExplicitVRBigEndian);

        DicomDataset item = native.Dataset.GetSequence(DicomTag.IconImageSequence).Items[0];
        Assert.Equal(iconPixels, item.GetItem<DicomElement>(DicomTag.PixelData).GetBuffer().ToArray());
    }

    [Fact]
    public void A_codec_of_an_integrator_goes_before_those_of_the_package()
    {
        TestImage.CoarseCodec own = new(DicomTransferSyntax.RLELossless);

        Assert.True(CodecRegistry.Default.With(own).TryGetDecoder(DicomTransferSyntax.RLELossless, out IFrameCodec? codec));
        Assert.Same(own, codec);
        Assert.True(CodecRegistry.Default.TryGetDecoder(DicomTransferSyntax.RLELossless, out codec));
        Assert.IsType<RleCodec>(codec);
    }
}
