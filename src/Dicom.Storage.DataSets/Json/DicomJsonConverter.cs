using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dicom.Storage.DataSets;

/// <summary>Lets <see cref="JsonSerializer"/> read and write data sets as DICOM JSON (PS3.18 F.2), alone or within other objects.</summary>
public sealed class DicomJsonConverter : JsonConverter<DicomDataset>
{
    private readonly DicomDocumentOptions _writing;
    private readonly DicomDocumentReadOptions _reading;

    /// <summary>Makes a converter with the defaults.</summary>
    public DicomJsonConverter()
        : this(null, null)
    {
    }

    /// <summary>Makes a converter.</summary>
    /// <param name="writing">The defaults of <see cref="DicomDocumentOptions"/> when null.</param>
    /// <param name="reading">The defaults of <see cref="DicomDocumentReadOptions"/> when null. <see cref="JsonSerializerOptions.MaxDepth"/> holds too.</param>
    public DicomJsonConverter(DicomDocumentOptions? writing, DicomDocumentReadOptions? reading)
    {
        _writing = writing ?? new DicomDocumentOptions();
        _reading = reading ?? new DicomDocumentReadOptions();
    }

    /// <summary>Reads an object.</summary>
    /// <exception cref="JsonException">It is no DICOM JSON, or passes a limit.</exception>
    public override DicomDataset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var datasets = new JsonDatasetReader(_reading);
        try
        {
            return datasets.Read(ref reader);
        }
        catch (DocumentError error)
        {
            throw new JsonException(error.Message, error);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DicomDataset value, JsonSerializerOptions options) => DicomJsonWriter.Write(writer, value, _writing);
}
