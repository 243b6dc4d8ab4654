using System.Buffers;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>Tests that look at the memory of the process: no others beside them.</summary>
[CollectionDefinition(nameof(LargeObjectTests), DisableParallelization = true)]
public sealed class LargeObjectCollection;

/// <summary>An object of 2 GB, as far as a file with holes is one: its size must not be seen in memory.</summary>
[Collection(nameof(LargeObjectTests))]
public sealed class LargeObjectTests
{
    private const int Side = 1024;
    private const int Frames = 2048;
    private const long MaxGrowth = 96L << 20;

    [Fact]
    public async Task An_object_of_2_GB_is_transcoded_in_bounded_memory()
    {
        using TemporaryDirectory directory = new();
        string path = directory["large.dcm"];
        WriteSparse(path);
        Assert.True(new FileInfo(path).Length > 2L << 30);
        MemoryWatch watch = new();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Transcoder transcoder = new(new TranscoderOptions { Codecs = CodecRegistry.Default.With(watch), MaxParallelFrames = 4, TemporaryDirectory = directory.FullPath });

        TranscodeReport report = await transcoder.TranscodeAsync(path, directory["rle.dcm"], DicomTransferSyntax.RLELossless, TestContext.Current.CancellationToken);

        Assert.Equal(Frames, report.Frames);
        Assert.Equal(2L << 30, report.NativeBytes);
        Assert.True(report.IsVerified);
        Assert.InRange(watch.Most - before, long.MinValue, MaxGrowth);
        using DicomFile rle = DicomFile.Open(directory["rle.dcm"]);
        byte[] last = new byte[Side * Side];
        new RleCodec().Decode(DicomPixelData.Create(rle.Dataset).GetFrame(Frames - 1).Span, Frame, last);
        Assert.Equal(0xAB, last[^1]);
    }

    private static FrameInfo Frame => new(Side, Side, samplesPerPixel: 1, bitsAllocated: 8, bitsStored: 8, isSigned: false);

    // All but the last byte is a hole, which reads as zeros and takes no room on the disk.
    private static void WriteSparse(string path)
    {
        DicomDataset dataset = TestImage.Create(Side, Side, Frames, pixels: new byte[2]);
        dataset.Remove(DicomTag.PixelData);
        using (DicomFile file = new(dataset))
            file.Save(path);
        using FileStream stream = new(path, FileMode.Append);
        stream.Write([0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'B', 0, 0, 0, 0, 0, 0x80]); // (7FE0,0010) OB, 2 GiB
        stream.SetLength(stream.Length + (2L << 30) - 1);
        stream.Position = stream.Length;
        stream.WriteByte(0xAB);
    }

    private sealed class MemoryWatch : IFrameCodec
    {
        private readonly RleCodec _rle = new();
        private long _most;

        public long Most => _most;

        public IReadOnlyList<DicomTransferSyntax> Decodes => _rle.Decodes;

        public IReadOnlyList<DicomTransferSyntax> Encodes => _rle.Encodes;

        public FrameInfo ReadHeader(ReadOnlySpan<byte> codestream, in FrameInfo expected) => _rle.ReadHeader(codestream, expected);

        public void Decode(ReadOnlySpan<byte> codestream, in FrameInfo expected, Span<byte> destination) => _rle.Decode(codestream, expected, destination);

        public void Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, FrameEncoding encoding, IBufferWriter<byte> destination)
        {
            _rle.Encode(pixels, frame, encoding, destination);
            long now = GC.GetTotalMemory(forceFullCollection: false);
            for (long seen = Volatile.Read(ref _most); now > seen; seen = Volatile.Read(ref _most))
                Interlocked.CompareExchange(ref _most, now, seen);
        }
    }
}
