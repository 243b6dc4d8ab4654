using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>What an image says of a loss, and that it is another instance then (PS3.3 C.7.6.1.1.5, C.12.4).</summary>
public sealed class LossyTests
{
    private static readonly TestImage.CoarseCodec s_coarse = new(DicomTransferSyntax.JPEGLSNearLossless, DicomTransferSyntax.JPEGBaseline8Bit);
    private static readonly TranscoderOptions s_options = new() { Codecs = CodecRegistry.Default.With(s_coarse) };

    [Fact]
    public async Task A_lossy_image_is_a_derived_instance_that_names_its_source()
    {
        DicomDataset image = TestImage.Create(columns: 100, rows: 100, pixels: new byte[10_000]);
        image.AddOrUpdate(DicomTag.SeriesInstanceUID, "1.2.3");
        using DicomFile file = new(image);
        using DicomFile lossy = await Transcoded.ToAsync(file, DicomTransferSyntax.JPEGLSNearLossless, s_options);
        DicomDataset dataset = lossy.Dataset;

        Assert.Equal("01", dataset.GetString(DicomTag.LossyImageCompression));
        Assert.Equal("ISO_14495_1", dataset.GetString(DicomTag.LossyImageCompressionMethod));
        long bytes = dataset.GetItem<DicomFragmentSequence>(DicomTag.PixelData).GetFragmentLength(0);
        Assert.Equal(10_000.0 / bytes, dataset.GetSingleValue<double>(DicomTag.LossyImageCompressionRatio), tolerance: 0.01);
        Assert.Equal(@"DERIVED\PRIMARY\AXIAL", dataset.GetString(DicomTag.ImageType));
        DicomDataset derivation = Assert.Single(dataset.GetSequence(DicomTag.DerivationCodeSequence).Items);
        Assert.Equal("113040", derivation.GetString(DicomTag.CodeValue));
        Assert.Equal("DCM", derivation.GetString(DicomTag.CodingSchemeDesignator));
        DicomDataset source = Assert.Single(dataset.GetSequence(DicomTag.SourceImageSequence).Items);
        Assert.Equal("1.2.3.4", source.GetString(DicomTag.ReferencedSOPInstanceUID));
        Assert.Equal("121320", Assert.Single(source.GetSequence(DicomTag.PurposeOfReferenceCodeSequence).Items).GetString(DicomTag.CodeValue));

        DicomDataset series = Assert.Single(dataset.GetSequence(DicomTag.ReferencedSeriesSequence).Items);
        Assert.Equal("1.2.3", series.GetString(DicomTag.SeriesInstanceUID));
        Assert.Equal("1.2.3.4", Assert.Single(series.GetSequence(DicomTag.ReferencedInstanceSequence).Items).GetString(DicomTag.ReferencedSOPInstanceUID));

        string uid = dataset.GetString(DicomTag.SOPInstanceUID);
        Assert.StartsWith("2.25.", uid, StringComparison.Ordinal);
        Assert.Equal(uid, lossy.FileMetaInfo.MediaStorageSopInstanceUid.Value);
        Assert.Equal(DicomValueFlaws.None, dataset.GetFlaws(DicomTag.SOPInstanceUID));
    }

