using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dicom.Storage.Core;

/// <summary>Makes the JSON converters of <see cref="BoundedString{TLimit}"/> and <see cref="FixedLengthString{TLimit}"/>: a plain JSON string each.</summary>
public sealed class TextJsonConverterFactory : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        return typeToConvert.IsValueType && typeof(ITextConverterSource).IsAssignableFrom(typeToConvert);
    }

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "A boxed default of a struct: no constructor is run or needed.")]
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        return ((ITextConverterSource)RuntimeHelpers.GetUninitializedObject(typeToConvert)).CreateConverter();
    }
}
