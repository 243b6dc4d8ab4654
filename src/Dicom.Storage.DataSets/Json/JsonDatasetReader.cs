using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Dicom.Storage.DataSets;

/// <summary>Reads DICOM JSON objects. Iterative: one loop for all levels; the key "vr" may stand anywhere in an attribute.</summary>
internal sealed partial class JsonDatasetReader(DicomDocumentReadOptions options) : IDisposable
{
    private readonly ElementAssembler _assembler = new();
    private readonly ValueBuffer _text = new();
    private readonly ValueBuffer _names = new();
    private readonly DocumentBuilder _builder = new(options);
    private readonly Stack<JsonAttribute> _sequences = new();

    /// <summary>Reads one object.</summary>
    /// <param name="reader">At the start of the object, or before it; at its end afterwards.</param>
    /// <exception cref="DocumentError">It is no DICOM JSON.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public DicomDataset Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.None)
            reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw DocumentError.Structure("A data set is an object.");

        bool inItems = false;
        while (Next(ref reader))
        {
            if (inItems)
                inItems = ReadItem(ref reader);
            else if (reader.TokenType == JsonTokenType.PropertyName)
                inItems = ReadAttribute(ref reader);
            else if (_builder.Depth == 0)
                break;
            else
                inItems = true; // the item has ended
        }

        _builder.NeedUtf8(_assembler.HasOtherThanAscii);
        return _builder.End();
    }

    public void Dispose()
    {
        _assembler.Dispose();
        _text.Dispose();
        _names.Dispose();
    }

    // True when the next token is in the same array of items.
    private bool ReadItem(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            _builder.BeginItem();
            return false;
        }

        JsonAttribute attribute = _sequences.Pop();
        if (reader.TokenType != JsonTokenType.EndArray)
            throw DocumentError.Structure($"{attribute.Tag} of VR SQ has something else than items.");
        _builder.EndSequence();
        return ReadProperties(ref reader, attribute);
    }

    private bool ReadAttribute(ref Utf8JsonReader reader)
    {
        if (!TagText.TryRead(GetText(ref reader), out DicomTag tag))
            throw DocumentError.Structure("A key is no tag of eight hexadecimal digits.");
        _builder.Check(tag);
        Next(ref reader);
        if (reader.TokenType != JsonTokenType.StartObject)
            throw DocumentError.Structure($"{tag} is no object.");
        return ReadProperties(ref reader, new JsonAttribute(tag));
    }

    // Reads on in an attribute. True when it has begun with the items of a sequence.
    private bool ReadProperties(ref Utf8JsonReader reader, JsonAttribute attribute)
    {
        Utf8JsonReader content = default;
        while (Next(ref reader) && reader.TokenType == JsonTokenType.PropertyName)
        {
            JsonKey key = KeyOf(ref reader);
            Next(ref reader);
            if (key is JsonKey.Other or JsonKey.VR)
            {
                // Keys that the standard does not have are passed over: toolkits add keywords and names.
                if (key == JsonKey.VR)
                    attribute = attribute with { VR = ReadVR(ref reader, attribute) };
                reader.TrySkip();
                continue;
            }

            if (attribute.Content != JsonKey.Other)
                throw DocumentError.Structure($"{attribute.Tag} has two values.");
            attribute = attribute with { Content = key };
            if (key == JsonKey.Value && IsSequence(attribute, reader))
            {
                RequireArray(ref reader, attribute.Tag);
                _builder.BeginSequence(attribute.Tag);
                _sequences.Push(attribute with { HasItems = true });
                return true;
            }

            content = reader;
            if (attribute.VR.Code == 0)
            {
                reader.TrySkip(); // read when the VR is known
                continue;
            }

            AddContent(attribute, ref reader);
            attribute = attribute with { IsAdded = true };
        }

        EndAttribute(attribute, ref content);
        return false;
    }

    private DicomVR ReadVR(ref Utf8JsonReader reader, JsonAttribute attribute)
    {
        ReadOnlySpan<byte> text = reader.TokenType == JsonTokenType.String ? GetText(ref reader) : default;
        if (text.Length != 2 || !DicomVR.TryRead(text[0], text[1], out DicomVR vr) || !vr.IsKnown)
            throw DocumentError.Structure($"{attribute.Tag} has no VR of PS3.5 6.2.");
        return attribute.VR.Code == 0 ? vr : throw DocumentError.Structure($"{attribute.Tag} has its VR twice.");
    }

    // Without a VR yet, the first item that is not empty tells: its keys are tags. Empty ones are looked at twice at most.
    private static bool IsSequence(JsonAttribute attribute, Utf8JsonReader probe)
    {
        if (attribute.VR.Code != 0)
            return attribute.VR == DicomVR.SQ;
        if (probe.TokenType != JsonTokenType.StartArray)
            return false;

        while (probe.Read() && probe.TokenType == JsonTokenType.StartObject)
        {
            if (!probe.Read() || probe.TokenType == JsonTokenType.EndObject)
                continue;
            return !probe.HasValueSequence && TagText.TryRead(probe.ValueSpan, out _);
        }

        return false;
    }

    private static void RequireArray(ref Utf8JsonReader reader, DicomTag tag)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw DocumentError.Structure($"The Value of {tag} is no array.");
    }

    // Next token within the object; the reader itself throws where the JSON ends too early.
    private static bool Next(ref Utf8JsonReader reader) => reader.Read() ? true : throw DocumentError.Structure("The document ends too early.");
}
