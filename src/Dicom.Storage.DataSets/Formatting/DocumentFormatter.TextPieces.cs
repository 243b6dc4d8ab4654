namespace Dicom.Storage.DataSets;

/// <content>Text longer than what is held in memory: written in pieces that are cut where no character and no value is.</content>
internal abstract partial class DocumentFormatter
{
    /// <summary>Writes as much of a long text as can be cut off.</summary>
    /// <returns>The bytes written; 0 when the text cannot be divided.</returns>
    public int WriteTextPiece(DicomTag tag, DicomVR vr, ReadOnlySpan<byte> held, bool isFirst)
    {
        int length = vr.IsMultiValuedText ? CutValues(held) : CutText(held);
        if (length == 0 || tag == DicomTag.SpecificCharacterSet)
            return 0;

        if (isFirst)
        {
            BeginAttribute(tag, vr);
            BeginValues(vr);
        }

        ReadOnlySpan<byte> utf8 = ToUtf8(vr, held[..length]);
        if (vr.IsMultiValuedText)
            WriteValues(vr, utf8[..^1]); // the last one is the backslash before the next value
        else
            WriteStringPiece(utf8, isFinal: false);
        _text.Clear();
        return length;
    }

    /// <summary>Writes what is left of a text that was begun by <see cref="WriteTextPiece"/>.</summary>
    public void EndTextPieces(DicomVR vr, ReadOnlySpan<byte> rest)
    {
        ReadOnlySpan<byte> utf8 = ToUtf8(vr, rest);
        if (vr.IsMultiValuedText)
            WriteValues(vr, utf8);
        else
            WriteStringPiece(utf8.TrimEnd(Padding), isFinal: true);
        EndValues();
        EndAttribute();
        _text.Clear();
    }

    // In ASCII a backslash is one; in others it may be half of a character.
    private static int CutValues(ReadOnlySpan<byte> held) => IsPlain(held) ? held.LastIndexOf((byte)'\\') + 1 : 0;

    // A control character ends every code extension (PS3.5 6.1.2.5.3), and no byte below 0x30 is the second half of a character in
    // any character set that DICOM has.
    private static int CutText(ReadOnlySpan<byte> held)
    {
        if (IsPlain(held))
            return held.Length;
        if (!held.Contains((byte)0x1B))
            return held.LastIndexOfAnyInRange((byte)0, (byte)0x2F) + 1;
        return held.LastIndexOfAny("\t\n\f\r"u8) + 1;
    }
}
