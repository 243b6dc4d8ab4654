using System.Globalization;

namespace Dicom.Storage.DataSets;

/// <summary>The tag of a data element: group and element number (PS3.5 7.1). Ordered as elements are in a data set.</summary>
public readonly partial struct DicomTag : IEquatable<DicomTag>, IComparable<DicomTag>
{
    /// <summary>Makes a tag of its two numbers.</summary>
    public DicomTag(ushort group, ushort element) => Value = ((uint)group << 16) | element;

    /// <summary>Makes a tag of group and element in one number, group in the upper half.</summary>
    public DicomTag(uint value) => Value = value;

    /// <summary>Gets group and element in one number, group in the upper half.</summary>
    public uint Value { get; }

    /// <summary>Gets the group number.</summary>
    public ushort Group => (ushort)(Value >> 16);

    /// <summary>Gets the element number within the group.</summary>
    public ushort Element => (ushort)Value;

    /// <summary>Gets whether the group is odd: a private element (PS3.5 7.8).</summary>
    public bool IsPrivate => (Group & 1) != 0;

    /// <summary>Gets whether this is a group length element, (gggg,0000) (PS3.5 7.2).</summary>
    public bool IsGroupLength => Element == 0;

    /// <inheritdoc/>
    public bool Equals(DicomTag other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DicomTag other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Value;

    /// <inheritdoc/>
    public int CompareTo(DicomTag other) => Value.CompareTo(other.Value);

    /// <summary>Gets the tag as the standard writes it: <c>(0010,0020)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Group:X4},{Element:X4})");

    /// <summary>Whether both are the same tag.</summary>
    public static bool operator ==(DicomTag left, DicomTag right) => left.Value == right.Value;

    /// <summary>Whether the tags differ.</summary>
    public static bool operator !=(DicomTag left, DicomTag right) => left.Value != right.Value;

    /// <summary>Data set order.</summary>
    public static bool operator <(DicomTag left, DicomTag right) => left.Value < right.Value;

    /// <summary>Data set order.</summary>
    public static bool operator >(DicomTag left, DicomTag right) => left.Value > right.Value;

    /// <summary>Data set order.</summary>
    public static bool operator <=(DicomTag left, DicomTag right) => left.Value <= right.Value;

    /// <summary>Data set order.</summary>
    public static bool operator >=(DicomTag left, DicomTag right) => left.Value >= right.Value;
}
