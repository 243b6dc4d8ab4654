using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dicom.Storage.Core;

/// <summary>A time of day as <c>HH:MM:SS[.fff[fff]]</c>.</summary>
internal sealed class TimeOfDayJsonConverter : JsonConverter<TimeOnly>
{
    private const int MaxLength = 16;

    public override TimeOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? text = reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= MaxLength ? reader.GetString() : null;
        return TimeOnly.TryParseExact(text, "HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly value)
            ? value
            : throw new JsonException("A time HH:MM:SS is expected.");
    }

    public override void Write(Utf8JsonWriter writer, TimeOnly value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        _ = value.TryFormat(text, out int length, "HH:mm:ss", CultureInfo.InvariantCulture);
        length += Fraction.Format(value.Ticks % TimeSpan.TicksPerSecond, text[length..]);
        writer.WriteStringValue(text[..length]);
    }
}
