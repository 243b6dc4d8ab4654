using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.DataSets;

/// <summary>
/// Encapsulated Pixel Data (PS3.5 A.4): a Basic Offset Table and the fragments of the compressed frames, which stay in the file
/// until they are asked for. <see cref="DicomPixelData"/> gives the frames.
/// </summary>
public sealed class DicomFragmentSequence : DicomItem
{
    private readonly List<RawValue> _items = [];

    /// <summary>Makes encapsulated Pixel Data with an empty Basic Offset Table and no fragment.</summary>
    /// <param name="tag">Pixel Data (7FE0,0010).</param>
    /// <param name="vr">OB, or OW.</param>
    public DicomFragmentSequence(DicomTag tag, DicomVR vr)
        : this(tag, vr, hasTable: true)
    {
    }

    internal DicomFragmentSequence(DicomTag tag, DicomVR vr, bool hasTable)
        : base(tag, vr)
    {
        if (hasTable)
            _items.Add(RawValue.Empty);
    }

    /// <summary>Gets the number of fragments; the Basic Offset Table is none.</summary>
    public int Count => Math.Max(0, _items.Count - 1);

    /// <summary>Gets the Basic Offset Table: where the first fragment of each frame begins, in bytes from the first fragment's item tag. Empty when there is none.</summary>
    public IReadOnlyList<uint> OffsetTable => ReadTable();

    internal bool IsChanged { get; set; }

    /// <summary>Gets all items, the Basic Offset Table first; empty only for a file that lacks even that.</summary>
    internal IReadOnlyList<RawValue> RawItems => _items;

    /// <summary>Gets the number of bytes of a fragment, with its padding.</summary>
    /// <param name="index">From 0.</param>
    public long GetFragmentLength(int index) => this[index].Length;

    /// <summary>Gets the bytes of a fragment, with its padding; read from the file at each call.</summary>
    /// <param name="index">From 0.</param>
    public ReadOnlyMemory<byte> GetFragment(int index) => this[index].Load();

    /// <summary>Opens a fragment as a stream that can seek.</summary>
    /// <param name="index">From 0.</param>
    public Stream OpenFragment(int index) => new ValueStream(this[index]);

    /// <summary>Opens all fragments in their order as one stream: a video, for example.</summary>
    public Stream OpenStream() => new ValueStream([.. _items.Skip(1)]);

    /// <summary>Adds a fragment; padded with NUL to an even length when written.</summary>
    public void Add(ReadOnlyMemory<byte> fragment) => AddChanged(RawValue.Of(fragment));

    /// <summary>Adds a fragment whose bytes lie in a file and are read when they are written or asked for: so that Pixel Data of any size takes no memory.</summary>
    /// <param name="file">Stays its owner's, and must stay open as long as the fragment is used.</param>
    /// <param name="offset">Where in the file the fragment begins.</param>
    /// <param name="length">Its length in bytes; padded with NUL to an even length when written.</param>
    public void Add(SafeFileHandle file, long offset, long length)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        FileValueSource source = _items.Count > 0 && _items[^1].Owner is FileValueSource last && last.IsOf(file) ? last : new FileValueSource(file);
        AddChanged(new RawValue(source, null, offset, length));
    }

    /// <summary>Sets the Basic Offset Table; without values it is empty, which is allowed (PS3.5 A.4).</summary>
    public void SetOffsetTable(params ReadOnlySpan<uint> offsets)
    {
        byte[] table = new byte[offsets.Length * 4];
        for (int i = 0; i < offsets.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(i * 4), offsets[i]);
        if (_items.Count == 0)
            _items.Add(default);
        _items[0] = RawValue.Of(table);
        IsChanged = true;
    }

    /// <summary>Cuts the last item to the bytes that came, before anybody has seen it.</summary>
    internal void CutLastTo(long length) => _items[^1] = _items[^1] with { Length = length };

    /// <summary>Makes a copy to be changed apart from this one; the fragments' bytes are shared.</summary>
    public DicomFragmentSequence Clone() => Clone(loads: false);

    internal DicomFragmentSequence Clone(bool loads)
    {
        var clone = new DicomFragmentSequence(Tag, VR, hasTable: false);
        clone._items.AddRange(loads ? _items.Select(item => item.Copy()) : _items);
        return clone;
    }

    internal RawValue this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return _items[index + 1];
        }
    }

    internal void AddRaw(RawValue item) => _items.Add(item);

    private void AddChanged(RawValue fragment)
    {
        if (_items.Count == 0)
            _items.Add(RawValue.Empty);
        _items.Add(fragment);
        IsChanged = true;
    }

    private uint[] ReadTable()
    {
        if (_items.Count == 0 || _items[0].Length < 4)
            return [];

        ReadOnlySpan<byte> bytes = _items[0].Load().Span;
        uint[] table = new uint[bytes.Length / 4];
        for (int i = 0; i < table.Length; i++)
            table[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * 4)..]);
        return table;
    }
}
