using System.Collections;

namespace Dicom.Storage.DataSets;

/// <summary>An unchanging set of tags, made once and asked for every element read.</summary>
public sealed class DicomTagSet : IReadOnlyCollection<DicomTag>
{
    private readonly uint[] _tags;

    /// <summary>Makes the set; a tag named twice counts once.</summary>
    public DicomTagSet(params IEnumerable<DicomTag> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        _tags = [.. tags.Select(t => t.Value).Distinct().Order()];
    }

    /// <inheritdoc/>
    public int Count => _tags.Length;

    /// <summary>Whether the tag is in the set.</summary>
    public bool Contains(DicomTag tag) => IndexOf(tag) >= 0;

    /// <inheritdoc/>
    public IEnumerator<DicomTag> GetEnumerator() => _tags.Select(t => new DicomTag(t)).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal int IndexOf(DicomTag tag) => TagSearch.IndexOf(_tags, tag.Value);
}
