namespace Dicom.Storage.DataSets;

/// <summary>A value representation: the type of an element's value (PS3.5 6.2). Its number is its two letters.</summary>
public readonly partial struct DicomVR : IEquatable<DicomVR>
{
    private readonly ushort _code;

    private DicomVR(ushort code) => _code = code;

    /// <summary>Gets the two letters in one number, the first one in the high byte; 0 for <see langword="default"/>, which is no VR.</summary>
    public ushort Code => _code;

    /// <summary>Gets whether the standard has this VR.</summary>
    public bool IsKnown => Traits != VRTraits.None;

    /// <summary>Gets whether the explicit encoding has a 32-bit length after two reserved bytes (PS3.5 7.1.2); so for every VR the standard does not know.</summary>
    public bool HasLongLength => (Traits & VRTraits.ShortLength) == 0;

    /// <summary>Gets whether the value is text, in the default repertoire or in the data set's character set.</summary>
    public bool IsText => (Traits & VRTraits.Text) != 0;

    /// <summary>Gets whether Specific Character Set (0008,0005) governs the value: LO, LT, PN, SH, ST, UC, UT (PS3.5 6.1.2.3).</summary>
    public bool HasCharacterSet => (Traits & VRTraits.CharacterSet) != 0;

    /// <summary>Gets whether a backslash divides values; not in LT, ST, UT, UR and binary values (PS3.5 6.4).</summary>
    public bool IsMultiValuedText => (Traits & VRTraits.Backslash) != 0;

    /// <summary>Gets the size of one number in bytes, 1 for text and plain bytes; what big endian swaps, and what a length must be a multiple of.</summary>
    public int ValueSize => Traits & VRTraits.SizeMask;

    /// <summary>Gets the byte that makes a value of this VR even: a space for text, NUL for UI and binary values (PS3.5 6.2).</summary>
    public byte Padding => IsText && this != UI ? (byte)' ' : (byte)0;

    /// <summary>Reads the two letters of a VR, known to the standard or not.</summary>
    /// <returns>False when the bytes are not two upper case letters.</returns>
    public static bool TryRead(byte first, byte second, out DicomVR vr)
    {
        bool letters = first is >= (byte)'A' and <= (byte)'Z' && second is >= (byte)'A' and <= (byte)'Z';
        vr = letters ? new DicomVR((ushort)((first << 8) | second)) : default;
        return letters;
    }

    /// <summary>Gets the two letters; empty for <see langword="default"/>.</summary>
    public override string ToString() => _code == 0 ? string.Empty : string.Create(2, _code, static (span, code) =>
    {
        span[0] = (char)(code >> 8);
        span[1] = (char)(code & 0xFF);
    });

    /// <inheritdoc/>
    public bool Equals(DicomVR other) => _code == other._code;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DicomVR other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _code;

    /// <summary>Whether both are the same VR.</summary>
    public static bool operator ==(DicomVR left, DicomVR right) => left._code == right._code;

    /// <summary>Whether the VRs differ.</summary>
    public static bool operator !=(DicomVR left, DicomVR right) => left._code != right._code;
}
