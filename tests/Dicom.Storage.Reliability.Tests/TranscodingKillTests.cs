using System.Buffers.Binary;
using Dicom.Storage.Core;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Reliability.Tests;

/// <summary>The same promises where each object is brought into another transfer syntax on its way: its pixels are there, once, whenever the process is killed.</summary>
public sealed class TranscodingKillTests
{
    private static readonly string[] s_rle = ["--transcode", "RLELossless"];

    public static TheoryData<string, int> Points => new()
    {
        { nameof(FaultPoint.IngestStarted), 1 },
        { nameof(FaultPoint.RenditionReady), 1 },
        { nameof(FaultPoint.RenditionReady), 7 },
        { nameof(FaultPoint.Staged), 1 },
        { nameof(FaultPoint.Staged), 5 },
        { nameof(FaultPoint.StoreLinked), 1 },
        { nameof(FaultPoint.StoreFlushed), 7 },
        { nameof(FaultPoint.Indexed), 1 },
        { nameof(FaultPoint.Published), 1 },
        { nameof(FaultPoint.SpoolRemoved), 7 },
        { nameof(FaultPoint.RenditionRemoved), 3 },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_kill_at_a_named_point_loses_nothing_acknowledged(string point, int count)
    {
        using TemporaryDirectory directory = new();
        History history = new(Pixels);
        await KillAtAsync(directory.FullPath, history, point, count, s_rle);

        await KillTests.DrainAndCheckAsync(directory.FullPath, history, s_rle);
    }

    // What was decided before the crash stays: the store never gets two answers to one object.
    [Theory]
    [InlineData("RenditionReady")]
    [InlineData("StoreFlushed")]
    [InlineData("Indexed")]
    public async Task Rules_that_go_between_crash_and_start_leave_each_object_once(string point)
    {
        using TemporaryDirectory directory = new();
        History history = new(Pixels);
        await KillAtAsync(directory.FullPath, history, point, count: 2, s_rle);

        await KillTests.DrainAndCheckAsync(directory.FullPath, history);
    }

    [Theory]
    [InlineData("StoreLinked")]
    [InlineData("StoreFlushed")]
    [InlineData("Indexed")]
    public async Task Rules_that_come_between_crash_and_start_leave_each_object_once(string point)
    {
        using TemporaryDirectory directory = new();
        History history = new(Pixels);
        await KillAtAsync(directory.FullPath, history, point, count: 2);

        await KillTests.DrainAndCheckAsync(directory.FullPath, history, s_rle);
    }

    // A loss makes an instance with a UID of its own, which another rule does not make: whatever lies in the store then has its row.
    [Theory]
    [InlineData("StoreLinked", "", "--transcode JPEGBaseline8Bit")]
    [InlineData("StoreFlushed", "", "--transcode JPEGBaseline8Bit")]
    [InlineData("StoreFlushed", "", "--transcode JPEGBaseline8Bit --keep true")]
    [InlineData("StoreFlushed", "--transcode RLELossless", "--transcode JPEGBaseline8Bit")]
    [InlineData("Staged", "--transcode JPEGBaseline8Bit", "")]
    [InlineData("StoreFlushed", "--transcode JPEGBaseline8Bit", "")]
    [InlineData("StoreFlushed", "--transcode JPEGBaseline8Bit", "--transcode JPEGBaseline8Bit --quality 50")]
    [InlineData("StoreFlushed", "--transcode JPEGBaseline8Bit", "--transcode RLELossless")]
    [InlineData("StoreFlushed", "--transcode JPEGBaseline8Bit --keep true", "--transcode JPEGBaseline8Bit --quality 50")]
    [InlineData("SpoolRemoved", "--transcode JPEGBaseline8Bit", "--transcode JPEGBaseline8Bit --quality 50")]
    [InlineData("RenditionRemoved", "--transcode JPEGBaseline8Bit", "--transcode JPEGBaseline8Bit --quality 50")]
    public async Task Whatever_rules_change_between_crash_and_start_nothing_lies_in_the_store_that_the_index_does_not_name(string point, string before, string after)
    {
        using TemporaryDirectory directory = new();
        History history = new();
        await KillAtAsync(directory.FullPath, history, point, count: 2, Options(before));

        using (ServerProcess server = await ServerProcess.StartAsync(directory.FullPath, Options(after)))
        {
            await server.DrainAsync();
            Assert.Equal(0, await server.StopAsync());
        }

        Assert.Empty(history.Unnamed(directory.FullPath));
    }

    private static string[] Options(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public async Task Ten_kills_under_load_lose_nothing_acknowledged()
    {
        using TemporaryDirectory directory = new();
        History history = new(Pixels);

        await KillTests.KillUnderLoadAsync(directory.FullPath, history, kills: 10, s_rle);

        await KillTests.DrainAndCheckAsync(directory.FullPath, history, s_rle);
        Assert.True(history.Acknowledged >= 10, $"only {history.Acknowledged} objects were acknowledged");
    }

    private static async Task KillAtAsync(string root, History history, string point, int count, params string[] options)
    {
        int next = 0;
        using ServerProcess server = await ServerProcess.StartAsync(root, ["--crash", $"{point}:{count}", .. options]);
        Task[] senders = [.. Enumerable.Range(0, 2).Select(_ => new Sender(history, server.Port).SendAsync(
            Enumerable.Range(0, 400).Select(_ => KillTests.Next(ref next))))];
        await server.WaitForExitAsync(); // the point was reached, or this times out and fails
        await Task.WhenAll(senders);
    }

    /// <summary>SOP Instance UID's pixels, native or of one RLE segment, read by hand with nothing of the server's code (PS3.5 A.4, G).</summary>
    private static byte[] Pixels(byte[] dataSet)
    {
        // (7FE0,0010) OB, reserved, length: the last element of these objects
        int at = dataSet.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'B', 0, 0]);
        if (at < 0)
            return [];
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(dataSet.AsSpan(at + 8));
        if (length != uint.MaxValue)
            return dataSet[(at + 12)..];

        // item of the offset table, then item of the one frame: header 64 bytes, segment
        int table = BinaryPrimitives.ReadInt32LittleEndian(dataSet.AsSpan(at + 16));
        int item = at + 20 + table;
        return Unpack(dataSet.AsSpan(item + 8, BinaryPrimitives.ReadInt32LittleEndian(dataSet.AsSpan(item + 4)))[64..]);
    }

    private static byte[] Unpack(ReadOnlySpan<byte> segment)
    {
        List<byte> pixels = [];
        for (int i = 0; i + 1 < segment.Length;)
        {
            int code = (sbyte)segment[i++];
            if (code >= 0)
            {
                pixels.AddRange(segment.Slice(i, code + 1));
                i += code + 1;
            }
            else if (code != -128)
            {
                pixels.AddRange(Enumerable.Repeat(segment[i++], 1 - code));
            }
        }

        return [.. pixels];
    }
}
