using System.IO.Compression;
using System.Runtime.InteropServices;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>The files below <c>dicom/jpeg2000</c> and <c>dicom/htj2k</c> against the digests and samples of OpenJPEG and GDCM.</summary>
public sealed class Jpeg2000CorpusTests
{
    public static TheoryData<string> Files => [.. CorpusImage.In("jpeg2000").Concat(CorpusImage.In("htj2k")).Select(row => row.Data).Distinct()];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_frame_decodes_to_what_the_tools_agree_on(string path)
    {
        using CorpusImage image = CorpusImage.Open(path);
        if (image.Pixels.BitsAllocated == 1)
        {
            AssertBits(image);
            return;
        }

        byte[] frame = new byte[image.Frame.Length];
        for (int i = 0; i < image.Pixels.NumberOfFrames; i++)
        {
            CodecOf(path).Decode(image.Pixels.GetFrame(i).Span, image.Frame, frame);
            if (CorpusImage.Digest(frame) == image.DigestOf(i))
                continue;

            Assert.False(image.IsExact, $"frame {i} differs");
            Assert.Equal(0, i); // samples are kept of the first frame only
            AssertClose(Samples(frame, image.Frame), Samples(Reference(image), image.Frame));
        }
    }

    private static IFrameCodec CodecOf(string path) => path.StartsWith("htj2k", StringComparison.Ordinal) ? new HtJ2kCodec() : new Jpeg2000Codec();

    private static byte[] Reference(CorpusImage image)
    {
        using FileStream file = File.OpenRead(SharedFiles.Require("dicom/" + image.Oracle["lossy_reference_files"].Split(';')[0]));
        using GZipStream unzip = new(file, CompressionMode.Decompress);
        using MemoryStream bytes = new();
        unzip.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static int[] Samples(byte[] frame, FrameInfo info) => info.BytesPerSample == 1
        ? [.. frame.Select(b => info.IsSigned ? (sbyte)b : (int)b)]
        : [.. MemoryMarshal.Cast<byte, ushort>(frame).ToArray().Select(u => info.IsSigned ? (short)u : (int)u)];

    // "max abs 1 if irreversible 9/7": two roundings of the same real number.
    private static void AssertClose(int[] actual, int[] expected)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.InRange(actual.Zip(expected, (a, e) => Math.Abs(a - e)).Max(), 0, 1);
    }

    // Frames of single bits follow each other without a gap, so that there is one digest over all.
    private static void AssertBits(CorpusImage image)
    {
        byte[] frame = new byte[image.Frame.Length];
        byte[] packed = new byte[(frame.Length * image.Pixels.NumberOfFrames + 7) / 8];
        int next = 0;
        for (int i = 0; i < image.Pixels.NumberOfFrames; i++)
        {
            new Jpeg2000Codec().Decode(image.Pixels.GetFrame(i).Span, image.Frame, frame);
            foreach (byte bit in frame)
            {
                Assert.InRange(bit, 0, 1);
                packed[next >> 3] |= (byte)(bit << (next & 7));
                next++;
            }
        }

        Assert.Equal(image.Oracle["sha256"], CorpusImage.Digest(packed));
    }
}
