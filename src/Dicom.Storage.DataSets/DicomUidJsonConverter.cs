using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dicom.Storage.DataSets;

/// <summary>Writes a <see cref="DicomUid"/> as a plain JSON string. Public, so that source-generated contexts of other assemblies can use it.</summary>
public sealed class DicomUidJsonConverter : JsonConverter<DicomUid>
{
    /// <inheritdoc/>
    public override DicomUid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? text = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
            ? reader.GetString()
            : throw new JsonException("A string is expected.");
        if (string.IsNullOrEmpty(text))
            return default;
        return DicomUid.TryParse(text, out DicomUid uid) ? uid : throw new JsonException("Not a DICOM UID (PS3.5 9.1).");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DicomUid value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    /// <inheritdoc/>
    public override DicomUid ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, DicomUid value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);
}
