using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>The data elements of PS3.6 and the command elements of PS3.7 E. Constant data of the assembly; an index of 32 KiB is made when it is first asked.</summary>
public static class DicomDictionary
{
    /// <summary>Gets the number of entries, those of repeating groups counted once.</summary>
    public static int Count => DictionaryData.Tags.Length;

    /// <summary>Gets every entry: by tag, then the repeating ones.</summary>
    public static IEnumerable<DicomDictionaryEntry> Entries => Enumerable.Range(0, Count).Select(i => new DicomDictionaryEntry(i));

    /// <summary>Finds the entry of a tag, in repeating groups too.</summary>
    /// <returns>False for a private tag, a group length and what the standard does not have.</returns>
    public static bool TryGet(DicomTag tag, out DicomDictionaryEntry entry)
    {
        int index = DictionaryData.IndexOf(tag.Value);
        entry = index >= 0 ? new DicomDictionaryEntry(index) : default;
        return index >= 0;
    }

    /// <summary>Finds the entry of a keyword, for example <c>PatientName</c>; upper and lower case differ.</summary>
    public static bool TryGet(ReadOnlySpan<char> keyword, out DicomDictionaryEntry entry)
    {
        entry = default;
        Span<byte> bytes = stackalloc byte[DictionaryData.MaxKeywordLength];
        if (keyword.IsEmpty || !Encoding.UTF8.TryGetBytes(keyword, bytes, out int length))
            return false;

        int index = DictionaryData.IndexOf(bytes[..length]);
        entry = index >= 0 ? new DicomDictionaryEntry(index) : default;
        return index >= 0;
    }

    /// <summary>
    /// Gets the VR of an element that does not carry one: the dictionary's, UL for a group length (PS3.5 7.2), LO for a private
    /// creator (PS3.5 7.8.1), otherwise UN (PS3.5 6.2.2).
    /// </summary>
    public static DicomVR GetImplicitVR(DicomTag tag)
    {
        if (tag.IsGroupLength)
            return DicomVR.UL;
        if (tag.IsPrivate)
            return tag.Element is >= 0x10 and <= 0xFF ? DicomVR.LO : DicomVR.UN;

        int index = DictionaryData.IndexOf(tag.Value);
        return index >= 0 ? DictionaryData.GetVR(index) : DicomVR.UN;
    }

    /// <summary>Whether the dictionary has US and SS for the element, so that Pixel Representation tells which.</summary>
    internal static bool MayBeSigned(DicomTag tag)
    {
        int index = DictionaryData.IndexOf(tag.Value);
        return index >= 0 && DictionaryData.MayBeSigned(index);
    }
}
