using System.Text;
using Dicom.Storage.Core;
using Dicom.Storage.Specification;

namespace Dicom.Storage.Kafka.Tests;

/// <summary>
/// The bytes of each message against files. They were made of the contract by another program, hashes included; they are
/// not made anew when the code changes.
/// </summary>
public sealed class GoldenPayloadTests
{
    // MD5 of "hospital-a_P1_1.2.826.0.1.1_1.2.826.0.1.1.1" and of the same with "_1.2.826.0.1.1.1.1", by md5sum.
    private const string StateKey = "73cd117368209de7cc4629802345391f";
    private const string ImageKey = "a83fcacf7902f6e17e306cdd27ae0af9";
    private const string Receipt = "018f4a3e-0000-7000-8000-000000000001";

    [Theory]
    [InlineData(StorageTopic.Storage, "storage", Receipt)]
    [InlineData(StorageTopic.Log, "storage", Receipt)]
    [InlineData(StorageTopic.State, "state", StateKey)]
    [InlineData(StorageTopic.Image, "image", ImageKey)]
    public void A_message_is_what_the_file_says_byte_for_byte(StorageTopic topic, string file, string key)
    {
        Confluent.Kafka.Message<byte[]?, byte[]?> message = Write(topic, _ => { });
        Assert.Equal(File.ReadAllText(Golden(file)), Encoding.UTF8.GetString(message.Value!));
        Assert.Equal(File.ReadAllBytes(Golden(file)), message.Value);
        Assert.Equal(key, Encoding.UTF8.GetString(message.Key!));
    }

    [Fact]
    public void Moments_say_that_they_are_UTC_when_that_is_wanted() =>
        Assert.Equal(
            File.ReadAllText(Golden("image")).Replace("\"2024-05-06T12:00:00.123456\"", "\"2024-05-06T12:00:00.123456Z\"", StringComparison.Ordinal),
            Encoding.UTF8.GetString(Write(StorageTopic.Image, options => options.ExplicitUtc = true).Value!));

    [Fact]
    public void The_key_by_study_is_tenant_and_study() =>
        Assert.All(Enum.GetValues<StorageTopic>(), topic => Assert.Equal("hospital-a/1.2.826.0.1.1", Encoding.UTF8.GetString(Write(topic, options => options.Key = KafkaKey.Study).Key!)));

    [Fact]
    public void Headers_are_the_event_id_and_the_schema_version_and_with_CloudEvents_those_of_its_binary_mode()
    {
        Assert.Equal(
            ["dicom-event-id=storage:" + Receipt, "dicom-schema-version=1"],
            Headers(Write(StorageTopic.Storage, _ => { })));
        Assert.Equal(
            [
                "dicom-event-id=storage:" + Receipt, "dicom-schema-version=1", "content-type=application/json", "ce_specversion=1.0", "ce_id=storage:" + Receipt,
                "ce_source=/dicom-storage/hospital-a", "ce_type=dicom.storage.storage",
            ],
            Headers(Write(StorageTopic.Storage, options => options.CloudEvents = true)));
    }

    [Fact]
    public void The_trace_of_who_publishes_goes_with_the_message()
    {
        using System.Diagnostics.Activity activity = new System.Diagnostics.Activity("test").SetIdFormat(System.Diagnostics.ActivityIdFormat.W3C).Start();
        activity.TraceStateString = "a=b";
        Assert.Equal([$"traceparent={activity.Id}", "tracestate=a=b"], Headers(Write(StorageTopic.Image, _ => { }))[2..]);
    }

    private static string[] Headers(Confluent.Kafka.Message<byte[]?, byte[]?> message) =>
        [.. message.Headers.Select(header => $"{header.Key}={Encoding.UTF8.GetString(header.GetValueBytes())}")];

    private static Confluent.Kafka.Message<byte[]?, byte[]?> Write(StorageTopic topic, Action<KafkaDicomStorageOptions> configure)
    {
        KafkaDicomStorageOptions options = new();
        configure(options);
        InstanceKey key = Samples.Instance();
        DicomStoreMeta store = Samples.Store(key) with { StudyDate = new DateOnly(2024, 2, 29), AccessionNumber = BoundedString<Max16>.Parse("A\"1\\é𠮷") };
        object payload = topic switch
        {
            StorageTopic.Storage or StorageTopic.Log => store,
            StorageTopic.State => Samples.State(key.Series) with { StudyDateOrigin = BoundedString<Max8>.Parse("20240506"), PatientName = BoundedString<Max64>.Parse(Samples.HardText), StudyTime = new TimeOnly(1, 2, 3, 450), PatientSize = 1.75, SeriesRelatedInstances = 7 },
            _ => Samples.Image(key) with { SliceThickness = 0.1, SpaceSize = 5_000_000_000, ContentDate = new DateOnly(2024, 5, 6), WindowCenter = BoundedString<Max64>.Parse("40\\50") },
        };
        return new KafkaMessageFormat(options).Write(new StorageEvent(topic, store.TraceId, key.TenantId, key.StudyUid, payload));
    }

    private static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name + ".json");
}
