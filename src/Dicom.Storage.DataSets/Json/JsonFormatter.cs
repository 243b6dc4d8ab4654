using System.Text.Json;

namespace Dicom.Storage.DataSets;

/// <summary>Writes DICOM JSON (PS3.18 F.2).</summary>
internal sealed class JsonFormatter(Utf8JsonWriter json, DicomDocumentOptions options) : DocumentFormatter(options)
{
    private static readonly JsonEncodedText s_vr = JsonEncodedText.Encode("vr");
    private static readonly JsonEncodedText s_value = JsonEncodedText.Encode("Value");
    private static readonly JsonEncodedText s_inlineBinary = JsonEncodedText.Encode("InlineBinary");
    private static readonly JsonEncodedText s_bulkDataUri = JsonEncodedText.Encode("BulkDataURI");
    private static readonly JsonEncodedText[] s_groups =
        [JsonEncodedText.Encode("Alphabetic"), JsonEncodedText.Encode("Ideographic"), JsonEncodedText.Encode("Phonetic")];

    public override void End() => json.WriteEndObject();

    protected override void BeginDocument() => json.WriteStartObject();

    protected override void BeginItem(int index)
    {
        if (index == 0)
            json.WriteStartArray(s_value);
        json.WriteStartObject();
    }

    protected override void EndItemCore() => json.WriteEndObject();

    protected override void EndItems() => json.WriteEndArray();

    protected override void BeginAttribute(DicomTag tag, DicomVR vr)
    {
        Span<byte> text = stackalloc byte[TagText.Length];
        TagText.Write(tag, text);
        json.WriteStartObject(text);
        json.WriteString(s_vr, [(byte)(vr.Code >> 8), (byte)vr.Code]);
    }

    protected override void EndAttribute() => json.WriteEndObject();

    protected override void BeginValues(DicomVR vr) => json.WriteStartArray(s_value);

    protected override void EndValues() => json.WriteEndArray();

    protected override void WriteNull() => json.WriteNullValue();

    protected override void WriteString(ReadOnlySpan<byte> utf8) => json.WriteStringValue(utf8);

    protected override void WriteStringPiece(ReadOnlySpan<byte> utf8, bool isFinal) => json.WriteStringValueSegment(utf8, isFinal);

    protected override void WriteNumber(ReadOnlySpan<byte> ascii) => json.WriteRawValue(ascii, skipInputValidation: true);

    protected override void WritePersonName(ReadOnlySpan<byte> utf8)
    {
        json.WriteStartObject();
        foreach (JsonEncodedText group in s_groups)
        {
            // More than three groups are no person name (PS3.5 6.2); what follows the third stays with it, so that nothing is lost.
            int end = group.Equals(s_groups[^1]) ? -1 : utf8.IndexOf((byte)'=');
            ReadOnlySpan<byte> text = (end < 0 ? utf8 : utf8[..end]).TrimEnd((byte)' ');
            if (!text.IsEmpty)
                json.WriteString(group, text);
            if (end < 0)
                break;
            utf8 = utf8[(end + 1)..];
        }

        json.WriteEndObject();
    }

    protected override void BeginInline() => json.WritePropertyName(s_inlineBinary);

    protected override void WriteInline(ReadOnlySpan<byte> bytes) => json.WriteBase64StringSegment(bytes, isFinalSegment: false);

    protected override void EndInline() => json.WriteBase64StringSegment([], isFinalSegment: true);

    protected override void WriteBulkDataUri(ReadOnlySpan<byte> uri) => json.WriteString(s_bulkDataUri, uri);
}
