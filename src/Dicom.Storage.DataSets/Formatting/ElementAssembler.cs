using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>Makes elements, in explicit little endian and UTF-8, of values that a document gives one by one.</summary>
internal sealed class ElementAssembler : IDisposable
{
    private readonly ValueBuffer _bytes = new();
    private DicomTag _tag;
    private DicomVR _vr;
    private int _count;

    /// <summary>Gets whether any value so far needs (0008,0005) to say UTF-8.</summary>
    public bool HasOtherThanAscii { get; private set; }

    public void Begin(DicomTag tag, DicomVR vr)
    {
        _tag = tag;
        _vr = vr;
        _count = 0;
        _bytes.Clear();
        if (!vr.IsText && !DocumentFormatter.IsNumber(vr))
            throw DocumentError.Structure($"{tag} of VR {vr} has bytes, not values.");
    }

    /// <summary>Adds a value; empty for one that is not there.</summary>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        if (_vr.IsText)
            AddText(utf8);
        else
            AddNumber(utf8);
        _count++;
    }

    /// <summary>Adds a person name of its three groups.</summary>
    public void AddName(ReadOnlySpan<byte> alphabetic, ReadOnlySpan<byte> ideographic, ReadOnlySpan<byte> phonetic)
    {
        // Only the last group may have more behind it: what is no name stays what it is.
        if (_vr != DicomVR.PN || alphabetic.Contains((byte)'=') || ideographic.Contains((byte)'='))
            throw DocumentError.Value(_tag, _vr);

        Divide();
        AppendText(alphabetic);
        if (!ideographic.IsEmpty || !phonetic.IsEmpty)
            _bytes.Append("="u8);
        AppendText(ideographic);
        if (!phonetic.IsEmpty)
            _bytes.Append("="u8);
        AppendText(phonetic);
        _count++;
    }

    public DicomElement End()
    {
        if (_tag == DicomTag.SpecificCharacterSet)
        {
            _bytes.Clear();
            _bytes.Append("ISO_IR 192"u8); // the text that the document had is in UTF-8 now
        }

        if ((_bytes.Length & 1) != 0)
            _bytes.Append([_vr.Padding]);
        return new DicomElement(_tag, _vr, _bytes.Span.ToArray());
    }

    public void Dispose() => _bytes.Dispose();

    private void AddText(ReadOnlySpan<byte> utf8)
    {
        Divide();
        AppendText(utf8);
    }

    private void Divide()
    {
        if (_count > 0 && !_vr.IsMultiValuedText)
            throw DocumentError.Structure($"{_tag} of VR {_vr} has one value at most.");
        if (_count > 0)
            _bytes.Append("\\"u8);
    }

    private void AppendText(ReadOnlySpan<byte> utf8)
    {
        // It would be two values when it is read again.
        if (_vr.IsMultiValuedText && utf8.Contains((byte)'\\'))
            throw DocumentError.Value(_tag, _vr);

        if (Ascii.IsValid(utf8))
            _bytes.Append(utf8);
        else if (_vr.HasCharacterSet)
            AppendUtf8(utf8);
        else
            AppendLatin1(utf8);
    }

    private void AppendUtf8(ReadOnlySpan<byte> utf8)
    {
        HasOtherThanAscii = true;
        _bytes.Append(utf8);
    }

    // VRs of the default repertoire: other bytes are read as Latin-1, so they are written as such.
    private void AppendLatin1(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out Rune rune, out int length);
            if (rune.Value > 0xFF)
                throw DocumentError.Value(_tag, _vr);
            _bytes.Append([(byte)rune.Value]);
            utf8 = utf8[length..];
        }
    }

    private void AddNumber(ReadOnlySpan<byte> text)
    {
        int size = DocumentFormatter.NumberSize(_vr);
        Span<byte> bytes = _bytes.GetSpan(size)[..size];
        bool fits = _vr == DicomVR.AT ? TryTag(text, bytes) : _vr == DicomVR.FL || _vr == DicomVR.FD ? TryFloat(text, bytes) : TryInteger(text, bytes);
        if (!fits)
            throw DocumentError.Value(_tag, _vr);
        _bytes.Advance(size);
    }

    private static bool TryTag(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        if (!TagText.TryRead(text, out DicomTag tag))
            return false;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], tag.Element);
        return true;
    }

    private static bool TryFloat(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        if (!TrySpecial(text, out double value) && (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) || !double.IsFinite(value)))
            return false;

        if (bytes.Length == 8)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
            return true;
        }

        // Read as what it is: rounding twice could give a neighbour.
        float single = double.IsFinite(value) ? float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : (float)value;
        BinaryPrimitives.WriteSingleLittleEndian(bytes, single);
        return float.IsFinite(single) == double.IsFinite(value);
    }

    private static bool TrySpecial(ReadOnlySpan<byte> text, out double value)
    {
        if (Ascii.EqualsIgnoreCase(text, "NaN"u8))
            value = double.NaN;
        else if (Ascii.EqualsIgnoreCase(text, "Infinity"u8) || Ascii.EqualsIgnoreCase(text, "inf"u8))
            value = double.PositiveInfinity;
        else if (Ascii.EqualsIgnoreCase(text, "-Infinity"u8) || Ascii.EqualsIgnoreCase(text, "-inf"u8))
            value = double.NegativeInfinity;
        else
            value = 0;
        return !double.IsFinite(value);
    }

    private bool TryInteger(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        if (_vr == DicomVR.UV)
        {
            bool isUnsigned = Utf8Parser.TryParse(text, out ulong unsigned, out int used) && used == text.Length;
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, unsigned);
            return isUnsigned;
        }

        if (!Utf8Parser.TryParse(text, out long value, out int consumed) || consumed != text.Length)
            return false;

        (long min, long max) = _vr == DicomVR.US ? (0, ushort.MaxValue) : _vr == DicomVR.SS ? (short.MinValue, short.MaxValue) :
            _vr == DicomVR.UL ? (0, uint.MaxValue) : _vr == DicomVR.SL ? (int.MinValue, (long)int.MaxValue) : (long.MinValue, long.MaxValue);
        Span<byte> all = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(all, value);
        all[..bytes.Length].CopyTo(bytes);
        return value >= min && value <= max;
    }
}
