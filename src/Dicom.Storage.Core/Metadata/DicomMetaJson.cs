using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Dicom.Storage.Core;

/// <summary>
/// The records as messages: one JSON object each, snake_case names in the order of the properties, dates <c>YYYY-MM-DD</c>,
/// times <c>HH:MM:SS[.fff]</c>, <see langword="null"/> written where there is no value. Made without reflection.
/// </summary>
public sealed class DicomMetaJson
{
    private readonly DicomMetaJsonContext _context;

    private DicomMetaJson(bool explicitUtc) => _context = DicomMetaJsonContext.Create(explicitUtc);

    /// <summary>Gets the shape that existing consumers read: moments without an offset; the values are UTC.</summary>
    public static DicomMetaJson Compatible { get; } = new(explicitUtc: false);

    /// <summary>Gets the same shape with <c>Z</c> after each moment.</summary>
    public static DicomMetaJson ExplicitUtc { get; } = new(explicitUtc: true);

    /// <summary>Gets how a <see cref="DicomStoreMeta"/> is written, for <see cref="JsonSerializer"/>.</summary>
    public JsonTypeInfo<DicomStoreMeta> Store => _context.DicomStoreMeta;

    /// <summary>Gets how a <see cref="DicomStateMeta"/> is written, for <see cref="JsonSerializer"/>.</summary>
    public JsonTypeInfo<DicomStateMeta> State => _context.DicomStateMeta;

    /// <summary>Gets how a <see cref="DicomImageMeta"/> is written, for <see cref="JsonSerializer"/>.</summary>
    public JsonTypeInfo<DicomImageMeta> Image => _context.DicomImageMeta;

    /// <summary>Gets how a <see cref="DicomJsonMeta"/> is written, for <see cref="JsonSerializer"/>.</summary>
    public JsonTypeInfo<DicomJsonMeta> Json => _context.DicomJsonMeta;
}
