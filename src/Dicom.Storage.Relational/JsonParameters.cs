using System.Text;
using System.Text.Json;

namespace Dicom.Storage.Relational;

/// <summary>Lists as JSON text, for servers that have no array parameters.</summary>
public static class JsonParameters
{
    /// <summary>Makes an array of texts.</summary>
    public static string Texts(IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Write(writer =>
        {
            foreach (string value in values)
                writer.WriteStringValue(value);
        });
    }

    /// <summary>Makes an array of arrays: tenant, study, series, moment given, number of objects.</summary>
    /// <param name="marks">The series.</param>
    /// <param name="writeMoment">Writes a moment as the server compares it with its columns.</param>
    public static string Series(IReadOnlyCollection<SeriesMark> marks, Action<Utf8JsonWriter, DateTimeOffset> writeMoment)
    {
        ArgumentNullException.ThrowIfNull(marks);
        ArgumentNullException.ThrowIfNull(writeMoment);
        return Write(writer =>
        {
            foreach (SeriesMark mark in marks)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(mark.Series.TenantId.Value);
                writer.WriteStringValue(mark.Series.StudyUid.Value);
                writer.WriteStringValue(mark.Series.SeriesUid.Value);
                writeMoment(writer, mark.Given);
                writer.WriteNumberValue(mark.Instances);
                writer.WriteEndArray();
            }
        });
    }

    /// <summary>Makes an array of pairs.</summary>
    public static string Pairs(IReadOnlyList<string> first, IReadOnlyList<string> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return Write(writer =>
        {
            for (int i = 0; i < first.Count; i++)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(first[i]);
                writer.WriteStringValue(second[i]);
                writer.WriteEndArray();
            }
        });
    }

    private static string Write(Action<Utf8JsonWriter> writeElements)
    {
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            writer.WriteStartArray();
            writeElements(writer);
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length);
    }
}
