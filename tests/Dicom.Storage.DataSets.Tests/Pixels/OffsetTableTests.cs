using System.Buffers.Binary;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>Offset tables that are right, and that lie: hardening C9, "that frame fails, others serve".</summary>
public sealed class OffsetTableTests
{
    // Fragments of 4, 6 and 8 bytes: their items begin at 0, 12 and 26 (PS3.5 A.4: 8 bytes of item tag and length each).
    private static readonly byte[][] s_fragments = [[1, 1, 1, 1], [2, 2, 2, 2, 2, 2], [3, 3, 3, 3, 3, 3, 3, 3]];

    [Theory]
    [InlineData(3, new uint[] { 0, 12, 26 }, "1111|222222|33333333")]
    [InlineData(2, new uint[] { 0, 26 }, "1111222222|33333333")]
    [InlineData(2, new uint[] { 0, 12 }, "1111|22222233333333")]
    [InlineData(1, new uint[] { 0 }, "111122222233333333")]
    [InlineData(1, new uint[0], "111122222233333333")]
    [InlineData(3, new uint[0], "1111|222222|33333333")]
    [InlineData(2, new uint[0], "Ambiguous|Ambiguous")]
    [InlineData(4, new uint[0], "Ambiguous|Ambiguous|Ambiguous|Ambiguous")]
    [InlineData(3, new uint[] { 0, 12, 0xFFFFFFFE }, "1111|222222|NotAFragment")]
    [InlineData(3, new uint[] { 0, 13, 26 }, "1111|NotAFragment|33333333")]
    [InlineData(2, new uint[] { 0, 13 }, "OutOfOrder|NotAFragment")]
    [InlineData(2, new uint[] { 0, 0 }, "OutOfOrder|OutOfOrder")]
    [InlineData(2, new uint[] { 26, 0 }, "OutOfOrder|OutOfOrder")]
    [InlineData(3, new uint[] { 0, 12 }, "1111|22222233333333|NoTableEntry")]
    public void A_basic_offset_table_gives_the_frames_that_it_tells_the_truth_about(int frames, uint[] offsets, string expected)
    {
        DicomDataset dataset = Dataset(frames);
        dataset.GetItem<DicomFragmentSequence>(DicomTag.PixelData).SetOffsetTable(offsets);

        Assert.Equal(expected, Frames(dataset));
        Assert.Equal(offsets, dataset.GetItem<DicomFragmentSequence>(DicomTag.PixelData).OffsetTable);
    }

    [Theory]
    [InlineData(3, new ulong[] { 0, 12, 26 }, new ulong[] { 3, 6, 7 }, "111|222222|3333333")]
    [InlineData(3, new ulong[] { 0, 12, 26 }, new ulong[] { 4, 7, 8 }, "1111|PastFragment|33333333")]
    [InlineData(3, new ulong[] { 0, 12, ulong.MaxValue }, new ulong[] { 4, 6, 8 }, "1111|222222|NotAFragment")]
    [InlineData(3, new ulong[] { 0, 12, 26 }, new ulong[] { 4, 6, ulong.MaxValue }, "1111|222222|PastFragment")]
    [InlineData(3, new ulong[] { 0, 12, 12 }, new ulong[] { 4, 6, 8 }, "1111|222222|OutOfOrder")]
    public void An_extended_offset_table_gives_the_frames_that_it_tells_the_truth_about(int frames, ulong[] offsets, ulong[] lengths, string expected)
    {
        DicomDataset dataset = Dataset(frames);
        dataset.Add(new DicomElement(DicomTag.ExtendedOffsetTable, DicomVR.OV, Bytes(offsets)));
        dataset.Add(new DicomElement(DicomTag.ExtendedOffsetTableLengths, DicomVR.OV, Bytes(lengths)));

        Assert.Equal(expected, Frames(dataset));
    }

    [Fact]
    public void Without_a_table_the_codestreams_show_where_frames_begin()
    {
        var fragments = new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB);
        fragments.Add(new byte[] { 0xFF, 0xD8, 1, 1 });
        fragments.Add(new byte[] { 1, 1 });
        fragments.Add(new byte[] { 0xFF, 0xD8, 2, 2 });
        var dataset = new DicomDataset(DicomTransferSyntax.JPEGBaseline8Bit) { { DicomTag.NumberOfFrames, 2 }, fragments };

        var pixels = DicomPixelData.Create(dataset);
        Assert.Equal([0xFF, 0xD8, 1, 1, 1, 1], pixels.GetFrame(0).ToArray());
        Assert.Equal([0xFF, 0xD8, 2, 2], pixels.GetFrame(1).ToArray());
    }

    [Fact]
    public void Two_billion_declared_frames_cost_nothing()
    {
        DicomDataset dataset = Dataset(int.MaxValue);

        long before = GC.GetAllocatedBytesForCurrentThread();
        var pixels = DicomPixelData.Create(dataset);
        Assert.False(pixels.TryGetFrame(int.MaxValue - 1, out _, out _));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Pixel_Data_without_a_fragment_has_no_frame()
    {
        var dataset = new DicomDataset(DicomTransferSyntax.RLELossless) { new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB) };

        Assert.False(DicomPixelData.Create(dataset).TryGetFrame(0, out _, out DicomFrameFailure failure));
        Assert.Equal(DicomFrameFailure.PastEnd, failure);
    }

    private static DicomDataset Dataset(int frames)
    {
        var fragments = new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB);
        foreach (byte[] fragment in s_fragments)
            fragments.Add(fragment);
        return new DicomDataset(DicomTransferSyntax.RLELossless) { { DicomTag.NumberOfFrames, frames }, fragments };
    }

    private static string Frames(DicomDataset dataset)
    {
        var pixels = DicomPixelData.Create(dataset);
        return string.Join('|', Enumerable.Range(0, pixels.NumberOfFrames).Select(i =>
            pixels.TryGetFrame(i, out ReadOnlyMemory<byte> frame, out DicomFrameFailure failure) ? string.Concat(frame.ToArray()) : $"{failure}"));
    }

    private static byte[] Bytes(ulong[] numbers)
    {
        byte[] bytes = new byte[numbers.Length * 8];
        for (int i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * 8), numbers[i]);
        return bytes;
    }
}
