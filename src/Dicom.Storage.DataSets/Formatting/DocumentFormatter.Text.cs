using System.Text;

namespace Dicom.Storage.DataSets;

/// <content>Text values: decoded to UTF-8, divided, trimmed.</content>
internal abstract partial class DocumentFormatter
{
    private static ReadOnlySpan<byte> Padding => " \0"u8;

    /// <summary>Writes an element of a text VR.</summary>
    public void WriteText(DicomTag tag, DicomVR vr, ReadOnlySpan<byte> value)
    {
        if (tag == DicomTag.SpecificCharacterSet)
        {
            _levels[_depth].CharacterSets = DicomCharacterSets.Parse(value);
            value = "ISO_IR 192"u8; // what the document itself is in
        }

        WriteUtf8(tag, vr, ToUtf8(vr, value));
    }

    /// <summary>Writes an element of a text VR whose text is not encoded yet.</summary>
    public void WriteText(DicomTag tag, DicomVR vr, string text)
    {
        if (tag == DicomTag.SpecificCharacterSet)
        {
            WriteText(tag, vr, Encoding.ASCII.GetBytes(text));
            return;
        }

        Encoding.UTF8.GetBytes(text, _text);
        WriteUtf8(tag, vr, _text.Span);
    }

    private void WriteUtf8(DicomTag tag, DicomVR vr, ReadOnlySpan<byte> utf8)
    {
        utf8 = utf8.TrimEnd(Padding);
        BeginAttribute(tag, vr);
        if (!utf8.IsEmpty)
        {
            BeginValues(vr);
            WriteValues(vr, utf8);
            EndValues();
        }

        EndAttribute();
        _text.Clear();
    }

    private void WriteValues(DicomVR vr, ReadOnlySpan<byte> utf8)
    {
        if (!vr.IsMultiValuedText)
        {
            WriteString(utf8);
            return;
        }

        while (true)
        {
            int end = utf8.IndexOf((byte)'\\');
            WriteValue(vr, Trim(vr, end < 0 ? utf8 : utf8[..end]));
            if (end < 0)
                return;
            utf8 = utf8[(end + 1)..];
        }
    }

    private void WriteValue(DicomVR vr, ReadOnlySpan<byte> utf8)
    {
        Span<byte> number = stackalloc byte[DecimalText.MaxLength + 4];
        if (utf8.IsEmpty)
            WriteNull();
        else if (vr == DicomVR.PN)
            WritePersonName(utf8);
        else if (HasNumbers && vr == DicomVR.DS && DecimalText.WriteDecimal(utf8, number) is > 0 and int decimals)
            WriteNumber(number[..decimals]);
        else if (HasNumbers && vr == DicomVR.IS && DecimalText.WriteInteger(utf8, number) is > 0 and int digits)
            WriteNumber(number[..digits]);
        else
            WriteString(utf8);
    }

    // Spaces before a value mean something in UC only (PS3.5 6.2).
    private static ReadOnlySpan<byte> Trim(DicomVR vr, ReadOnlySpan<byte> utf8) => vr == DicomVR.UC ? utf8.TrimEnd(Padding) : utf8.Trim(Padding);

    private ReadOnlySpan<byte> ToUtf8(DicomVR vr, ReadOnlySpan<byte> value)
    {
        // Nearly all values are ASCII, which is its own UTF-8; only an escape sequence makes something else of it.
        if (IsPlain(value))
            return value;

        DicomCharacterSets sets = vr.HasCharacterSet ? _levels[_depth].CharacterSets : DicomCharacterSets.Default;
        sets.DecodeUtf8(value, isPersonName: vr == DicomVR.PN, _text);
        return _text.Span;
    }

    private static bool IsPlain(ReadOnlySpan<byte> value) => Ascii.IsValid(value) && !value.Contains((byte)0x1B);
}
