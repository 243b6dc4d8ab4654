using System.Buffers;
using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>Objects of a gigabyte: sparse files, so that they take no room on the disk.</summary>
[Collection(nameof(LargeFileTests))]
public sealed class LargeFileTests
{
    private const long GiB = 1L << 30;
    private const int FrameBytes = 2 * 1024 * 1024;
    private const long MemoryAllowed = 4 * 1024 * 1024;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_object_of_a_gigabyte_is_opened_and_read_by_frames_in_four_megabytes(bool encapsulated)
    {
        using var directory = new TemporaryDirectory();
        WriteLarge(directory["large"], encapsulated);
        Measure(directory["large"], encapsulated); // what the runtime makes once is not the file's

        long allocated = Measure(directory["large"], encapsulated);

        // Two frames of 2 MiB are given as arrays of their own.
        Assert.InRange(allocated, 0, MemoryAllowed + (2 * FrameBytes));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_a_gigabyte_only_what_is_asked_for_is_read(bool encapsulated)
    {
        using var directory = new TemporaryDirectory();
        WriteLarge(directory["large"], encapsulated);
        using var stream = new CountedFileStream(directory["large"]);
        using DicomFile file = DicomFile.Open(stream);
        DicomPixelData.Create(file.Dataset).GetFrame(300);

        // At most 64 KiB for each fragment that is passed over; then one frame.
        Assert.InRange(stream.ReadBytes, FrameBytes, FrameBytes + ((encapsulated ? 514 : 2) * 65_536L));
    }

    [Fact]
    public void A_changed_object_of_a_gigabyte_is_saved_in_four_megabytes()
    {
        using var directory = new TemporaryDirectory();
        WriteLarge(directory["large"], encapsulated: false);
        using DicomFile file = DicomFile.Open(directory["large"]);
        file.Dataset.AddOrUpdate(DicomTag.PatientID, "changed");
        var output = new CountingNullStream();

        long before = GC.GetAllocatedBytesForCurrentThread();
        file.Save(output);
        file.Save(output, new DicomWriteOptions { TransferSyntax = DicomTransferSyntax.ExplicitVRBigEndian });

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MemoryAllowed);
        Assert.InRange(output.Count, 2 * GiB, (2 * GiB) + 10_000);
    }

    private sealed class CountedFileStream(string path) : FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0)
    {
        public long ReadBytes { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            int read = base.Read(buffer);
            ReadBytes += read;
            return read;
        }
    }

    private static long Measure(string path, bool encapsulated)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        using DicomFile file = DicomFile.Open(path);
        var pixels = DicomPixelData.Create(file.Dataset);
        Assert.Equal(encapsulated, pixels.IsEncapsulated);
        Assert.Equal(512, pixels.NumberOfFrames);
        Assert.Equal(0xAB, pixels.GetFrame(0).Span[0]);
        Assert.Equal(FrameBytes, pixels.GetFrame(511).Length);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void WriteLarge(string path, bool encapsulated)
    {
        DicomTransferSyntax syntax = encapsulated ? DicomTransferSyntax.RLELossless : DicomTransferSyntax.ExplicitVRLittleEndian;
        var head = new ArrayBufferWriter<byte>();
        Part10Writer.WriteHeader(head, new DicomFileMeta { TransferSyntaxUid = syntax.Uid });
        DicomDatasetWriter.Write(head, new DicomDataset(syntax)
        {
            { DicomTag.PatientID, "large" },
            { DicomTag.NumberOfFrames, 512 }, { DicomTag.Rows, 1024 }, { DicomTag.Columns, 1024 }, { DicomTag.BitsAllocated, 16 },
        });
        using var file = new FileStream(path, FileMode.CreateNew);
        file.Write(head.WrittenSpan);
        var writer = new DataSetWriter(head, syntax);
        if (encapsulated)
            WriteFragments(file, head, writer);
        else
            WriteNative(file, head, writer);
    }

    private static void WriteNative(FileStream file, ArrayBufferWriter<byte> buffer, DataSetWriter writer)
    {
        buffer.Clear();
        writer.WriteElementHeader(DicomTag.PixelData, DicomVR.OW, (uint)GiB);
        file.Write(buffer.WrittenSpan);
        file.WriteByte(0xAB);
        file.SetLength(file.Length - 1 + GiB);
    }

    private static void WriteFragments(FileStream file, ArrayBufferWriter<byte> buffer, DataSetWriter writer)
    {
        buffer.Clear();
        writer.BeginFragments(DicomTag.PixelData, DicomVR.OB);
        writer.WriteFragment([]);
        file.Write(buffer.WrittenSpan);
        byte[] item = [0xFE, 0xFF, 0x00, 0xE0, .. BitConverter.GetBytes(FrameBytes), 0xAB];
        for (int i = 0; i < 512; i++)
        {
            file.Write(item);
            file.Seek(FrameBytes - 1, SeekOrigin.Current);
        }

        file.Write([0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]);
    }
}
