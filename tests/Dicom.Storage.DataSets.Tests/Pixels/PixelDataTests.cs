using System.Security.Cryptography;
using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

public sealed class PixelDataTests
{
    [Fact]
    public void Native_frames_are_those_of_the_oracle()
    {
        // The oracle is colour by pixel; and frames of single bits are given there as one stream of bits, not byte by byte.
        Dictionary<string, string[]> expected = SharedFiles.ReadTable("dicom/oracle-frames.tsv").GroupBy(r => r["file"])
            .ToDictionary(g => g.Key, g => g.OrderBy(r => int.Parse(r["frame"])).Select(r => r["sha256"]).ToArray());
        List<string> differences = [];
        int frames = 0;
        foreach ((string file, string[] digests) in expected)
        {
            using DicomFile opened = DicomFile.Open(SharedFiles.Require("dicom/" + file));
            var pixels = DicomPixelData.Create(opened.Dataset);
            if (pixels.IsEncapsulated || (pixels.IsPlanar && pixels.SamplesPerPixel > 1) || pixels.BitsAllocated == 1)
                continue;

            for (int i = 0; i < Math.Min(digests.Length, 40); i++, frames++)
            {
                string actual = Convert.ToHexStringLower(SHA256.HashData(pixels.GetFrame(i).Span));
                if (actual != digests[i])
                    differences.Add($"{file} frame {i}");
            }
        }

        Assert.True(frames > 100, $"only {frames} frames");
        Assert.Empty(differences);
    }

