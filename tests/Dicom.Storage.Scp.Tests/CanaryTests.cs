using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net.Sockets;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Scp.Tests;

/// <summary>
/// Patient data stays in the objects and in the index. Thirty unique marks go through the server in values, UIDs, commands, requests and
/// exceptions, in objects that are stored, refused, repeated and quarantined; none may come out in the log, a metric, an Error Comment,
/// a reason file or the name of a file.
/// </summary>
public sealed class CanaryTests
{
    private const string UidMark = "777000111"; // of UIDs: they are in the names of stored objects, and nowhere else
    private readonly string[] _marks = [.. Enumerable.Range(1, 30).Select(number => $"CANARY{number:00}")];
    private readonly ConcurrentQueue<string> _said = [];

    [Fact]
    public async Task No_mark_comes_out_whatever_becomes_of_its_object()
    {
        CollectingLoggerFactory logs = new();
        using MeterListener meters = Listen();
        FaultyPublisher publisher = new(_marks[20]);
        await using ScpFixture fixture = await ScpFixture.StartAsync(builder => builder
            .UseLogging(logs)
            .UsePublisher(publisher)
            .UseTenants(new FaultyTenants(_marks[21]))
            .Configure(scp => scp.TenantElement = "12111217")
            .ConfigureStorage(storage => storage.Ingest.MaxAttempts = 1));

        await StoreAsync(fixture);
        await RefuseAsync(fixture);
        await QuarantineAsync(fixture, publisher);
        await HandshakeAsync(fixture);

        Assert.Single(fixture.Server.Engine.Spool.Quarantine.List());
        foreach (string reason in Directory.GetFiles(Path.Combine(fixture.Root, "spool", "quarantine"), "*.json", SearchOption.AllDirectories))
            _said.Enqueue(await File.ReadAllTextAsync(reason));
        AssertSilent("log", logs.Lines);
        AssertSilent("metrics, comments and reasons", _said);
        string[] names = Directory.GetFiles(fixture.Root, "*", SearchOption.AllDirectories);
        Assert.DoesNotContain(names, name => _marks.Any(mark => name.Contains(mark, StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain(names, name => name.Contains(UidMark, StringComparison.Ordinal) && !name.Contains("/objects/", StringComparison.Ordinal));
        Assert.True(logs.Lines.Count > 20 && _said.Count > 20, "nothing was looked at");
    }

    // What is stored, repeated, and stored beside another with its UID.
    private async Task StoreAsync(ScpFixture fixture)
    {
        byte[] dataSet = DataSet(1);
        Assert.Equal(DimseStatus.Success, await SendAsync(fixture, dataSet, Uid(1)));
        Assert.Equal(DimseStatus.Success, await SendAsync(fixture, dataSet, Uid(1)));
        Assert.Equal(DimseStatus.Success, await SendAsync(fixture, [.. dataSet[..^2], 9, 9], Uid(1)));
        Assert.Equal(2, fixture.Stored.Length);
    }

    private async Task RefuseAsync(ScpFixture fixture)
    {
        byte[] dataSet = DataSet(2);
        Assert.Equal(DimseStatus.IncompleteDataSet, await SendAsync(fixture, dataSet[..^1], Uid(2)));
        Assert.Equal(DimseStatus.DataSetDoesNotMatchSopClass, await SendAsync(fixture, dataSet, Uid(3)));
        Assert.Equal(DimseStatus.BadUid, await SendAsync(fixture, DataSet(4, sopUid: _marks[22]), Uid(4)));
        Assert.Equal(DimseStatus.BrokenStructure, await SendAsync(fixture, [.. dataSet, .. DataSetBytes.Element(0x0010_0010, "PN", _marks[23])], Uid(2)));
        Assert.Equal(DimseStatus.ForbiddenGroup, await SendAsync(fixture, [.. DataSetBytes.Element(0x0002_0016, "AE", _marks[24]), .. dataSet], Uid(2)));
        Assert.Equal(DimseStatus.ProcessingFailure, await SendAsync(fixture, dataSet, Uid(2), "throw " + _marks[25])); // the resolver throws
        Assert.Equal(DimseStatus.NotAuthorized, await SendAsync(fixture, dataSet, Uid(2), "none " + _marks[26]));
    }

    private async Task QuarantineAsync(ScpFixture fixture, FaultyPublisher publisher)
    {
        publisher.Fails = true;
        Assert.Equal(DimseStatus.ProcessingFailure, await SendAsync(fixture, DataSet(5), Uid(5)));
        publisher.Fails = false;
    }

    // Text of a peer in places where a log would be tempted: names in the request, a comment in the command, then bytes that are no PDU.
    private async Task HandshakeAsync(ScpFixture fixture)
    {
        using TcpClient client = new("127.0.0.1", fixture.Server.Scp.EndPoint!.Port);
        await using ScriptedPeer peer = new(client.GetStream());
        byte[] version = PduBytes.Item(0x55, PduBytes.Ascii(_marks[27]));
        byte[] identity = PduBytes.UserIdentity(2, PduBytes.Ascii(_marks[28]), PduBytes.Ascii(_marks[29]));
        await peer.SendAsync(new AssociateRequestBytes { UserInformation = PduBytes.Item(0x50, PduBytes.MaxLength(16_384), version, identity) }.ToPdu());
        Assert.Equal(0x02, (await peer.ReceiveAsync())[0]);
        await peer.SendAsync(PduBytes.Ascii(string.Concat(_marks)));
        Assert.Equal(0x07, (await peer.ReceiveAsync())[0]);
    }

    private async Task<DimseStatus> SendAsync(ScpFixture fixture, byte[] dataSet, string sopUid, string tenant = "clinic")
    {
        KeyValuePair<DicomTag, ReadOnlyMemory<byte>> claim = new(new DicomTag(0x1211, 0x1217), System.Text.Encoding.ASCII.GetBytes(tenant.PadRight(tenant.Length + (tenant.Length & 1))));
        await using DicomAssociation association = await fixture.ConnectAsync();
        DimseResponse response = await ScpFixture.SendAsync(association, dataSet, sopUid, claim);
        await association.ReleaseAsync();
        _said.Enqueue($"comment {response.ErrorComment}");
        return response.Status;
    }

    private byte[] DataSet(int number, string? sopUid = null) => DataSetBytes.Of(
        (0x0008_0005, "CS", "ISO_IR 192"),
        (0x0008_0016, "UI", SyntheticObject.SopClass),
        (0x0008_0018, "UI", sopUid ?? Uid(number)),
        (0x0008_0020, "DA", _marks[0]), // no date: kept as text
        (0x0008_0050, "SH", _marks[1]),
        (0x0008_0060, "CS", _marks[2]),
        (0x0008_0080, "LO", _marks[3]),
        (0x0008_0090, "PN", _marks[4]),
        (0x0008_1030, "LO", _marks[5] + new string('x', 200)), // longer than its column
        (0x0008_103E, "LO", _marks[6]),
        (0x0010_0010, "PN", _marks[7] + "^Ü"),
        (0x0010_0020, "LO", _marks[8]),
        (0x0010_0030, "DA", _marks[9]),
        (0x0010_0040, "CS", _marks[10]),
        (0x0010_1010, "AS", _marks[11]),
        (0x0010_1020, "DS", _marks[12]), // no number
        (0x0010_21B0, "LT", _marks[13]),
        (0x0011_0010, "LO", _marks[14]),
        (0x0011_1001, "LO", _marks[15]),
        (0x0018_1030, "LO", _marks[16]),
        (0x0020_000D, "UI", $"1.2.{UidMark}.1"),
        (0x0020_000E, "UI", $"1.2.{UidMark}.1.1"),
        (0x0020_0010, "SH", _marks[17]),
        (0x0020_0011, "IS", _marks[18]),
        (0x0020_4000, "LT", _marks[19]),
        (0x7FE0_0010, "OB", "pixels"));

    private static string Uid(int number) => $"1.2.{UidMark}.1.1.{number}";

    private void AssertSilent(string where, IEnumerable<string> lines)
    {
        string[] hits = [.. lines.Where(line => _marks.Append(UidMark).Any(mark => line.Contains(mark, StringComparison.OrdinalIgnoreCase)))];
        Assert.True(hits.Length == 0, $"{where}: {string.Join(Environment.NewLine, hits)}");
    }

    private MeterListener Listen()
    {
        MeterListener listener = new()
        {
            InstrumentPublished = static (instrument, self) =>
            {
                if (instrument.Meter.Name == "Dicom.Storage")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();
        return listener;
    }

    private void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (KeyValuePair<string, object?> tag in tags)
            _said.Enqueue($"{instrument.Name} {tag.Key}={tag.Value}");
    }

    /// <summary>Fails for good, when told, with a message that quotes the object.</summary>
    private sealed class FaultyPublisher(string mark) : IMessagePublisher
    {
        public volatile bool Fails;

        public ValueTask PublishAsync(IReadOnlyList<StorageEvent> events, CancellationToken cancellationToken) => Fails
            ? throw new DicomStorageException(StorageErrorKind.DatabaseError, $"rejected {mark} {events[0].Payload}", isTransient: false, new InvalidOperationException(mark))
            : ValueTask.CompletedTask;
    }

    /// <summary>Takes the tenant from a text of the command, and throws what it says.</summary>
    private sealed class FaultyTenants(string mark) : ITenantResolver
    {
        public ValueTask<TenantId?> ResolveAsync(DimseRequest request, CancellationToken cancellationToken)
        {
            _ = request.CommandSet.TryGetText(new DicomTag(0x1211, 0x1217), out string? text);
            if (text?.StartsWith("throw", StringComparison.Ordinal) == true)
                throw new InvalidOperationException($"no tenant for {text} {mark}");
            return ValueTask.FromResult(TenantId.TryParse(text, out TenantId tenant) ? (TenantId?)tenant : null);
        }
    }
}
