using System.Text.Json.Serialization;

namespace Dicom.Storage.Core;

/// <summary>A text type that makes its own JSON converter: a generic struct's converter is found without reflection over type arguments.</summary>
internal interface ITextConverterSource
{
    JsonConverter CreateConverter();
}
