using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dicom.Storage.Core;

/// <summary>A plain JSON string for a text type; text that the type refuses is a <see cref="JsonException"/>.</summary>
internal sealed class TextJsonConverter<T>(Func<T, string> textOf) : JsonConverter<T>
    where T : struct, ISpanParsable<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            throw new JsonException("A string is expected.");

        string text;
        try
        {
            text = reader.GetString()!;
        }
        catch (InvalidOperationException malformed)
        {
            throw new JsonException("The string is no well-formed text.", malformed);
        }

        // What a default value writes reads as the default value again, also where the type has no empty text.
        if (text.Length == 0)
            return default;
        return T.TryParse(text, provider: null, out T result) ? result : throw new JsonException("The text does not fit its type.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(textOf(value));

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(textOf(value));
}
