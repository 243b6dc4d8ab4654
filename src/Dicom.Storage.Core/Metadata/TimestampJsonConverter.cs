using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dicom.Storage.Core;

/// <summary>
/// A moment as <c>YYYY-MM-DDTHH:MM:SS[.fff[fff]]</c> in UTC, by the contract without an offset; <c>Z</c> follows where readers
/// want it said. Both forms and any offset are read; without an offset the text is UTC.
/// </summary>
internal sealed class TimestampJsonConverter(bool explicitUtc) : JsonConverter<DateTimeOffset>
{
    private const int MaxLength = 40;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? text = reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= MaxLength ? reader.GetString() : null;
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset value)
            ? value
            : throw new JsonException("A moment YYYY-MM-DDTHH:MM:SS is expected.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        _ = value.UtcDateTime.TryFormat(text, out int length, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        length += Fraction.Format(value.UtcTicks % TimeSpan.TicksPerSecond, text[length..]);
        if (explicitUtc)
            text[length++] = (byte)'Z';
        writer.WriteStringValue(text[..length]);
    }
}
