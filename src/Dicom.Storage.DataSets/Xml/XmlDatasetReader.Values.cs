using System.Globalization;
using System.Text;
using System.Xml;

namespace Dicom.Storage.DataSets;

/// <content>Values of one attribute: Value, PersonName, InlineBinary, BulkData.</content>
internal sealed partial class XmlDatasetReader
{
    // A number alone must not make memory.
    private const int MaxGap = 1_024;

    private static readonly string[] s_groups = ["Alphabetic", "Ideographic", "Phonetic"];
    private static readonly string[] s_components = ["FamilyName", "GivenName", "MiddleName", "NamePrefix", "NameSuffix"];

    // At the first element within the attribute; ends at the attribute's end.
    private void ReadValue(XmlReader reader, XmlAttributeState attribute)
    {
        if (Is(reader, "InlineBinary"))
            ReadInline(reader, attribute);
        else if (Is(reader, "BulkData"))
            ReadReference(reader, attribute);
        else
            ReadValues(reader, attribute);
        if (reader.NodeType != XmlNodeType.EndElement)
            throw DocumentError.Structure($"{attribute.Tag} has two values of different kinds.");
    }

    private void ReadInline(XmlReader reader, XmlAttributeState attribute)
    {
        DicomVR vr = attribute.VR;
        if (vr.IsText || DocumentFormatter.IsNumber(vr))
            throw DocumentError.Structure($"{attribute.Tag} of VR {vr} has values, not bytes.");

        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(ReadText(reader));
        }
        catch (FormatException)
        {
            throw DocumentError.Value(attribute.Tag, vr);
        }

        _builder.AddBytes(attribute.Tag, vr, bytes);
        ReadToElementOrEnd(reader);
    }

    private void ReadReference(XmlReader reader, XmlAttributeState attribute)
    {
        string? uri = reader.GetAttribute("uri");
        if (uri is null && reader.GetAttribute("uuid") is { } uuid)
            uri = "urn:uuid:" + uuid; // the other form of PS3.19 A.1.5
        if (uri is null)
            throw DocumentError.Structure($"{attribute.Tag} has BulkData without uri or uuid.");

        ReadText(reader);
        _builder.AddReference(attribute.Tag, attribute.VR, uri);
        ReadToElementOrEnd(reader);
    }

    private void ReadValues(XmlReader reader, XmlAttributeState attribute)
    {
        bool isName = attribute.VR == DicomVR.PN;
        _assembler.Begin(attribute.Tag, attribute.VR);
        int last = 0;
        while (reader.NodeType == XmlNodeType.Element)
        {
            if (!Is(reader, isName ? "PersonName" : "Value"))
            {
                // dcm2xml and others write an empty value among names as Value.
                if (!isName || !Is(reader, "Value") || ReadText(reader).Length > 0)
                    throw DocumentError.Structure($"{attribute.Tag} has something else than values of VR {attribute.VR}.");
                _assembler.Add(default);
                last++;
                ReadToElementOrEnd(reader);
                continue;
            }

            last = FillTo(reader, attribute, last);
            if (isName)
                ReadName(reader, attribute);
            else
                _assembler.Add(ToUtf8(ReadText(reader)));
            ReadToElementOrEnd(reader);
        }

        _builder.Add(_assembler.End());
    }

    // Values that are left out before this one are empty (PS3.19 A.1.5).
    private int FillTo(XmlReader reader, XmlAttributeState attribute, int last)
    {
        if (!int.TryParse(reader.GetAttribute("number"), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            throw DocumentError.Structure($"A value of {attribute.Tag} has no number.");
        if (number <= last)
            throw DocumentError.Structure($"The values of {attribute.Tag} are not in order.");
        if (number - last > MaxGap)
            throw DocumentError.Limit($"More than {MaxGap} values of {attribute.Tag} are left out.");
        for (int i = last + 1; i < number; i++)
            _assembler.Add(default);
        return number;
    }

    private void ReadName(XmlReader reader, XmlAttributeState attribute)
    {
        string[] groups = [string.Empty, string.Empty, string.Empty];
        int last = -1;
        bool isEmpty = reader.IsEmptyElement;
        while (!isEmpty && ReadToElementOrEnd(reader) && reader.NodeType == XmlNodeType.Element)
        {
            int group = Array.IndexOf(s_groups, reader.LocalName);
            if (group <= last)
                throw DocumentError.Structure($"{attribute.Tag} has a name whose groups are none of PS3.19 A.1.5, or not in order.");
            last = group;
            groups[group] = ReadGroup(reader, attribute);
        }

        AddName(groups);
    }

    private void AddName(string[] groups)
    {
        byte[][] bytes = [.. groups.Select(Encoding.UTF8.GetBytes)];
        _assembler.AddName(bytes[0], bytes[1], bytes[2]);
    }

    private string ReadGroup(XmlReader reader, XmlAttributeState attribute)
    {
        string[] components = [string.Empty, string.Empty, string.Empty, string.Empty, string.Empty];
        int last = -1;
        bool isEmpty = reader.IsEmptyElement;
        while (!isEmpty && ReadToElementOrEnd(reader) && reader.NodeType == XmlNodeType.Element)
        {
            int component = Array.IndexOf(s_components, reader.LocalName);
            if (component <= last)
                throw DocumentError.Structure($"{attribute.Tag} has a name whose components are none of PS3.19 A.1.5, or not in order.");
            last = component;
            components[component] = ReadText(reader);
        }

        return string.Join('^', components).TrimEnd('^');
    }

    // The text of an element, from its start to its end.
    private string ReadText(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return string.Empty;

        _text.Clear();
        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element)
                throw DocumentError.Structure("An element where only text can be.");
            _text.Append(reader.Value);
        }

        return _text.ToString();
    }
}
