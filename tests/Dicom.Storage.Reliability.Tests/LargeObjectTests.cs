using System.Globalization;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Reliability.Tests;

/// <summary>Memory does not grow with the object's size.</summary>
public sealed class LargeObjectTests
{
    private const long ObjectBytes = 1L << 30;
    private const long MemoryBytes = 150L << 20;

    [Fact]
    public async Task Four_parallel_objects_of_a_gigabyte_are_received_within_150_megabytes()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Reads the peak of resident memory from /proc.");

        using TemporaryDirectory directory = new();
        using ServerProcess server = await ServerProcess.StartAsync(directory.FullPath);

        DimseResponse[] answers = await Task.WhenAll(Enumerable.Range(1, 4).Select(number => SendAsync(server.Port, number)));

        Assert.All(answers, answer => Assert.Equal(DimseStatus.Success, answer.Status));
        await server.DrainAsync();
        long peak = PeakResidentBytes(server.ProcessId);
        TestContext.Current.TestOutputHelper?.WriteLine($"peak resident memory {peak >> 20} MB");
        Assert.InRange(peak, 1, MemoryBytes);
        string[] stored = Directory.GetFiles(Path.Combine(directory.FullPath, "objects"), "*.dcm", SearchOption.AllDirectories);
        Assert.Equal(4, stored.Length);
        Assert.All(stored, file => Assert.InRange(new FileInfo(file).Length, ObjectBytes, ObjectBytes + 4_096));
    }

    private static async Task<DimseResponse> SendAsync(int port, int number)
    {
        DicomUid sopClass = DicomUid.Parse(SyntheticObject.SopClass);
        DicomUid syntax = DicomUid.Parse(SyntheticObject.TransferSyntax);
        // The header of a small object, its Pixel Data declared a gigabyte long and followed by that many zeros.
        SyntheticObject small = SyntheticObject.Create(number, number, pixelBytes: 2);
        byte[] header = small.DataSet[..^2];
        BitConverter.TryWriteBytes(header.AsSpan(header.Length - 4), (uint)ObjectBytes);

        DicomAssociationOptions options = new() { CallingAe = AeTitle.Parse("LARGE"), CalledAe = AeTitle.Parse("STORE-SCP") };
        options.AddContext(sopClass, syntax);
        await using DicomAssociation association = await DicomClient.ConnectAsync("127.0.0.1", port, options);
        using DicomStoreSource source = DicomStoreSource.FromStream(new ZerosAfter(header, ObjectBytes), sopClass, DicomUid.Parse(small.SopUid), syntax);
        DimseResponse response = await association.StoreAsync(source);
        await association.ReleaseAsync();
        return response;
    }

    // VmHWM: the largest resident set the process has had, in kB (proc(5)).
    private static long PeakResidentBytes(int processId)
    {
        string line = File.ReadLines($"/proc/{processId}/status").Single(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
    }

    private sealed class ZerosAfter(byte[] header, long zeros) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => header.Length + zeros;

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int count = (int)Math.Min(buffer.Length, Length - _position);
            if (_position < header.Length)
            {
                count = Math.Min(count, header.Length - (int)_position);
                header.AsSpan((int)_position, count).CopyTo(buffer);
            }
            else
            {
                buffer[..count].Clear();
            }

            _position += count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(Read(buffer.AsSpan(offset, count)));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
