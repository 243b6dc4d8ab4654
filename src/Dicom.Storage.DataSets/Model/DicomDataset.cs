using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Dicom.Storage.DataSets;

/// <summary>A data set in memory: elements, sequences and Pixel Data in the order of their tags, each tag once (PS3.5 7.1).</summary>
/// <remarks>
/// Values stay as they were read until they are asked for, large ones in the file. Reading from several threads is safe as long
/// as none of them changes the data set.
/// </remarks>
public sealed partial class DicomDataset : IEnumerable<DicomItem>
{
    private uint[] _tags = [];
    private DicomItem[] _items = [];
    private int _version;
    private DicomItem? _characterSetItem;
    private DicomCharacterSets? _characterSets;

    /// <summary>Makes an empty data set in Explicit VR Little Endian.</summary>
    public DicomDataset()
        : this(DicomTransferSyntax.ExplicitVRLittleEndian)
    {
    }

    /// <summary>Makes an empty data set.</summary>
    /// <param name="syntax">How it is written when nothing else is said.</param>
    public DicomDataset(DicomTransferSyntax syntax)
    {
        ArgumentNullException.ThrowIfNull(syntax);
        TransferSyntax = syntax;
    }

    /// <summary>Makes a data set of items; a sequence that belongs to another data set is cloned.</summary>
    /// <exception cref="ArgumentException">A tag comes twice.</exception>
    public DicomDataset(params IEnumerable<DicomItem> items)
        : this()
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (DicomItem item in items)
            Add(item);
    }

    /// <summary>
    /// Gets or sets how the data set was encoded, and is written when nothing else is said. Setting it changes no value: whoever
    /// replaces Pixel Data by frames in another compression says so here.
    /// </summary>
    public DicomTransferSyntax TransferSyntax
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            IsChanged |= field is not null && !ReferenceEquals(field, value);
            field = value;
        }
    }

    /// <summary>Gets the number of elements, those in items of sequences not counted.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// Gets the character sets by which text is read and written: those of Specific Character Set (0008,0005), else those of
    /// the data set that this is an item of, else the default repertoire (PS3.3 C.12.1.1.2).
    /// </summary>
    public DicomCharacterSets CharacterSets
    {
        get
        {
            for (DicomDataset? dataset = this; dataset is not null; dataset = dataset.Sequence?.Owner)
            {
                if (dataset.TryGetItem(DicomTag.SpecificCharacterSet, out DicomItem? item) && item is DicomElement element)
                    return dataset.Parse(element);
            }

            return DicomCharacterSets.Default;
        }
    }

    /// <summary>Gets or sets whether, as an item, it ends with a delimiter instead of having a length (PS3.5 7.5.2). As it was read; true by default.</summary>
    public bool HasUndefinedLength { get; set; } = true;

    /// <summary>Gets the sequence that this is an item of.</summary>
    internal DicomSequence? Sequence { get; set; }

    /// <summary>Gets whether this level was changed after it was read.</summary>
    internal bool IsChanged { get; set; }

    /// <summary>Whether the tag is there, with a value or without.</summary>
    public bool Contains(DicomTag tag) => IndexOf(tag.Value) >= 0;

    /// <summary>Finds the item of a tag.</summary>
    public bool TryGetItem(DicomTag tag, [NotNullWhen(true)] out DicomItem? item)
    {
        int index = IndexOf(tag.Value);
        item = index >= 0 ? _items[index] : null;
        return index >= 0;
    }

    /// <summary>Gets the item of a tag.</summary>
    /// <typeparam name="T"><see cref="DicomItem"/>, <see cref="DicomElement"/>, <see cref="DicomSequence"/> or <see cref="DicomFragmentSequence"/>.</typeparam>
    /// <exception cref="DicomDataException">The tag is absent, or its item is of another kind.</exception>
    public T GetItem<T>(DicomTag tag)
        where T : DicomItem =>
        TryGetItem(tag, out DicomItem? item)
            ? item as T ?? throw new DicomDataException($"{DicomMessages.Name(tag)} is a {item.GetType().Name}, not a {typeof(T).Name}.")
            : throw DicomMessages.Absent(tag);

    /// <summary>Gets the sequence of a tag.</summary>
    /// <exception cref="DicomDataException">The tag is absent or no sequence.</exception>
    public DicomSequence GetSequence(DicomTag tag) => GetItem<DicomSequence>(tag);

    /// <summary>Finds the sequence of a tag.</summary>
    public bool TryGetSequence(DicomTag tag, [NotNullWhen(true)] out DicomSequence? sequence)
    {
        sequence = TryGetItem(tag, out DicomItem? item) ? item as DicomSequence : null;
        return sequence is not null;
    }

    /// <summary>Makes a copy that can be changed apart from this one. Values are shared, as they never change; so a copy of an opened data set lives as long as its file.</summary>
    public DicomDataset Clone() => DatasetCloner.Clone(this, loads: false);

    /// <summary>Makes a copy with all values in memory of its own, Pixel Data too, so that it outlives the file it was opened from.</summary>
    /// <exception cref="InvalidOperationException">A value is larger than an array can be, 2 GiB.</exception>
    public DicomDataset CloneToMemory() => DatasetCloner.Clone(this, loads: true);

    /// <summary>Gets the items in the order of their tags.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <inheritdoc/>
    IEnumerator<DicomItem> IEnumerable<DicomItem>.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Gets the number of items and their transfer syntax; no value.</summary>
    public override string ToString() => $"{Count} elements, {TransferSyntax}";

    internal DicomItem ItemAt(int index) => _items[index];

    private DicomCharacterSets Parse(DicomElement element)
    {
        if (!ReferenceEquals(_characterSetItem, element) || _characterSets is null)
        {
            _characterSets = DicomCharacterSets.Parse(element.GetBuffer().Span.TrimEnd("\0 "u8));
            _characterSetItem = element;
        }

        return _characterSets;
    }

    private int IndexOf(uint tag) => TagSearch.IndexOf(_tags.AsSpan(0, Count), tag);

    /// <summary>Walks over the items of a data set that must not be changed meanwhile.</summary>
    public struct Enumerator : IEnumerator<DicomItem>
    {
        private readonly DicomDataset _dataset;
        private readonly int _version;
        private int _index;

        internal Enumerator(DicomDataset dataset)
        {
            _dataset = dataset;
            _version = dataset._version;
            _index = -1;
        }

        /// <inheritdoc/>
        public readonly DicomItem Current => _dataset._items[_index];

        /// <inheritdoc/>
        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext()
        {
            if (_version != _dataset._version)
                throw new InvalidOperationException("The data set was changed while it was walked over: take ToArray() first.");
            return ++_index < _dataset.Count;
        }

        /// <inheritdoc/>
        public void Reset() => _index = -1;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}
