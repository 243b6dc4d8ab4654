using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dicom.Storage.Core;

/// <summary>A number in the shape of the contract's messages: a whole one keeps its <c>.0</c>, so that readers that guess types see a float.</summary>
internal sealed class DoubleJsonConverter : JsonConverter<double>
{
    // Beyond it the shortest form has an exponent, which says "float" by itself.
    private const double LargestPlain = 1e15;

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsInteger(value) && Math.Abs(value) < LargestPlain)
        {
            Span<byte> text = stackalloc byte[32];
            _ = Utf8Formatter.TryFormat(value, text, out int length, new System.Buffers.StandardFormat('F', 1));
            writer.WriteRawValue(text[..length], skipInputValidation: true);
        }
        else
        {
            writer.WriteNumberValue(value);
        }
    }
}
