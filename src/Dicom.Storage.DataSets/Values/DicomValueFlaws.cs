namespace Dicom.Storage.DataSets;

/// <summary>In what a value breaks the rules of its VR (PS3.5 table 6.2-1).</summary>
[Flags]
public enum DicomValueFlaws
{
    /// <summary>In nothing.</summary>
    None = 0,

    /// <summary>A value has more characters than the VR allows.</summary>
    TooLong = 1,

    /// <summary>A value has a character outside the VR's repertoire, such as a control character or a small letter in CS.</summary>
    Repertoire = 2,

    /// <summary>A value is not written as the VR has it: no date, no number, a UID with an empty component, a name of six components.</summary>
    Format = 4,

    /// <summary>A number is outside the range of IS, or of what a DS can be read as.</summary>
    Range = 8,

    /// <summary>The padding is not the VR's: NUL after text, a space after a UID, more than one NUL.</summary>
    Padding = 16,

    /// <summary>The length is odd (PS3.5 7.1.1).</summary>
    OddLength = 32,

    /// <summary>The length is no multiple of the VR's size.</summary>
    Size = 64,

    /// <summary>Bytes are no characters of the declared character sets (PS3.3 C.12.1.1.2).</summary>
    CharacterSet = 128,

    /// <summary>There are more or fewer values than the dictionary allows (PS3.5 6.4). The rules of a VR alone do not tell.</summary>
    Multiplicity = 256,
}
