namespace Dicom.Storage.DataSets;

/// <summary>What PS3.6 says of a data element. A small handle into constant data; texts are made when asked for.</summary>
public readonly struct DicomDictionaryEntry : IEquatable<DicomDictionaryEntry>
{
    private readonly int _position;

    internal DicomDictionaryEntry(int index) => _position = index + 1;

    private int Index => _position > 0 ? _position - 1 : throw new InvalidOperationException("The default entry stands for no element.");

    /// <summary>Gets the tag; for a repeating group (50xx, 60xx) the one with zeros for <c>x</c>.</summary>
    public DicomTag Tag => new(DictionaryData.Tags[Index]);

    /// <summary>Gets whether the entry stands for several tags, written with <c>x</c> in the standard (PS3.5 7.6).</summary>
    public bool IsRepeating => Index >= DictionaryData.SingleCount;

    /// <summary>Gets the keyword, for example <c>PatientName</c>; empty for the few retired elements that lost theirs.</summary>
    public string Keyword => DictionaryData.GetKeyword(Index);

    /// <summary>Gets the name, for example <c>Patient's Name</c>; the keyword where the table has no name.</summary>
    public string Name => DictionaryData.GetName(Index);

    /// <summary>Gets <see cref="Keyword"/> in ASCII, as a view of constant data.</summary>
    public ReadOnlySpan<byte> KeywordUtf8 => DictionaryData.KeywordBytes(Index);

    /// <summary>Gets <see cref="Name"/> in UTF-8, as a view of constant data.</summary>
    public ReadOnlySpan<byte> NameUtf8 => DictionaryData.NameBytes(Index);

    /// <summary>Gets the VR that a reader of implicit VR takes: the only one, US for US or SS, OW for OB or OW (PS3.5 A.1); UN where the table has none.</summary>
    public DicomVR VR => DictionaryData.GetVR(Index);

    /// <summary>Gets all VRs the element may have.</summary>
    public IReadOnlyList<DicomVR> AllVRs => DictionaryData.GetAllVRs(Index);

    /// <summary>Gets the value multiplicity as the standard writes it: <c>1</c>, <c>1-n</c>, <c>2-2n</c>.</summary>
    public string ValueMultiplicity => DictionaryData.GetVM(Index);

    /// <summary>Gets whether the standard has retired the element.</summary>
    public bool IsRetired => (DictionaryData.VMIndex[Index] & 0x80) != 0;

    /// <inheritdoc/>
    public bool Equals(DicomDictionaryEntry other) => _position == other._position;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DicomDictionaryEntry other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _position;

    /// <summary>Whether both are the same entry.</summary>
    public static bool operator ==(DicomDictionaryEntry left, DicomDictionaryEntry right) => left.Equals(right);

    /// <summary>Whether the entries differ.</summary>
    public static bool operator !=(DicomDictionaryEntry left, DicomDictionaryEntry right) => !left.Equals(right);
}
