using Dicom.Storage.Testing;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>Pixel Data whose bytes lie in another file until it is written.</summary>
public sealed class PixelDataInFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SafeFileHandle _file;
    private readonly byte[] _bytes = [.. Enumerable.Range(0, 100).Select(static i => (byte)i)];

    public PixelDataInFilesTests()
    {
        string path = _directory["bytes"];
        File.WriteAllBytes(path, _bytes);
        _file = File.OpenHandle(path);
    }

    public void Dispose()
    {
        _file.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Fragments_of_a_file_and_of_memory_are_written_in_their_order_and_padded()
    {
        DicomFragmentSequence fragments = new(DicomTag.PixelData, DicomVR.OB);
        fragments.Add(_file, 10, 4);
        fragments.Add(new byte[] { 200, 201 });
        fragments.Add(_file, 97, 3);
        DicomDataset dataset = new(DicomTransferSyntax.RLELossless);
        dataset.Add(fragments);
        using MemoryStream stream = new();
        using (DicomFile file = new(dataset))
            file.Save(stream);

        using DicomFile read = DicomFile.Open(stream.ToArray());
        DicomFragmentSequence found = read.Dataset.GetItem<DicomFragmentSequence>(DicomTag.PixelData);
        Assert.Equal(3, found.Count);
        Assert.Equal([10, 11, 12, 13], found.GetFragment(0).ToArray());
        Assert.Equal([200, 201], found.GetFragment(1).ToArray());
        Assert.Equal([97, 98, 99, 0], found.GetFragment(2).ToArray());
    }

    [Fact]
    public void An_element_of_a_file_is_written_and_its_numbers_are_turned_around_for_big_endian()
    {
        DicomDataset dataset = new(DicomTransferSyntax.ExplicitVRBigEndian);
        dataset.Add(new DicomElement(DicomTag.PixelData, DicomVR.OW, _file, offset: 2, length: 4));
        using MemoryStream stream = new();
        using (DicomFile file = new(dataset))
            file.Save(stream);

        Assert.Equal([3, 2, 5, 4], stream.ToArray()[^4..]);
    }

    [Fact]
    public void A_file_that_is_shorter_than_was_said_is_told_when_it_is_read()
    {
        DicomDataset dataset = new();
        dataset.Add(new DicomElement(DicomTag.PixelData, DicomVR.OB, _file, offset: 90, length: 20));
        using DicomFile file = new(dataset);

        Assert.Throws<EndOfStreamException>(() => file.Save(new MemoryStream()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DicomElement(DicomTag.PixelData, DicomVR.OB, _file, offset: -1, length: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB).Add(_file, 0, -2));
    }

    [Theory]
    [InlineData("native/ctimage_BigEndianExplicit.dcm")]
    [InlineData("native/liver_nonbyte_aligned.dcm")]
    [InlineData("native/emri_small.dcm")]
    [InlineData("rle/syn_rle_emri_frag.dcm")]
    public async Task A_frame_read_into_a_buffer_is_the_frame_that_is_given(string path)
    {
        using DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/" + path), new DicomOpenOptions { LargeValueBytes = 0 });
        DicomPixelData pixels = DicomPixelData.Create(file.Dataset);
        for (int i = 0; i < pixels.NumberOfFrames; i++)
        {
            byte[] buffer = new byte[pixels.GetFrameLength(i) + 3];
            int length = await pixels.ReadFrameAsync(i, buffer, TestContext.Current.CancellationToken);

            Assert.Equal(pixels.GetFrame(i).ToArray(), buffer[..length]);
            await Assert.ThrowsAsync<ArgumentException>(async () => await pixels.ReadFrameAsync(i, buffer.AsMemory(0, length - 1), TestContext.Current.CancellationToken));
        }
    }
}
