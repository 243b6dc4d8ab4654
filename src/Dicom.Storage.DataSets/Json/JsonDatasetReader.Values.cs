using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Dicom.Storage.DataSets;

/// <content>Values, once the VR is known.</content>
internal sealed partial class JsonDatasetReader
{
    private void EndAttribute(JsonAttribute attribute, ref Utf8JsonReader content)
    {
        DicomTag tag = attribute.Tag;
        DicomVR vr = attribute.VR;
        if (vr.Code == 0)
            throw DocumentError.Structure($"{tag} has no vr.");
        if (attribute.HasItems && vr != DicomVR.SQ)
            throw DocumentError.Value(tag, vr);
        if (!attribute.HasItems && !attribute.IsAdded)
            AddContent(attribute, ref content);
    }

    private void AddContent(JsonAttribute attribute, ref Utf8JsonReader content)
    {
        DicomTag tag = attribute.Tag;
        DicomVR vr = attribute.VR;
        switch (attribute.Content)
        {
            case JsonKey.Value when vr == DicomVR.SQ:
                ReadEmptyItems(tag, ref content);
                break;
            case JsonKey.Value:
                ReadValues(attribute, ref content);
                break;
            case JsonKey.InlineBinary:
                ReadInline(attribute, ref content);
                break;
            case JsonKey.BulkDataUri:
                ReadReference(attribute, ref content);
                break;
            default:
                _builder.Add(vr == DicomVR.SQ ? new DicomSequence(tag) : new DicomElement(tag, vr, default(ReadOnlyMemory<byte>)));
                break;
        }
    }

    // Items with something in them were read as they came, so these are {} all.
    private void ReadEmptyItems(DicomTag tag, ref Utf8JsonReader reader)
    {
        RequireArray(ref reader, tag);
        _builder.BeginSequence(tag);
        while (Next(ref reader) && reader.TokenType == JsonTokenType.StartObject && Next(ref reader) && reader.TokenType == JsonTokenType.EndObject)
            _builder.BeginItem();
        if (reader.TokenType != JsonTokenType.EndArray)
            throw DocumentError.Structure($"{tag} of VR SQ has something else than items.");
        _builder.EndSequence();
    }

    private void ReadValues(JsonAttribute attribute, ref Utf8JsonReader reader)
    {
        RequireArray(ref reader, attribute.Tag);
        _assembler.Begin(attribute.Tag, attribute.VR);
        while (Next(ref reader) && reader.TokenType != JsonTokenType.EndArray)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.Null when attribute.VR.IsText:
                    _assembler.Add(default);
                    break;
                case JsonTokenType.String:
                    _assembler.Add(GetText(ref reader));
                    break;
                case JsonTokenType.Number:
                    AddNumber(attribute, ref reader);
                    break;
                case JsonTokenType.StartObject when attribute.VR == DicomVR.PN:
                    AddName(attribute, ref reader);
                    break;
                default:
                    throw DocumentError.Value(attribute.Tag, attribute.VR);
            }
        }

        _builder.Add(_assembler.End());
    }

    // The digits stay those of the document. A DS or IS must be one: 1e400 is a number of JSON, but none that anyone can hold.
    private void AddNumber(JsonAttribute attribute, ref Utf8JsonReader reader)
    {
        DicomVR vr = attribute.VR;
        ReadOnlySpan<byte> text = GetText(ref reader);
        Span<byte> number = stackalloc byte[DecimalText.MaxLength + 4];
        bool fits = vr == DicomVR.IS ? DecimalText.WriteInteger(text, number) > 0 :
            vr == DicomVR.DS ? double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) : !vr.IsText;
        if (!fits)
            throw DocumentError.Value(attribute.Tag, vr);
        _assembler.Add(text);
    }

    private void AddName(JsonAttribute attribute, ref Utf8JsonReader reader)
    {
        Range alphabetic = default, ideographic = default, phonetic = default;
        _names.Clear();
        while (Next(ref reader) && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> key = GetText(ref reader);
            int group = key.SequenceEqual("Alphabetic"u8) ? 0 : key.SequenceEqual("Ideographic"u8) ? 1 : key.SequenceEqual("Phonetic"u8) ? 2 : -1;
            Next(ref reader);
            if (group < 0 || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
                throw DocumentError.Value(attribute.Tag, attribute.VR);

            ReadOnlySpan<byte> text = reader.TokenType == JsonTokenType.String ? GetText(ref reader) : default;
            Range range = _names.Length..(_names.Length + text.Length);
            _names.Append(text);
            ref Range target = ref group == 0 ? ref alphabetic : ref group == 1 ? ref ideographic : ref phonetic;
            target = target.Equals(default) ? range : throw DocumentError.Structure($"{attribute.Tag} has a group of its name twice.");
        }

        _assembler.AddName(_names.Span[alphabetic], _names.Span[ideographic], _names.Span[phonetic]);
    }

    private void ReadInline(JsonAttribute attribute, ref Utf8JsonReader reader)
    {
        DicomVR vr = attribute.VR;
        if (vr.IsText || vr == DicomVR.SQ || DocumentFormatter.IsNumber(vr))
            throw DocumentError.Structure($"{attribute.Tag} of VR {vr} has values, not bytes.");
        if (reader.TokenType != JsonTokenType.String || !reader.TryGetBytesFromBase64(out byte[]? bytes))
            throw DocumentError.Value(attribute.Tag, vr);
        _builder.AddBytes(attribute.Tag, vr, bytes);
    }

    private void ReadReference(JsonAttribute attribute, ref Utf8JsonReader reader)
    {
        if (attribute.VR == DicomVR.SQ || reader.TokenType != JsonTokenType.String)
            throw DocumentError.Structure($"{attribute.Tag} has no BulkDataURI that could be one.");
        _builder.AddReference(attribute.Tag, attribute.VR, Encoding.UTF8.GetString(GetText(ref reader)));
    }

    private JsonKey KeyOf(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> key = GetText(ref reader);
        if (key.SequenceEqual("vr"u8))
            return JsonKey.VR;
        if (key.SequenceEqual("Value"u8))
            return JsonKey.Value;
        if (key.SequenceEqual("InlineBinary"u8))
            return JsonKey.InlineBinary;
        return key.SequenceEqual("BulkDataURI"u8) ? JsonKey.BulkDataUri : JsonKey.Other;
    }

    // The text of a string, key or number without escapes; valid until the next call.
    private ReadOnlySpan<byte> GetText(ref Utf8JsonReader reader)
    {
        if (!reader.HasValueSequence && !reader.ValueIsEscaped && Utf8.IsValid(reader.ValueSpan))
            return reader.ValueSpan;

        _text.Clear();
        if (reader.TokenType == JsonTokenType.Number)
        {
            foreach (ReadOnlyMemory<byte> piece in reader.ValueSequence)
                _text.Append(piece.Span);
            return _text.Span;
        }

        try
        {
            long length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
            _text.Advance(reader.CopyString(_text.GetSpan((int)Math.Max(length, 1))));
            return _text.Span;
        }
        catch (InvalidOperationException)
        {
            throw new DocumentError(DicomDocumentFailureKind.Syntax, "A string is no valid UTF-8, or half of a surrogate pair.");
        }
    }
}
