using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Scp.Tests;

/// <summary>
/// Defects of dicom-server-rs in what it made of values (the compatibility contract, 10): objects without Type 2 values were dropped and
/// acknowledged (8), text was cut inside a character and addresses were cut (9), the record lied about the transfer syntax (6, 7), the
/// series' count was taken from the object (17).
/// </summary>
public sealed class MissingAndHostileValuesTests
{
    private const string StudyUid = "1.2.3.4";
    private const string SopUid = "1.2.3.4.1.1";

    /// <summary>Defect 8: "refused internally but acknowledged".</summary>
    [Fact]
    public async Task Defect_8_an_object_without_study_date_and_patient_id_is_stored_and_indexed()
    {
        await using ScpFixture fixture = await ScpFixture.StartAsync();

        Assert.Equal(DimseStatus.Success, (await fixture.SendAsync(Object(), SopUid)).Status);

        Assert.Contains("/00000000/1.2.3.4/", Assert.Single(fixture.Stored), StringComparison.Ordinal);
        DicomStateMeta state = await StateAsync(fixture);
        Assert.True(state.PatientId.IsEmpty);
        Assert.Null(state.StudyDate);
    }

    /// <summary>Defect 8: "partial dates make the storage path and the indexed date disagree".</summary>
    [Theory]
    [InlineData("202405", "00000000", null)]
    [InlineData("20240231", "00000000", null)]
    [InlineData("20240506", "20240506", "2024-05-06")]
    public async Task Defect_8_path_and_index_say_the_same_of_any_study_date(string date, string segment, string? indexed)
    {
        await using ScpFixture fixture = await ScpFixture.StartAsync();

        Assert.Equal(DimseStatus.Success, (await fixture.SendAsync(Object((0x0008_0020, "DA", date)), SopUid)).Status);

        Assert.Contains($"/{segment}/1.2.3.4/", Assert.Single(fixture.Stored), StringComparison.Ordinal);
        DicomStateMeta state = await StateAsync(fixture);
        Assert.Equal(indexed is null ? null : DateOnly.Parse(indexed, provider: null), state.StudyDate);
        Assert.Equal(date, state.StudyDateOrigin.Value);
    }

    /// <summary>Defect 9: "fixed-width truncation slices bytes and can panic inside a multi-byte character".</summary>
    [Fact]
    public async Task Defect_9_a_name_longer_than_its_column_is_cut_between_characters_and_the_object_keeps_it()
    {
        string name = string.Concat(Enumerable.Repeat("山田", 60)); // 120 characters, 360 bytes
        await using ScpFixture fixture = await ScpFixture.StartAsync();
        byte[] dataSet = Object((0x0010_0010, "PN", name));

        Assert.Equal(DimseStatus.Success, (await fixture.SendAsync(dataSet, SopUid)).Status);

        Assert.Equal(name[..64], (await StateAsync(fixture)).PatientName!.Value.Value);
        Assert.True(File.ReadAllBytes(Assert.Single(fixture.Stored)).AsSpan().EndsWith(dataSet));
    }

    /// <summary>Defect 9: "source_ip column 24 chars truncates IPv6"; defect 11: "IPv4 bind only", its own title in place of the sender's.</summary>
    [Fact]
    public async Task Defects_9_and_11_a_sender_over_ipv6_is_taken_and_known_by_its_whole_address_and_its_own_title()
    {
        if (!System.Net.Sockets.Socket.OSSupportsIPv6)
            Assert.Skip("Needs IPv6 on loopback.");
        await using ScpFixture fixture = await ScpFixture.StartAsync(builder => builder.Configure(scp => scp.Address = "::"));
        await using DicomAssociation association = await fixture.ConnectAsync("::1");

        Assert.Equal(DimseStatus.Success, (await ScpFixture.SendAsync(association, Object(), SopUid)).Status);
        await association.ReleaseAsync();

        Assert.True(Part10Reader.TryRead(File.ReadAllBytes(Assert.Single(fixture.Stored)), out DicomFileMeta? meta, out _, out _));
        Assert.StartsWith("dicom://[::1]:", meta.SendingPresentationAddress, StringComparison.Ordinal);
        Assert.Equal("CT1", meta.SendingAe.Value);
        Assert.True(BoundedString<Max64>.TryCreate("2001:0db8:85a3:0000:0000:8a2e:0370:7334%interface1", out _)); // what the column takes
    }

