using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>What comes of frames and of what a data set says of them.</summary>
public sealed class ResultTests
{
    // PS3.5 A.4: an offset counts from behind the table's item, and an item has a header of 8 bytes and an even length.
    [Fact]
    public async Task Offsets_count_the_headers_and_the_padding_of_the_frames_before()
    {
        using DicomFile file = new(TestImage.Create(columns: 13, rows: 7, frames: 9));
        using DicomFile jpeg = await Transcoded.ToAsync(file, DicomTransferSyntax.JPEGLosslessSV1, new TranscoderOptions { MaxParallelFrames = 1 });
        DicomFragmentSequence fragments = jpeg.Dataset.GetItem<DicomFragmentSequence>(DicomTag.PixelData);

        List<uint> expected = [];
        uint offset = 0;
        bool anyPadded = false;
        for (int i = 0; i < 9; i++)
        {
            byte[] fragment = fragments.GetFragment(i).ToArray();
            anyPadded |= fragment is [.., 0xFF, 0xD9, 0];
            expected.Add(offset);
            offset += 8 + (uint)fragment.Length + ((uint)fragment.Length & 1);
        }

        Assert.True(anyPadded);
        Assert.Equal(expected, fragments.OffsetTable);
    }

    // PS3.5 8.1.1: frames of single bits follow each other without a gap. Three of five bits each, put in any order.
    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 0, 2)]
    [InlineData(1, 2, 0)]
    public async Task Frames_of_bits_come_together_in_whatever_order_they_are_done(params int[] order)
    {
        byte[][] frames = [[0b10011], [0b01110], [0b11111]];
        BitSink sink = new(frames: 3, frameBits: 5, maxBytes: 100);
        foreach (int frame in order)
            await sink.PutAsync(frame, frames[frame], TestContext.Current.CancellationToken);
        DicomDataset dataset = new(DicomTransferSyntax.ExplicitVRLittleEndian);
        sink.Complete(dataset);

        // The first pixel in the lowest bit: 10011, then 01110 from bit 5 on, then 11111 from bit 10 on.
        Assert.Equal([0b110_10011, 0b0_11111_01], dataset.GetItem<DicomElement>(DicomTag.PixelData).GetBuffer().ToArray());
    }

    [Fact]
    public async Task An_icon_of_an_item_within_an_item_becomes_native_too()
    {
        using DicomFile icon = new(TestImage.Create());
        using DicomFile coded = await Transcoded.ToAsync(icon, DicomTransferSyntax.RLELossless);
        using DicomFile outer = new(TestImage.Create(columns: 8, rows: 8));
        using DicomFile file = await Transcoded.ToAsync(outer, DicomTransferSyntax.RLELossless);
        DicomDataset deep = new(new DicomSequence(DicomTag.IconImageSequence, coded.Dataset));
        file.Dataset.Add(new DicomSequence(DicomTag.ReferencedImageSequence, deep));

        using DicomFile native = await Transcoded.ToAsync(file, DicomTransferSyntax.ExplicitVRLittleEndian);

        DicomDataset found = native.Dataset.GetSequence(DicomTag.ReferencedImageSequence).Items[0].GetSequence(DicomTag.IconImageSequence).Items[0];
        Assert.Equal(Transcoded.Pixels(icon), found.GetItem<DicomElement>(DicomTag.PixelData).GetBuffer().ToArray());
    }

    // Only what was compressed with loss becomes RGB by itself: the bits of all others stay.
    [Fact]
    public async Task Luminance_and_chrominance_that_lost_nothing_stay_what_they_are()
    {
        using DicomFile file = new(TestImage.Create(columns: 5, rows: 3, photometric: "YBR_FULL"));
        using DicomFile coded = await Transcoded.ToAsync(file, DicomTransferSyntax.RLELossless);
        using DicomFile native = await Transcoded.ToAsync(coded, DicomTransferSyntax.ExplicitVRLittleEndian);

        Assert.Equal("YBR_FULL", native.Dataset.GetString(DicomTag.PhotometricInterpretation));
        Assert.Equal(Transcoded.Pixels(file), Transcoded.Pixels(native));
    }

    // PS3.3 C.7.6.1.1.5.2: the values of Method go with those of Ratio one by one. Of an earlier loss only the ratio is known.
    [Fact]
    public async Task A_method_that_would_go_with_the_ratio_of_another_loss_is_left_out()
    {
        DicomDataset dataset = TestImage.Create(columns: 64, rows: 64);
        dataset.Add(DicomTag.LossyImageCompression, "01").Add(DicomTag.LossyImageCompressionRatio, "10");
        using DicomFile file = new(dataset);
        using DicomFile lossy = await Transcoded.ToAsync(file, DicomTransferSyntax.JPEGLSNearLossless);

        Assert.StartsWith("10\\", lossy.Dataset.GetString(DicomTag.LossyImageCompressionRatio), StringComparison.Ordinal);
        Assert.False(lossy.Dataset.Contains(DicomTag.LossyImageCompressionMethod));
    }
}
