using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dicom.Storage.DataSets;

/// <summary>Writes a <see cref="DicomUid"/> as a plain JSON string.</summary>
internal sealed class DicomUidJsonConverter : JsonConverter<DicomUid>
{
    public override DicomUid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? text = reader.GetString();
        if (string.IsNullOrEmpty(text))
            return default;
        return DicomUid.TryParse(text, out DicomUid uid) ? uid : throw new JsonException("Not a DICOM UID (PS3.5 9.1).");
    }

    public override void Write(Utf8JsonWriter writer, DicomUid value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    public override DicomUid ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, DicomUid value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);
}
