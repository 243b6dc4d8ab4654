using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>The rules that PS3.5 table 6.2-1 has for the values of each VR. How many values there may be is the dictionary's matter.</summary>
public static class DicomVRRules
{
    private const int GroupCount = 3;

    /// <summary>Gets the largest number of characters of one value, of one component group in PN; 0 where there is no limit, and for binary VRs.</summary>
    public static int GetMaxLength(DicomVR vr) => TextRule.Of(vr)?.MaxLength ?? 0;

    /// <summary>Checks text, decoded and with its values divided by backslashes where the VR has several. Empty values break no rule.</summary>
    /// <param name="vr">A VR of text; nothing is said of the others.</param>
    /// <param name="text">All values; spaces that pad them do not count.</param>
    /// <returns>Everything that is wrong with any of the values.</returns>
    public static DicomValueFlaws Check(DicomVR vr, ReadOnlySpan<char> text)
    {
        if (TextRule.Of(vr) is not { } rule)
            return DicomValueFlaws.None;
        if (!vr.IsMultiValuedText)
            return CheckValue(vr, rule, text);

        var flaws = DicomValueFlaws.None;
        foreach (Range range in text.Split('\\'))
            flaws |= CheckValue(vr, rule, text[range]);
        return flaws;
    }

    /// <summary>Checks a value as it stands in a data set: its length, its padding, its bytes in the declared character sets, then its text.</summary>
    /// <param name="characterSets">What (0008,0005) declares; VRs of the default repertoire pay no heed to it.</param>
    /// <returns>Everything that is wrong with any of the values.</returns>
    public static DicomValueFlaws Check(DicomVR vr, ReadOnlySpan<byte> value, DicomCharacterSets characterSets)
    {
        ArgumentNullException.ThrowIfNull(characterSets);
        DicomValueFlaws flaws = (value.Length & 1) == 0 ? DicomValueFlaws.None : DicomValueFlaws.OddLength;
        if (!vr.IsText)
            return vr != DicomVR.SQ && value.Length % SizeOf(vr) != 0 ? flaws | DicomValueFlaws.Size : flaws;

        if (!IsPadded(vr, value))
            flaws |= DicomValueFlaws.Padding;
        if (!vr.HasCharacterSet)
            characterSets = DicomCharacterSets.Default;

        value = value.TrimEnd(" \0"u8);
        bool isName = vr == DicomVR.PN;
        if (!characterSets.IsWellEncoded(value, isName))
            flaws |= DicomValueFlaws.CharacterSet;
        return flaws | Check(vr, characterSets.Decode(value, isName));
    }

    // AT is two numbers of 16 bits.
    private static int SizeOf(DicomVR vr) => vr == DicomVR.AT ? 4 : Math.Max(1, vr.ValueSize);

    // One NUL after a UID, spaces after all other text (PS3.5 6.2, 9.1).
    private static bool IsPadded(DicomVR vr, ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> padding = value[value.TrimEnd(" \0"u8).Length..];
        return vr == DicomVR.UI ? padding.IsEmpty || padding.SequenceEqual("\0"u8) : !padding.Contains((byte)0);
    }

    private static DicomValueFlaws CheckValue(DicomVR vr, TextRule rule, ReadOnlySpan<char> value)
    {
        ReadOnlySpan<char> unpadded = value.TrimEnd(' ');
        if (unpadded.IsEmpty)
            return vr == DicomVR.AE && value.Length > 1 ? DicomValueFlaws.Format : DicomValueFlaws.None;

        var flaws = DicomValueFlaws.None;
        if (!rule.Allows(unpadded) || !IsWellFormed(unpadded))
            flaws |= DicomValueFlaws.Repertoire;
        if (vr == DicomVR.PN)
            return flaws | CheckName(rule, unpadded);
        if (IsLonger(unpadded, rule.MaxLength))
            flaws |= DicomValueFlaws.TooLong;
        return flaws | CheckFormat(vr, unpadded);
    }

    private static DicomValueFlaws CheckName(TextRule rule, ReadOnlySpan<char> value)
    {
        var flaws = DicomValueFlaws.None;
        int groups = 0;
        foreach (Range range in value.Split('='))
        {
            ReadOnlySpan<char> group = value[range];
            groups++;
            if (IsLonger(group, rule.MaxLength))
                flaws |= DicomValueFlaws.TooLong;
            if (group.Count('^') >= DicomPersonNameGroup.ComponentCount)
                flaws |= DicomValueFlaws.Format;
        }

        return groups > GroupCount ? flaws | DicomValueFlaws.Format : flaws;
    }

    private static DicomValueFlaws CheckFormat(DicomVR vr, ReadOnlySpan<char> value)
    {
        if (vr == DicomVR.DS || vr == DicomVR.IS)
            return CheckNumber(vr, value.TrimStart(' '));

        bool valid = true;
        if (vr == DicomVR.AS)
            valid = value.Length == 4 && DicomAge.TryParse(value, out DicomAge _);
        else if (vr == DicomVR.DA)
            valid = value.Length == 8 && DicomDate.TryParse(value, out DateOnly _);
        else if (vr == DicomVR.TM)
            valid = value[0] != ' ' && !value.Contains(':') && DicomTime.TryParse(value, out DicomTime _);
        else if (vr == DicomVR.DT)
            valid = value[0] != ' ' && !value.EndsWith("-0000") && DicomDateTime.TryParse(value, out DicomDateTime _);
        else if (vr == DicomVR.UI)
            valid = DicomUid.TryParse(value, null, out DicomUid uid) && uid.IsConformant;
        return valid ? DicomValueFlaws.None : DicomValueFlaws.Format;
    }

    private static DicomValueFlaws CheckNumber(DicomVR vr, ReadOnlySpan<char> value)
    {
        bool isNumber = NumberText.IsNumber(value, isInteger: vr == DicomVR.IS);
        if (!isNumber)
            return DicomValueFlaws.Format;

        bool inRange = vr == DicomVR.IS ? DicomIntegerString.TryParse(value, out int _) : DicomDecimalString.TryParse(value, out double _);
        return inRange ? DicomValueFlaws.None : DicomValueFlaws.Range;
    }

    // Characters are counted, not UTF-16 units: rare ideographs take two of these.
    private static bool IsLonger(ReadOnlySpan<char> value, int maxLength)
    {
        if (maxLength == 0 || value.Length <= maxLength)
            return false;
        if (value.Length > 2 * maxLength)
            return true;

        int count = 0;
        foreach (Rune _ in value.EnumerateRunes())
            count++;
        return count > maxLength;
    }

    private static bool IsWellFormed(ReadOnlySpan<char> value) => DicomCharacterSets.Utf8.CanEncode(value);
}
