namespace Dicom.Storage.DataSets;

/// <summary>Tags as eight hexadecimal digits, as JSON and XML write them (PS3.18 F.2.2).</summary>
internal static class TagText
{
    public const int Length = 8;

    public static void Write(DicomTag tag, Span<byte> text)
    {
        uint value = tag.Value;
        for (int i = Length - 1; i >= 0; i--, value >>= 4)
            text[i] = "0123456789ABCDEF"u8[(int)(value & 0xF)];
    }

    /// <returns>False when the text is not eight hexadecimal digits.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out DicomTag tag)
    {
        uint value = 0;
        foreach (byte digit in text)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                tag = default;
                return false;
            }

            value = (value << 4) | (uint)((digit & 0xF) + (digit >= 'A' ? 9 : 0));
        }

        tag = new DicomTag(value);
        return text.Length == Length;
    }
}
