using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dicom.Storage.Core;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DicomStoreMeta))]
[JsonSerializable(typeof(DicomStateMeta))]
[JsonSerializable(typeof(DicomImageMeta))]
[JsonSerializable(typeof(DicomJsonMeta))]
internal sealed partial class DicomMetaJsonContext : JsonSerializerContext
{
    /// <summary>Makes the context of one way to write moments; everything else is the same for all.</summary>
    public static DicomMetaJsonContext Create(bool explicitUtc) => new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = SerdeTextEncoder.Instance,
        MaxDepth = 4,
        RespectNullableAnnotations = true,
        Converters =
        {
            new TimestampJsonConverter(explicitUtc), new TimeOfDayJsonConverter(), new DoubleJsonConverter(),
            new JsonStringEnumConverter<TransferStatus>(namingPolicy: null, allowIntegerValues: false),
        },
    });
}