    /// <summary>Defects 6 and 7: the target was ignored, the file rewritten in place, and the index always said Implicit VR Little Endian.</summary>
    [Fact]
    public async Task Defects_6_and_7_the_object_stays_in_its_transfer_syntax_and_every_record_says_which()
    {
        await using ScpFixture fixture = await ScpFixture.StartAsync();
        InProcessBus bus = Assert.IsType<InProcessBus>(fixture.Server.Engine.Publisher);
        List<DicomStoreMeta> receipts = [];
        await using IAsyncDisposable subscription = await bus.SubscribeAsync(
            StorageTopic.Storage,
            "test",
            (batch, _) =>
            {
                receipts.AddRange(batch.Select(e => (DicomStoreMeta)e.Payload));
                return ValueTask.CompletedTask;
            },
            CancellationToken.None);
        byte[] dataSet = Object((0x0028_0010, "US", "\u0003\0"), (0x0028_0011, "US", "\u0007\0"));

        Assert.Equal(DimseStatus.Success, (await fixture.SendAsync(dataSet, SopUid)).Status);

        Assert.True(File.ReadAllBytes(Assert.Single(fixture.Stored)).AsSpan().EndsWith(dataSet));
        DicomImageMeta image = Assert.Single((await fixture.ImagesAsync(TenantId.Fallback)).Items);
        DicomStoreMeta receipt = Assert.Single(receipts);
        Assert.All([image.TransferSyntaxUid, receipt.TransferSyntaxUid, receipt.TargetTs], uid => Assert.Equal(SyntheticObject.TransferSyntax, uid.Value));
        Assert.Equal(TransferStatus.NoNeedTransfer, receipt.TransferStatus);
        Assert.Equal((3, 7), (image.Width, image.Columns)); // width carries Rows: the contract keeps the name
    }

    /// <summary>Defect 17: "series instance count is reset to the tag value by every state upsert".</summary>
    [Fact]
    public async Task Defect_17_instances_of_a_series_are_counted_whatever_the_objects_say()
    {
        await using ScpFixture fixture = await ScpFixture.StartAsync();

        for (int i = 1; i <= 3; i++)
            Assert.Equal(DimseStatus.Success, (await fixture.SendAsync(Object($"{SopUid}.{i}", (0x0020_1209, "IS", "99")), $"{SopUid}.{i}")).Status);

        Assert.Equal(3, (await StateAsync(fixture)).SeriesRelatedInstances);
    }

    private static async Task<DicomStateMeta> StateAsync(ScpFixture fixture) =>
        Assert.Single(await fixture.Server.Engine.Database.GetStateMetasAsync(TenantId.Fallback, DicomUid.Parse(StudyUid), CancellationToken.None));

    private static byte[] Object(params (uint Tag, string VR, string Value)[] further) => Object(SopUid, further);

    private static byte[] Object(string sopUid, params (uint Tag, string VR, string Value)[] further)
    {
        (uint Tag, string VR, string Value)[] always =
        [
            (0x0008_0005, "CS", "ISO_IR 192"),
            (0x0008_0016, "UI", SyntheticObject.SopClass),
            (0x0008_0018, "UI", sopUid),
            (0x0020_000D, "UI", StudyUid),
            (0x0020_000E, "UI", StudyUid + ".1"),
        ];
        return DataSetBytes.Of([.. always.Concat(further).OrderBy(element => element.Tag)]);
    }
}
