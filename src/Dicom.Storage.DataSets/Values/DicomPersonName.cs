namespace Dicom.Storage.DataSets;

/// <summary>
/// A value of VR PN: up to three component groups (alphabetic, ideographic, phonetic) divided by <c>=</c> (PS3.5 6.2.1). Any text is
/// one; <see cref="Value"/> keeps it as it was written. Two are equal when their groups are.
/// </summary>
public readonly struct DicomPersonName : ITextValue<DicomPersonName>, IEquatable<DicomPersonName>
{
    private readonly string? _value;

    /// <summary>Takes a value as written, decoded.</summary>
    public DicomPersonName(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Gets the text as it was written.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Gets the first group, in single-byte characters (PS3.5 6.2.1.2).</summary>
    public DicomPersonNameGroup Alphabetic => GetGroup(0);

    /// <summary>Gets the second group, in ideographic characters; empty when not given.</summary>
    public DicomPersonNameGroup Ideographic => GetGroup(1);

    /// <summary>Gets the third group, in phonetic characters; empty when not given.</summary>
    public DicomPersonNameGroup Phonetic => GetGroup(2);

    /// <summary>Gets whether no group has anything but delimiters and spaces.</summary>
    public bool IsEmpty => Alphabetic.IsEmpty && Ideographic.IsEmpty && Phonetic.IsEmpty;

    static string ITextValue<DicomPersonName>.Expectation => "A person name is any text.";

    /// <summary>Makes a name of its groups.</summary>
    public static DicomPersonName FromGroups(DicomPersonNameGroup alphabetic, DicomPersonNameGroup ideographic = default, DicomPersonNameGroup phonetic = default) =>
        new($"{alphabetic}={ideographic}={phonetic}".TrimEnd('='));

    /// <summary>Makes a group of its components.</summary>
    /// <exception cref="ArgumentException">A component has <c>^</c>, <c>=</c>, a backslash or a control character, which divide names and values.</exception>
    public static DicomPersonNameGroup CreateGroup(string familyName, string givenName = "", string middleName = "", string prefix = "", string suffix = "")
    {
        string[] components = [familyName, givenName, middleName, prefix, suffix];
        foreach (string component in components)
        {
            ArgumentNullException.ThrowIfNull(component);
            if (component.AsSpan().IndexOfAny("^=\\") >= 0 || component.AsSpan().IndexOfAnyInRange('\0', '\x1F') >= 0)
                throw new ArgumentException("A component of a person name has no ^, =, backslash or control character (PS3.5 6.2.1); leave it out or write it otherwise.");
        }

        return new DicomPersonNameGroup(string.Join('^', components).TrimEnd('^'));
    }

    /// <summary>Takes any text as a name.</summary>
    /// <returns>True.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DicomPersonName value)
    {
        value = new DicomPersonName(text.ToString());
        return true;
    }

    /// <summary>Gets the text without what carries no meaning: delimiters behind the last component and the last group, spaces around components.</summary>
    public override string ToString() => $"{Alphabetic}={Ideographic}={Phonetic}".TrimEnd('=');

    /// <inheritdoc/>
    public bool Equals(DicomPersonName other) =>
        Alphabetic == other.Alphabetic && Ideographic == other.Ideographic && Phonetic == other.Phonetic;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DicomPersonName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Alphabetic, Ideographic, Phonetic);

    /// <summary>Whether all groups are equal.</summary>
    public static bool operator ==(DicomPersonName left, DicomPersonName right) => left.Equals(right);

    /// <summary>Whether a group differs.</summary>
    public static bool operator !=(DicomPersonName left, DicomPersonName right) => !left.Equals(right);

    private DicomPersonNameGroup GetGroup(int index)
    {
        ReadOnlySpan<char> part = TextValue.Part(Value, '=', index);
        return new DicomPersonNameGroup(part.Length == Value.Length ? Value : part.ToString());
    }
}
