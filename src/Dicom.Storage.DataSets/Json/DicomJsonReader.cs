using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Dicom.Storage.DataSets;

/// <summary>Reads DICOM JSON objects (PS3.18 F.2) as data sets.</summary>
/// <remarks>
/// <para>Keys may come in any order. Text becomes UTF-8, and Specific Character Set (0008,0005) says so where it is there or needed. Digits of
/// DS and IS stay those of the document. Group lengths are passed over, and keys of an attribute that the standard does not have.</para>
/// <para>What comes from outside is not trusted: depth, size and number of elements are bounded by <see cref="DicomDocumentReadOptions"/>, time
/// is linear, and whatever is wrong is a <see cref="DicomDocumentFailure"/> with its position.</para>
/// </remarks>
public static class DicomJsonReader
{
    /// <summary>Reads one object.</summary>
    /// <param name="json">The object in UTF-8, without a byte order mark.</param>
    /// <param name="options">The defaults of <see cref="DicomDocumentReadOptions"/> when null.</param>
    /// <exception cref="DicomDocumentException">It is no JSON, no DICOM JSON, or passes a limit.</exception>
    public static DicomDataset Read(ReadOnlySpan<byte> json, DicomDocumentReadOptions? options = null) =>
        TryRead(json, out DicomDataset? dataset, out DicomDocumentFailure? failure, options) ? dataset : throw new DicomDocumentException(failure);

    /// <summary>Reads one object; what is wrong with it is told, not thrown.</summary>
    /// <inheritdoc cref="Read"/>
    public static bool TryRead(
        ReadOnlySpan<byte> json,
        [NotNullWhen(true)] out DicomDataset? dataset,
        [NotNullWhen(false)] out DicomDocumentFailure? failure,
        DicomDocumentReadOptions? options = null)
    {
        bool read = TryReadAll(json, isArray: false, out List<DicomDataset> datasets, out failure, options);
        dataset = read ? datasets[0] : null;
        return read;
    }

    /// <summary>Reads an array of objects, as DICOMweb has them (PS3.18 F.2.1).</summary>
    /// <inheritdoc cref="Read"/>
    public static bool TryReadArray(
        ReadOnlySpan<byte> json,
        [NotNullWhen(true)] out IReadOnlyList<DicomDataset>? datasets,
        [NotNullWhen(false)] out DicomDocumentFailure? failure,
        DicomDocumentReadOptions? options = null)
    {
        bool read = TryReadAll(json, isArray: true, out List<DicomDataset> all, out failure, options);
        datasets = read ? all : null;
        return read;
    }

    private static bool TryReadAll(
        ReadOnlySpan<byte> json, bool isArray, out List<DicomDataset> datasets, [NotNullWhen(false)] out DicomDocumentFailure? failure, DicomDocumentReadOptions? options)
    {
        options ??= new DicomDocumentReadOptions();
        datasets = [];
        failure = null;
        var reader = new Utf8JsonReader(json, ReaderOptions(options));
        try
        {
            if (json.Length > options.MaxDocumentBytes)
                throw DocumentError.Limit($"The document has more than {options.MaxDocumentBytes} bytes.");
            if (isArray)
                ReadArray(ref reader, datasets, options);
            else
                datasets.Add(ReadOne(ref reader, options));
            if (reader.Read())
                throw DocumentError.Structure("Something follows the document.");
        }
        catch (DocumentError error)
        {
            failure = At(json, reader.TokenStartIndex, error);
        }
        catch (JsonException exception)
        {
            failure = Of(exception, reader.CurrentDepth, options);
        }

        return failure is null;
    }

    private static void ReadArray(ref Utf8JsonReader reader, List<DicomDataset> datasets, DicomDocumentReadOptions options)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            throw DocumentError.Structure("The document is no array.");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (datasets.Count == options.MaxElements)
                throw DocumentError.Limit($"More than {options.MaxElements} data sets.");
            datasets.Add(ReadOne(ref reader, options));
        }
    }

    private static DicomDataset ReadOne(ref Utf8JsonReader reader, DicomDocumentReadOptions options)
    {
        using var datasets = new JsonDatasetReader(options);
        return datasets.Read(ref reader);
    }

    // Three levels of JSON for each sequence: attribute, array, item; and a name in the innermost.
    internal static JsonReaderOptions ReaderOptions(DicomDocumentReadOptions options) => new() { MaxDepth = MaxJsonDepth(options) };

    private static int MaxJsonDepth(DicomDocumentReadOptions options) => (options.MaxDepth * 3) + 8;

    private static DicomDocumentFailure At(ReadOnlySpan<byte> json, long offset, DocumentError error)
    {
        ReadOnlySpan<byte> before = json[..(int)Math.Min(offset, json.Length)];
        long column = before.Length - (before.LastIndexOf((byte)'\n') + 1) + 1;
        return new DicomDocumentFailure(error.Kind, before.Count((byte)'\n') + 1L, column, error.Message);
    }

    // The framework's messages may quote the document.
    private static DicomDocumentFailure Of(JsonException exception, int depth, DicomDocumentReadOptions options)
    {
        bool tooDeep = depth >= MaxJsonDepth(options);
        return new DicomDocumentFailure(
            tooDeep ? DicomDocumentFailureKind.Limit : DicomDocumentFailureKind.Syntax,
            (exception.LineNumber ?? 0) + 1,
            (exception.BytePositionInLine ?? 0) + 1,
            tooDeep ? "Nested too deep." : "The document is no JSON from here on.");
    }
}
