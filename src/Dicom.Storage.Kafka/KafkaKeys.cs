using System.Security.Cryptography;
using System.Text;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Kafka;

/// <summary>The keys of messages: those of dicom-server-rs, and the study's.</summary>
internal static class KafkaKeys
{
    public static byte[] Of(StorageEvent item, KafkaKey kind) => Encoding.UTF8.GetBytes(kind == KafkaKey.Study ? Study(item.Tenant, item.StudyUid) : Record(item.Payload));

    /// <summary>Whether a key is one that a producer of this payload could have chosen, by either rule.</summary>
    public static bool Matches(ReadOnlySpan<byte> key, StorageEvent item) =>
        key.SequenceEqual(Encoding.UTF8.GetBytes(Record(item.Payload))) || key.SequenceEqual(Encoding.UTF8.GetBytes(Study(item.Tenant, item.StudyUid)));

    private static string Study(TenantId tenant, DicomUid study) => $"{tenant.Value}/{study.Value}";

    private static string Record(object payload) => payload switch
    {
        DicomStoreMeta store => store.TraceId.Value,
        DicomStateMeta state => Digest($"{state.TenantId.Value}_{state.PatientId.Value}_{state.StudyUid.Value}_{state.SeriesUid.Value}"),
        DicomImageMeta image => Digest($"{image.TenantId.Value}_{image.PatientId.Value}_{image.StudyUid.Value}_{image.SeriesUid.Value}_{image.SopUid.Value}"),
        _ => throw new ArgumentException("No payload of a storage topic.", nameof(payload)),
    };

#pragma warning disable CA5351 // a name for a row, given by the contract; nothing is secured by it
    private static string Digest(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
}