    // native/CR-MONO1-10-chest.dcm has one value of Image Type, jpeg/CR-ModalitySequenceLUT.dcm a UID with leading zeroes.
    [Fact]
    public async Task Values_that_are_wrong_in_the_object_do_not_keep_it_from_being_made()
    {
        DicomDataset dataset = TestImage.Create();
        dataset.AddOrUpdate(DicomElement.Create(DicomTag.ImageType, DicomVR.CS, DicomValidation.None, "ORIGINAL"));
        dataset.AddOrUpdate(DicomElement.Create(DicomTag.SOPInstanceUID, DicomVR.UI, DicomValidation.None, "999.999.01.23"));
        using DicomFile file = new(dataset);
        using DicomFile lossy = await Transcoded.ToAsync(file, DicomTransferSyntax.JPEGLSNearLossless, s_options);

        Assert.Equal("DERIVED", lossy.Dataset.GetString(DicomTag.ImageType));
        Assert.Equal("999.999.01.23", lossy.Dataset.GetSequence(DicomTag.SourceImageSequence).Items[0].GetString(DicomTag.ReferencedSOPInstanceUID));
        Assert.StartsWith("2.25.", lossy.Dataset.GetString(DicomTag.SOPInstanceUID), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_work_done_twice_makes_the_same_instance_and_other_work_another()
    {
        using DicomFile file = new(TestImage.Create());
        async Task<string> UidAsync(DicomTransferSyntax target, int near)
        {
            TranscoderOptions options = new() { Codecs = s_options.Codecs, NearLossless = near };
            using DicomFile lossy = await Transcoded.ToAsync(file, target, options);
            return lossy.Dataset.GetString(DicomTag.SOPInstanceUID);
        }

        string first = await UidAsync(DicomTransferSyntax.JPEGLSNearLossless, near: 2);
        Assert.Equal(first, await UidAsync(DicomTransferSyntax.JPEGLSNearLossless, near: 2));
        Assert.NotEqual(first, await UidAsync(DicomTransferSyntax.JPEGLSNearLossless, near: 3));
        Assert.NotEqual(first, await UidAsync(DicomTransferSyntax.JPEGBaseline8Bit, near: 2));
    }

    [Fact]
    public async Task A_second_loss_is_added_to_the_first()
    {
        using DicomFile file = new(TestImage.Create());
        using DicomFile once = await Transcoded.ToAsync(file, DicomTransferSyntax.JPEGLSNearLossless, s_options);
        using DicomFile twice = await Transcoded.ToAsync(once, DicomTransferSyntax.JPEGBaseline8Bit, s_options);

        Assert.Equal(@"ISO_14495_1\ISO_10918_1", twice.Dataset.GetString(DicomTag.LossyImageCompressionMethod));
        Assert.Equal(2, twice.Dataset.GetValueCount(DicomTag.LossyImageCompressionRatio));
        Assert.Equal(once.Dataset.GetString(DicomTag.SOPInstanceUID), twice.Dataset.GetSequence(DicomTag.SourceImageSequence).Items[0].GetString(DicomTag.ReferencedSOPInstanceUID));
    }

    [Fact]
    public async Task Decompression_of_a_lossy_image_keeps_instance_and_history()
    {
        using DicomFile file = new(TestImage.Create());
        using DicomFile lossy = await Transcoded.ToAsync(file, DicomTransferSyntax.JPEGLSNearLossless, s_options);
        using DicomFile native = await Transcoded.ToAsync(lossy, DicomTransferSyntax.ExplicitVRLittleEndian, s_options);

        Assert.Equal("01", native.Dataset.GetString(DicomTag.LossyImageCompression));
        Assert.Equal("ISO_14495_1", native.Dataset.GetString(DicomTag.LossyImageCompressionMethod));
        Assert.Equal(lossy.Dataset.GetString(DicomTag.SOPInstanceUID), native.Dataset.GetString(DicomTag.SOPInstanceUID));
    }

    [Fact]
    public async Task A_lossy_image_that_does_not_say_so_is_made_to_when_its_syntax_no_longer_tells()
    {
        using DicomFile file = new(TestImage.Create());
        using DicomFile lossy = await Transcoded.ToAsync(file, DicomTransferSyntax.JPEGBaseline8Bit, s_options);
        lossy.Dataset.Remove(DicomTag.LossyImageCompression, DicomTag.LossyImageCompressionMethod, DicomTag.LossyImageCompressionRatio);
        using DicomFile native = await Transcoded.ToAsync(lossy, DicomTransferSyntax.RLELossless, s_options);

        Assert.Equal("01", native.Dataset.GetString(DicomTag.LossyImageCompression));
        Assert.Equal("ISO_10918_1", native.Dataset.GetString(DicomTag.LossyImageCompressionMethod));
    }

    [Fact]
    public async Task A_palette_is_looked_up_before_anything_is_lost()
    {
        DicomDataset dataset = TestImage.Create(photometric: "PALETTE COLOR", pixels: [0, 1, 2, 3, 4, 200, 1, 0]);
        AddPalette(dataset, entries: 4, first: 1, red: [0x1000, 0x2000, 0x3000, 0x4000]);
        using DicomFile file = new(dataset);
        using DicomFile lossy = await Transcoded.ToAsync(file, DicomTransferSyntax.JPEGLSNearLossless, s_options);

        Assert.Equal("RGB", lossy.Dataset.GetString(DicomTag.PhotometricInterpretation));
        Assert.Equal(3, lossy.Dataset.GetSingleValue<int>(DicomTag.SamplesPerPixel));
        Assert.False(lossy.Dataset.Contains(DicomTag.RedPaletteColorLookupTableData));
        using DicomFile native = await Transcoded.ToAsync(lossy, DicomTransferSyntax.ExplicitVRLittleEndian, s_options);
        // One below the first index has the first colour, one past the last the last (PS3.3 C.7.6.3.1.5).
        byte[] red = [.. Transcoded.Pixels(native).Where((_, i) => i % 3 == 0)];
        Assert.Equal([0x10, 0x10, 0x20, 0x30, 0x40, 0x40, 0x10, 0x10], red);
    }

    [Fact]
    public async Task A_palette_stays_where_nothing_is_lost()
    {
        DicomDataset dataset = TestImage.Create(photometric: "PALETTE COLOR");
        AddPalette(dataset, entries: 4, first: 0, red: [1, 2, 3, 4]);
        using DicomFile file = new(dataset);
        using DicomFile rle = await Transcoded.ToAsync(file, DicomTransferSyntax.RLELossless);

        Assert.Equal("PALETTE COLOR", rle.Dataset.GetString(DicomTag.PhotometricInterpretation));
        Assert.True(rle.Dataset.Contains(DicomTag.RedPaletteColorLookupTableData));
    }

    // C8
    [Theory]
    [InlineData(5, 16)] // a table shorter than it says
    [InlineData(0, 16)] // 65,536 entries are said
    [InlineData(4, 0)] // entries of no bits
    [InlineData(4, 12)]
    public async Task A_palette_that_cannot_be_is_a_typed_failure(int entries, int bits)
    {
        DicomDataset dataset = TestImage.Create(photometric: "PALETTE COLOR");
        AddPalette(dataset, entries, first: 0, red: [1, 2, 3, 4], bits);
        using DicomFile file = new(dataset);

        TranscodeException exception = await Assert.ThrowsAsync<TranscodeException>(() => Transcoded.ToAsync(file, DicomTransferSyntax.JPEGLSNearLossless, s_options));

        Assert.Equal(TranscodeFailure.InvalidImage, exception.Failure);
    }

    [Fact]
    public async Task Words_of_eight_bits_become_bytes_for_jpeg_baseline()
    {
        using DicomFile file = new(TestImage.Create(allocated: 16, stored: 8, pixels: [1, 0, 16, 0, 32, 0, 48, 0, 64, 0, 80, 0, 96, 0, 112, 0]));
        using DicomFile jpeg = await Transcoded.ToAsync(file, DicomTransferSyntax.JPEGBaseline8Bit, s_options);

        Assert.Equal(8, s_coarse.LastFrame.BitsAllocated);
        Assert.Equal(8, jpeg.Dataset.GetSingleValue<int>(DicomTag.BitsAllocated));
    }

    private static void AddPalette(DicomDataset dataset, int entries, int first, ushort[] red, int bits = 16)
    {
        byte[] data = new byte[red.Length * 2];
        Buffer.BlockCopy(red, 0, data, 0, data.Length);
        (DicomTag Descriptor, DicomTag Data)[] tables =
        [
            (DicomTag.RedPaletteColorLookupTableDescriptor, DicomTag.RedPaletteColorLookupTableData),
            (DicomTag.GreenPaletteColorLookupTableDescriptor, DicomTag.GreenPaletteColorLookupTableData),
            (DicomTag.BluePaletteColorLookupTableDescriptor, DicomTag.BluePaletteColorLookupTableData),
        ];
        foreach ((DicomTag descriptor, DicomTag table) in tables)
        {
            dataset.Add(DicomVR.US, descriptor, (ushort)entries, (ushort)first, (ushort)bits);
            dataset.Add(new DicomElement(table, DicomVR.OW, data));
        }
    }
}
