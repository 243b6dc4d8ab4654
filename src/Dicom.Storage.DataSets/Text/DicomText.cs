namespace Dicom.Storage.DataSets;

/// <summary>Text values without their padding (PS3.5 6.2).</summary>
internal static class DicomText
{
    public static string Decode(ReadOnlySpan<byte> value, DicomVR vr, DicomCharacterSets characterSets)
    {
        // Spaces and NULs at the ends are no part of a character in any set, so that no second string is made to lose them.
        value = vr.IsMultiValuedText ? value.Trim(" \0"u8) : value.TrimEnd(" \0"u8);
        string text = (vr.HasCharacterSet ? characterSets : DicomCharacterSets.Default).Decode(value, isPersonName: vr == DicomVR.PN);
        if (!vr.IsMultiValuedText)
            return text.TrimEnd(' ', '\0');
        return text.Contains('\\', StringComparison.Ordinal) ? TrimEach(text) : text.Trim(' ', '\0');
    }

    /// <summary>What stands before the first backslash; for VRs of the default repertoire only.</summary>
    public static ReadOnlySpan<byte> FirstValue(ReadOnlySpan<byte> value)
    {
        int end = value.IndexOf((byte)'\\');
        return end < 0 ? value : value[..end];
    }

    private static string TrimEach(string text)
    {
        if (!text.Contains(" \\", StringComparison.Ordinal) && !text.Contains("\\ ", StringComparison.Ordinal) && !text.Contains('\0', StringComparison.Ordinal))
            return text.Trim(' ');

        var trimmed = new System.Text.StringBuilder(text.Length);
        foreach (Range range in text.AsSpan().Split('\\'))
        {
            if (range.Start.Value > 0)
                trimmed.Append('\\');
            trimmed.Append(text.AsSpan(range).Trim(" \0"));
        }

        return trimmed.ToString();
    }
}
