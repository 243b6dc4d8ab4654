using System.Buffers;
using System.Text;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.DcmDump;

/// <summary>Values as a line shows them: cut where they are long, and without characters that would talk to a terminal.</summary>
internal sealed partial class TextValue
{
    private const int MaxShown = 72;
    private const int MaxBytes = 16;

    private readonly ArrayBufferWriter<byte> _decoded = new(1_024);
    private readonly byte[] _text = new byte[256];
    private int _length;

    /// <param name="start">The value's first bytes, or all of them.</param>
    /// <param name="length">The value's length.</param>
    public ReadOnlySpan<byte> Of(DicomVR vr, ReadOnlySpan<byte> start, uint length, bool bigEndian, DicomCharacterSets characterSets)
    {
        _length = 0;
        if (length == 0)
            return "(no value)"u8;
        if (vr.IsText)
            return OfText(vr, start, length, characterSets);
        if (vr.ValueSize == 1 || vr == DicomVR.OW || vr == DicomVR.OL || vr == DicomVR.OV || !vr.IsKnown)
            return OfBytes(start, length);
        return OfNumbers(vr, start, length, bigEndian);
    }

    public ReadOnlySpan<byte> OfBytes(ReadOnlySpan<byte> start, uint length)
    {
        _length = 0;
        int count = Math.Min(start.Length, MaxBytes);
        for (int i = 0; i < count; i++)
        {
            if (i > 0)
                Put((byte)'\\');
            Put("0123456789abcdef"u8[start[i] >> 4]);
            Put("0123456789abcdef"u8[start[i] & 0xF]);
        }

        return End(count < length);
    }

    private ReadOnlySpan<byte> OfText(DicomVR vr, ReadOnlySpan<byte> start, uint length, DicomCharacterSets characterSets)
    {
        bool isCut = start.Length < length;
        ReadOnlySpan<byte> utf8 = start;
        if (!Ascii.IsValid(start) || start.Contains((byte)0x1B))
        {
            _decoded.ResetWrittenCount();
            (vr.HasCharacterSet ? characterSets : DicomCharacterSets.Default).DecodeUtf8(start, vr == DicomVR.PN, _decoded);
            utf8 = _decoded.WrittenSpan;
        }

        utf8 = utf8.TrimEnd(" \0"u8);
        if (utf8.Length > MaxShown)
        {
            int end = MaxShown;
            while ((utf8[end] & 0xC0) == 0x80)
                end--; // never within a character
            utf8 = utf8[..end];
            isCut = true;
        }

        Put((byte)'[');
        for (int i = 0; i < utf8.Length; i++)
        {
            bool isControl = utf8[i] is < 0x20 or 0x7F || (utf8[i] == 0xC2 && i + 1 < utf8.Length && utf8[i + 1] < 0xA0);
            Put(isControl ? (byte)'.' : utf8[i]);
            if (isControl && utf8[i] == 0xC2)
                i++; // U+0080 to U+009F are two bytes
        }

        if (!isCut)
            Put((byte)']');
        return End(isCut);
    }

    private ReadOnlySpan<byte> End(bool isCut)
    {
        if (isCut)
        {
            "..."u8.CopyTo(_text.AsSpan(_length));
            _length += 3;
        }

        return _text.AsSpan(0, _length);
    }

    private void Put(byte value) => _text[_length++] = value;
}
