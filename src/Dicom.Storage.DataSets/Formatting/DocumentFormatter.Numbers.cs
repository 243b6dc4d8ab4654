using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;

namespace Dicom.Storage.DataSets;

/// <content>Numbers of binary VRs: US, SS, UL, SL, UV, SV, FL, FD, AT.</content>
internal abstract partial class DocumentFormatter
{
    private const int MaxNumberLength = 32;

    private bool _isPixelRepresentation;

    /// <summary>Whether the value is numbers that the document writes as such; words and floats of OW, OF and the like are bytes to it.</summary>
    public static bool IsNumber(DicomVR vr) => vr == DicomVR.US || vr == DicomVR.SS || vr == DicomVR.UL || vr == DicomVR.SL || vr == DicomVR.FL ||
        vr == DicomVR.FD || vr == DicomVR.AT || vr == DicomVR.SV || vr == DicomVR.UV;

    /// <summary>Gets the bytes of one number as counted by this class: AT is a pair of 16-bit numbers.</summary>
    public static int NumberSize(DicomVR vr) => vr == DicomVR.AT ? 4 : vr.ValueSize;

    /// <summary>
    /// Finds the VR of an element whose VR was not written: where the dictionary has US or SS, Pixel Representation (0028,0103) decides (PS3.5 A.1);
    /// an item that has none follows the data set around it.
    /// </summary>
    public DicomVR ResolveImplicit(DicomTag tag, DicomVR vr) =>
        vr == DicomVR.US && _levels[_depth].IsSigned && DicomDictionary.MayBeSigned(tag) ? DicomVR.SS : vr;

    /// <summary>Begins an element of numbers, which follow in any number of calls of <see cref="WriteNumbers"/>.</summary>
    public void BeginNumbers(DicomTag tag, DicomVR vr)
    {
        _isPixelRepresentation = tag == DicomTag.PixelRepresentation;
        BeginAttribute(tag, vr);
        BeginValues(vr);
    }

    /// <summary>Writes whole numbers; what is left over at the end is none (PS3.5 6.2) and not written.</summary>
    public void WriteNumbers(DicomVR vr, ReadOnlySpan<byte> value, bool bigEndian)
    {
        Span<byte> text = stackalloc byte[MaxNumberLength];
        if (_isPixelRepresentation && !value.IsEmpty)
            _levels[_depth].IsSigned = value.Length == 2 && value[bigEndian ? 1 : 0] == 1;
        for (int size = NumberSize(vr); value.Length >= size; value = value[size..])
        {
            ReadOnlySpan<byte> bytes = value[..size];
            if (vr == DicomVR.AT)
                WriteTag(bytes, bigEndian, text);
            else if (vr == DicomVR.FL || vr == DicomVR.FD)
                WriteFloat(bytes, bigEndian, text);
            else
                WriteInteger(vr, bytes, bigEndian, text);
        }
    }

    public void EndNumbers()
    {
        EndValues();
        EndAttribute();
    }

    private void WriteTag(ReadOnlySpan<byte> bytes, bool big, Span<byte> text)
    {
        uint group = big ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        uint element = big ? BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]) : BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
        TagText.Write(new DicomTag((group << 16) | element), text);
        WriteString(text[..TagText.Length]);
    }

    private void WriteInteger(DicomVR vr, ReadOnlySpan<byte> bytes, bool big, Span<byte> text)
    {
        long value = bytes.Length switch
        {
            2 => big ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            4 => big ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => big ? BinaryPrimitives.ReadInt64BigEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes),
        };
        if (vr == DicomVR.UV && value < 0)
        {
            Utf8Formatter.TryFormat((ulong)value, text, out int length);
            WriteString(text[..length]);
            return;
        }

        value = vr == DicomVR.SS ? (short)value : vr == DicomVR.SL ? (int)value : value;
        Utf8Formatter.TryFormat(value, text, out int written);
        if (DecimalText.IsExact(value))
            WriteNumber(text[..written]);
        else
            WriteString(text[..written]); // "Number or String" for SV and UV (PS3.18 F.2.3): a string keeps every digit in every reader
    }

    private void WriteFloat(ReadOnlySpan<byte> bytes, bool big, Span<byte> text)
    {
        int written;
        bool finite;
        if (bytes.Length == 4)
        {
            float value = big ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes);
            finite = float.IsFinite(value);
            value.TryFormat(text, out written, default, CultureInfo.InvariantCulture);
        }
        else
        {
            double value = big ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes);
            finite = double.IsFinite(value);
            value.TryFormat(text, out written, default, CultureInfo.InvariantCulture);
        }

        // JSON has no number for NaN, Infinity and -Infinity: their names stand in strings.
        if (finite)
            WriteNumber(text[..written]);
        else
            WriteString(text[..written]);
    }
}
