namespace Dicom.Storage.DataSets;

/// <summary>
/// One component group of a person name: family name, given name, middle name, prefix and suffix, divided by <c>^</c> (PS3.5 6.2.1).
/// Two are equal when their five components are; spaces around a component and delimiters behind the last one do not count.
/// </summary>
public readonly struct DicomPersonNameGroup : IEquatable<DicomPersonNameGroup>
{
    /// <summary>The number of components.</summary>
    public const int ComponentCount = 5;

    private readonly string? _value;

    internal DicomPersonNameGroup(string value) => _value = value;

    /// <summary>Gets the group as it was written.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Gets whether no component has a character other than spaces.</summary>
    public bool IsEmpty => !Value.AsSpan().ContainsAnyExcept('^', ' ');

    /// <summary>Gets the family name complex, the first component; empty when not given.</summary>
    public string FamilyName => GetComponent(0).ToString();

    /// <summary>Gets the given name complex, the second component; empty when not given.</summary>
    public string GivenName => GetComponent(1).ToString();

    /// <summary>Gets the middle name, the third component; empty when not given.</summary>
    public string MiddleName => GetComponent(2).ToString();

    /// <summary>Gets the prefix, the fourth component; empty when not given.</summary>
    public string Prefix => GetComponent(3).ToString();

    /// <summary>Gets the suffix, the fifth component; empty when not given. What follows a fifth delimiter is no part of it.</summary>
    public string Suffix => GetComponent(4).ToString();

    /// <summary>Gets a component without the spaces around it; empty when not given.</summary>
    /// <param name="index">0 to 4.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are five components.</exception>
    public ReadOnlySpan<char> GetComponent(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, ComponentCount);
        return TextValue.Part(Value, '^', index).Trim(' ');
    }

    /// <summary>Gets the group without spaces around components and without delimiters behind the last one.</summary>
    public override string ToString()
    {
        int last = ComponentCount - 1;
        while (last >= 0 && GetComponent(last).IsEmpty)
            last--;
        if (last < 0)
            return string.Empty;

        var text = new System.Text.StringBuilder(Value.Length);
        for (int i = 0; i <= last; i++)
            text.Append(i == 0 ? "" : "^").Append(GetComponent(i));
        return text.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(DicomPersonNameGroup other)
    {
        bool equal = true;
        for (int i = 0; i < ComponentCount && equal; i++)
            equal = GetComponent(i).SequenceEqual(other.GetComponent(i));
        return equal;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DicomPersonNameGroup other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        for (int i = 0; i < ComponentCount; i++)
            hash.Add(string.GetHashCode(GetComponent(i), StringComparison.Ordinal));
        return hash.ToHashCode();
    }

    /// <summary>Whether the five components are equal, by their characters.</summary>
    public static bool operator ==(DicomPersonNameGroup left, DicomPersonNameGroup right) => left.Equals(right);

    /// <summary>Whether a component differs.</summary>
    public static bool operator !=(DicomPersonNameGroup left, DicomPersonNameGroup right) => !left.Equals(right);
}