    [Fact]
    public void Encapsulated_frames_are_those_that_pydicom_finds()
    {
        string[] files = [.. Corpus.Regular().Where(IsEncapsulated)];
        using PydicomFrames pydicom = PydicomFrames.Require();
        Dictionary<string, string[]> expected = pydicom.Digests(files);
        List<string> differences = [];
        int frames = 0;
        foreach (string file in files)
        {
            using DicomFile opened = DicomFile.Open(SharedFiles.Require("dicom/" + file));
            var pixels = DicomPixelData.Create(opened.Dataset);
            string[] digests = expected.GetValueOrDefault(file, []);
            for (int i = 0; i < pixels.NumberOfFrames; i++, frames++)
            {
                string actual = pixels.TryGetFrame(i, out ReadOnlyMemory<byte> frame, out DicomFrameFailure failure)
                    ? Convert.ToHexStringLower(SHA256.HashData(frame.Span)) : $"{failure}";
                string wanted = digests.Length == pixels.NumberOfFrames ? digests[i] : "Ambiguous";
                if (actual != wanted)
                    differences.Add($"{file} frame {i}: {actual}, pydicom {wanted} of {digests.Length}");
            }
        }

        Assert.True(frames > 150, $"only {frames} frames");
        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(40)));
    }

    [Fact]
    public async Task A_frame_is_the_same_as_a_stream_and_asynchronously()
    {
        foreach (string file in Corpus.Regular().Where((_, i) => i % 5 == 0))
        {
            using DicomFile opened = DicomFile.Open(SharedFiles.Require("dicom/" + file), new DicomOpenOptions { LargeValueBytes = 0 });
            if (!DicomPixelData.TryCreate(opened.Dataset, out DicomPixelData? pixels) || !pixels.TryGetFrame(0, out ReadOnlyMemory<byte> frame, out _))
                continue;

            await using Stream stream = pixels.OpenFrame(0);
            byte[] read = new byte[stream.Length];
            await stream.ReadExactlyAsync(read, TestContext.Current.CancellationToken);
            Assert.Equal(frame.Length, pixels.GetFrameLength(0));
            Assert.True(read.AsSpan().SequenceEqual(frame.Span), file);
            ReadOnlyMemory<byte> again = await pixels.GetFrameAsync(0, TestContext.Current.CancellationToken);
            Assert.True(again.Span.SequenceEqual(frame.Span), file);
        }
    }

    // PS3.5 8.2: the first pixel is the lowest bit, and a frame of 3x3 pixels does not end with a byte.
    [Fact]
    public void Frames_of_single_bits_begin_with_the_lowest_bit()
    {
        var dataset = new DicomDataset
        {
            { DicomTag.NumberOfFrames, 2 }, { DicomTag.Rows, 3 }, { DicomTag.Columns, 3 }, { DicomTag.BitsAllocated, 1 },
            new DicomElement(DicomTag.PixelData, DicomVR.OB, new byte[] { 0b1010_0101, 0b0000_0111, 0b0000_0010, 0 }),
        };
        var pixels = DicomPixelData.Create(dataset);

        // Bits from the lowest: 10100101 1 | 11000000 1 | 0...
        Assert.Equal([0b1010_0101, 0b0000_0001], pixels.GetFrame(0).ToArray());
        Assert.Equal([0b0000_0011, 0b0000_0001], pixels.GetFrame(1).ToArray());
        Assert.Equal(2, pixels.GetFrameLength(1));
    }

    // PS3.5 A.3 swaps the words of OW; frames of three bytes begin within one.
    [Fact]
    public void Frames_of_big_endian_words_are_given_little_endian()
    {
        var dataset = new DicomDataset(DicomTransferSyntax.ExplicitVRBigEndian)
        {
            { DicomTag.NumberOfFrames, 2 }, { DicomTag.Rows, 1 }, { DicomTag.Columns, 3 }, { DicomTag.BitsAllocated, 8 },
            new DicomElement(DicomTag.PixelData, DicomVR.OW, new byte[] { 2, 1, 4, 3, 6, 5 }, isBigEndian: true),
        };
        var pixels = DicomPixelData.Create(dataset);

        Assert.Equal([1, 2, 3], pixels.GetFrame(0).ToArray());
        Assert.Equal([4, 5, 6], pixels.GetFrame(1).ToArray());
    }

    [Fact]
    public void What_is_not_there_is_told_by_frame()
    {
        var dataset = new DicomDataset
        {
            { DicomTag.NumberOfFrames, 3 }, { DicomTag.Rows, 2 }, { DicomTag.Columns, 2 }, { DicomTag.BitsAllocated, 8 },
            new DicomElement(DicomTag.PixelData, DicomVR.OB, new byte[10]),
        };
        var pixels = DicomPixelData.Create(dataset);

        Assert.Equal(4, pixels.GetFrame(1).Length);
        Assert.False(pixels.TryGetFrame(2, out _, out DicomFrameFailure failure));
        Assert.Equal(DicomFrameFailure.PastEnd, failure);
        Assert.Equal(2, Assert.Throws<DicomFrameException>(() => pixels.GetFrame(2)).Index);
        Assert.Throws<ArgumentOutOfRangeException>(() => pixels.GetFrame(3));
        Assert.Throws<DicomDataException>(() => DicomPixelData.Create(new DicomDataset()));
    }

    [Fact]
    public void Sizes_that_overflow_or_are_missing_are_told()
    {
        var dataset = new DicomDataset
        {
            { DicomTag.SamplesPerPixel, 65_535 }, { DicomTag.Rows, 65_535 }, { DicomTag.Columns, 65_535 }, { DicomTag.BitsAllocated, 65_535 },
            new DicomElement(DicomTag.PixelData, DicomVR.OB, new byte[10]),
        };
        Assert.False(DicomPixelData.Create(dataset).TryGetFrame(0, out _, out DicomFrameFailure failure));
        Assert.Equal(DicomFrameFailure.PastEnd, failure);

        dataset.Remove(DicomTag.Rows);
        Assert.False(DicomPixelData.Create(dataset).TryGetFrame(0, out _, out failure));
        Assert.Equal(DicomFrameFailure.NoSize, failure);
    }

    private static bool IsEncapsulated(string file)
    {
        using DicomFile opened = DicomFile.Open(SharedFiles.Require("dicom/" + file));
        return opened.Dataset.TryGetItem(DicomTag.PixelData, out DicomItem? item) && item is DicomFragmentSequence;
    }
}
