using System.Globalization;

namespace Dicom.Storage.DataSets;

/// <content>Values as .NET types.</content>
public sealed partial class DicomHeader
{
    private DicomCharacterSets? _characterSets;

    /// <summary>Gets the character sets that (0008,0005) names; the default repertoire when it is absent.</summary>
    public DicomCharacterSets CharacterSets =>
        _characterSets ??= DicomCharacterSets.Parse(TryGetRaw(DicomTag.SpecificCharacterSet, out ReadOnlySpan<byte> value, out _) ? value : default);

    /// <summary>
    /// Gets an element as text, decoded with the data set's character sets, several values joined by backslashes, each without
    /// padding; numbers in invariant decimals.
    /// </summary>
    /// <returns>Null when absent or of plain bytes (OB, OW, UN), empty when present and empty.</returns>
    public string? GetString(DicomTag tag)
    {
        if (!TryGetSlot(tag, out Slot slot))
            return null;

        ReadOnlySpan<byte> value = _bytes.AsSpan(slot.Offset, slot.Length);
        DicomVR vr = EffectiveVR(tag, slot.VR);
        return vr.IsText
            ? DicomText.Decode(value, vr, CharacterSets)
            : DicomNumbers.Format(value, vr, slot.IsBigEndian);
    }

    /// <summary>Gets one value of an element as <see cref="GetString(DicomTag)"/> does.</summary>
    /// <param name="index">From 0.</param>
    /// <returns>Null when there is no such value.</returns>
    public string? GetString(DicomTag tag, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (GetString(tag) is not { } text)
            return null;
        if (TryGetSlot(tag, out Slot slot) && EffectiveVR(tag, slot.VR) is { IsText: true, IsMultiValuedText: false })
            return index == 0 ? text : null;

        foreach (Range range in text.AsSpan().Split('\\'))
        {
            if (index-- == 0)
                return text[range];
        }

        return null;
    }

    /// <summary>Gets the first value of an element as a UID; padding of more than one byte, which devices send, is no part of it.</summary>
    /// <returns>False when absent, empty or no UID.</returns>
    public bool TryGetUid(DicomTag tag, out DicomUid uid)
    {
        uid = default;
        return TryGetRaw(tag, out ReadOnlySpan<byte> value, out _) && DicomUid.TryParse(DicomText.FirstValue(value).TrimEnd("\0 "u8), out uid);
    }

    /// <summary>Gets the first value of IS, US, SS, UL or SL.</summary>
    /// <returns>Null when absent, empty, no number, or not within 32 bits.</returns>
    public int? GetInt32(DicomTag tag) =>
        GetDouble(tag) is { } number && number is >= int.MinValue and <= int.MaxValue && Math.Floor(number) == number ? (int)number : null;

    /// <summary>Gets one value of DS, IS, FD, FL or of a binary integer.</summary>
    /// <param name="index">From 0.</param>
    /// <returns>Null when absent, empty, no number or not finite.</returns>
    public double? GetDouble(DicomTag tag, int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (!TryGetSlot(tag, out Slot slot))
            return null;

        DicomVR vr = EffectiveVR(tag, slot.VR);
        double? number = vr.IsText ? ParseText(tag, index) :
            DicomNumbers.Read(_bytes.AsSpan(slot.Offset, slot.Length), vr, slot.IsBigEndian, index);
        return number is { } finite && double.IsFinite(finite) ? finite : null;
    }

    private double? ParseText(DicomTag tag, int index) =>
        double.TryParse(GetString(tag, index), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    // A sender that did not know the VR wrote UN, little endian (PS3.5 6.2.2): the dictionary may know better.
    private static DicomVR EffectiveVR(DicomTag tag, DicomVR vr) =>
        vr == DicomVR.UN || !vr.IsKnown ? DicomDictionary.GetImplicitVR(tag) : vr;
}
