namespace Dicom.Storage.DataSets;

/// <content>Reading and making of the terms.</content>
public sealed partial class DicomCharacterSets
{
    // Almost every value that is met is one of these; they are made once.
    private static readonly (byte[] Term, DicomCharacterSets Sets)[] s_single = CreateSingle();

    private DicomCharacterSets(List<CharacterSetTerm> terms, bool isConformant)
    {
        // A first term that cannot stand first leaves the default repertoire there.
        if (!terms[0].CanStandFirst)
            terms.Insert(0, CharacterSetTerm.Default);

        // An encoding allows no others; where the default repertoire comes first, it is what the bytes above 127 can only be.
        CharacterSetTerm? whole = terms[0].Kind != CharacterSetKind.CodeExtensions ? terms[0] :
            terms[0].Upper is null ? terms.Find(t => t.Kind != CharacterSetKind.CodeExtensions) : null;
        _first = whole ?? terms[0];
        _kind = _first.Kind;
        if (whole is null)
            terms.RemoveAll(t => t.Kind != CharacterSetKind.CodeExtensions);

        _extensions = whole is null ? [.. terms.Select(t => t.Set).OfType<CodedCharacterSet>().Distinct()] : [];
        _undeclaredUpper = _first.Upper is null ? Array.Find(_extensions, s => s.IsUpper) : null;
        Terms = whole is not null ? [whole.ToTerm(extensions: false)] :
            terms.Count > 1 ? [terms[0] == CharacterSetTerm.Default ? "" : terms[0].ToTerm(extensions: true), .. terms.Skip(1).Select(t => t.ToTerm(extensions: true))] :
            _first.Upper is null ? [] : [_first.ToTerm(extensions: false)];
        IsConformant = isConformant;
    }

    /// <summary>
    /// Reads the value of (0008,0005): terms divided by backslashes. Terms that are written wrongly are read as what they can only mean
    /// (<c>ISO-IR 100</c>, <c>UTF8</c>); those that mean nothing, and repeated ones, are left out.
    /// </summary>
    public static DicomCharacterSets Parse(ReadOnlySpan<byte> value)
    {
        value = value.TrimEnd(" \0"u8);
        if (value.IsEmpty)
            return Default;
        foreach ((byte[] term, DicomCharacterSets sets) in s_single)
        {
            if (value.SequenceEqual(term))
                return sets;
        }

        return ParseList(value);
    }

    /// <summary>Makes character sets of defined terms, for text to be written; none for the default repertoire.</summary>
    /// <param name="terms">As (0008,0005) has them, such as <c>ISO_IR 192</c>, or <c>ISO 2022 IR 6</c> and <c>ISO 2022 IR 87</c>.</param>
    /// <exception cref="ArgumentException">A term is not defined in PS3.3 C.12.1.1.2, is repeated, or cannot stand where it does.</exception>
    public static DicomCharacterSets FromTerms(params IReadOnlyList<string> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        DicomCharacterSets sets = Parse(System.Text.Encoding.ASCII.GetBytes(string.Join('\\', terms)));
        return sets.IsConformant ? sets : throw new ArgumentException(
            "A term is not defined, repeated, or cannot stand where it does (PS3.3 C.12.1.1.2). One alone is ISO_IR n, GB18030 or GBK; with code extensions " +
            "each is ISO 2022 IR n, the first of one byte a character or empty.", nameof(terms));
    }

    private static DicomCharacterSets ParseList(ReadOnlySpan<byte> value)
    {
        var terms = new List<CharacterSetTerm>();
        bool isConformant = true;
        bool isList = value.Contains((byte)'\\');
        foreach (Range range in value.Split((byte)'\\'))
        {
            ReadOnlySpan<byte> written = value[range].Trim(" \0"u8);
            CharacterSetTerm? term = CharacterSetTerm.Parse(written);
            bool isFirst = range.Start.Value == 0;
            bool isNew = term is not null && !terms.Contains(term) && (isFirst || !written.IsEmpty);
            isConformant &= isNew && term!.Kind == CharacterSetKind.CodeExtensions && IsAsDefined(written, term, isFirst, isList);
            if (isNew)
                terms.Add(term!);
            else if (isFirst)
                terms.Add(CharacterSetTerm.Default);
        }

        return new DicomCharacterSets(terms, isConformant);
    }

    // Only lists and mistakes come here: each term of a list is ISO 2022 IR n, and the first alone may be empty.
    private static bool IsAsDefined(ReadOnlySpan<byte> written, CharacterSetTerm term, bool isFirst, bool isList)
    {
        if (!isList)
            return false;
        if (written.IsEmpty)
            return isFirst;
        return (!isFirst || term.CanStandFirst) && written.SequenceEqual(System.Text.Encoding.ASCII.GetBytes(term.ToTerm(extensions: true)));
    }

    private static (byte[] Term, DicomCharacterSets Sets)[] CreateSingle()
    {
        string[] terms =
        [
            "ISO_IR 100", "ISO_IR 192", "GB18030", "GBK", "ISO_IR 13", "ISO_IR 101", "ISO_IR 109", "ISO_IR 110", "ISO_IR 126", "ISO_IR 127",
            "ISO_IR 138", "ISO_IR 144", "ISO_IR 148", "ISO_IR 166", "ISO_IR 203",
        ];
        return [.. terms.Select(t => System.Text.Encoding.ASCII.GetBytes(t)).Select(t => (t, new DicomCharacterSets([CharacterSetTerm.Parse(t)!], isConformant: true)))];
    }
}
