namespace Dicom.Storage.DataSets;

/// <summary>A text has a character that none of the declared character sets has (PS3.3 C.12.1.1.2). The message holds its place, not the text.</summary>
public sealed class DicomTextEncodingException : ArgumentException
{
    internal DicomTextEncodingException(int index, DicomCharacterSets characterSets)
        : base($"Character {index} of the text is in none of the declared character sets ({characterSets.Name}). " +
            "Declare one that has it in Specific Character Set (0008,0005), such as ISO_IR 192, or pass a replacement.") => Index = index;

    /// <summary>Gets the place of the first such character in the text, from 0, in UTF-16 units.</summary>
    public int Index { get; }
}
