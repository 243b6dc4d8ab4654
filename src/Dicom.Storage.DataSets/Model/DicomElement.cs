using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.DataSets;

/// <summary>
/// An element with its value: the bytes as they stood in the data set, or text that is encoded when it is written. It never
/// changes, so data sets can share it.
/// </summary>
/// <remarks>
/// The bytes of an opened file's elements live as long as the <see cref="DicomFile"/>: small ones in its pooled memory, larger
/// ones than <see cref="DicomOpenOptions.LargeValueBytes"/> in the file. After disposal every access is an <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed partial class DicomElement : DicomItem
{
    private const int CopyBufferSize = 64 * 1024;

    private RawValue _raw;

    /// <summary>Makes an element of bytes that are already encoded, and does not check them.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="vr">The VR; not SQ, which is a <see cref="DicomSequence"/>.</param>
    /// <param name="value">The value; not copied, so it must not change afterwards. An odd length is padded when written.</param>
    /// <param name="isBigEndian">Whether its numbers have the high byte first.</param>
    public DicomElement(DicomTag tag, DicomVR vr, ReadOnlyMemory<byte> value, bool isBigEndian = false)
        : this(tag, vr, RawValue.Of(value), isBigEndian)
    {
        if (vr == DicomVR.SQ)
            throw new ArgumentException("A sequence is a DicomSequence.", nameof(vr));
    }

    /// <summary>Makes an element whose value lies in a file and is read when it is written or asked for: so that Pixel Data of any size takes no memory.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="vr">The VR; not SQ, which is a <see cref="DicomSequence"/>.</param>
    /// <param name="file">Stays its owner's, and must stay open as long as the element is used.</param>
    /// <param name="offset">Where in the file the value begins.</param>
    /// <param name="length">Its length in bytes; an odd one is padded when written.</param>
    public DicomElement(DicomTag tag, DicomVR vr, SafeFileHandle file, long offset, long length)
        : this(tag, vr, InFile(file, offset, length), isBigEndian: false)
    {
        if (vr == DicomVR.SQ)
            throw new ArgumentException("A sequence is a DicomSequence.", nameof(vr));
    }

    internal DicomElement(DicomTag tag, DicomVR vr, RawValue raw, bool isBigEndian)
        : base(tag, vr)
    {
        _raw = raw;
        IsBigEndian = isBigEndian;
    }

    internal DicomElement(DicomTag tag, DicomVR vr, string text)
        : base(tag, vr)
    {
        Text = text;
    }

    /// <summary>Gets whether the numbers of the value have the high byte first, as in a big endian data set.</summary>
    public bool IsBigEndian { get; }

    /// <summary>Gets the number of bytes with padding; of text that is not encoded yet, what it takes in UTF-8 at least.</summary>
    public long Length => Text is null ? _raw.Length : System.Text.Encoding.UTF8.GetByteCount(Text);

    /// <summary>Gets whether the element has no value (PS3.5 7.1.1: length zero).</summary>
    public bool IsEmpty => Length == 0;

    /// <summary>Gets whether the value is in memory; false as long as it is only in the file.</summary>
    public bool IsInMemory => Text is not null || _raw.IsInMemory;

    /// <summary>Gets the text of an element that was given as text in the data set's character set, null for bytes.</summary>
    internal string? Text { get; }

    internal RawValue Raw => _raw;

    /// <summary>Cuts the value to the bytes that came, before anybody has seen it.</summary>
    internal void CutTo(long length) => _raw = _raw with { Length = length };

    /// <summary>Gets the value's bytes as they stand in the data set, with padding. A large value is read from the file at each call.</summary>
    /// <param name="characterSets">How text that was not encoded yet is encoded; UTF-8 when null.</param>
    /// <returns>Memory that is valid until the file is disposed.</returns>
    public ReadOnlyMemory<byte> GetBuffer(DicomCharacterSets? characterSets = null) =>
        Text is null ? _raw.Load() : EncodeText(characterSets ?? DicomCharacterSets.Utf8);

    /// <summary>Opens the value as a stream that can seek; a large value is read from the file as the stream is read.</summary>
    public Stream OpenStream() => new ValueStream(Text is null ? _raw : RawValue.Of(EncodeText(DicomCharacterSets.Utf8)));

    /// <summary>Fills a buffer with the value's bytes from a position.</summary>
    /// <param name="position">From 0; the bytes asked for must lie within the value.</param>
    public void Read(long position, Span<byte> buffer)
    {
        RawValue raw = Text is null ? _raw : RawValue.Of(EncodeText(DicomCharacterSets.Utf8));
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position + buffer.Length, raw.Length, nameof(position));
        raw.Read(position, buffer);
    }

    /// <summary>Copies the value in pieces of at most 65,536 bytes.</summary>
    public void CopyTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        RawValue raw = Text is null ? _raw : RawValue.Of(EncodeText(DicomCharacterSets.Utf8));
        for (long position = 0; position < raw.Length;)
        {
            int count = (int)Math.Min(CopyBufferSize, raw.Length - position);
            raw.Read(position, output.GetSpan(count)[..count]);
            output.Advance(count);
            position += count;
        }
    }

    /// <inheritdoc cref="GetBuffer"/>
    public ValueTask<ReadOnlyMemory<byte>> GetBufferAsync(CancellationToken cancellationToken) =>
        Text is null ? _raw.LoadAsync(cancellationToken) : ValueTask.FromResult(GetBuffer());

    /// <summary>The bytes of a text value, without padding.</summary>
    internal byte[] EncodeText(DicomCharacterSets characterSets) => TextValueEncoder.Encode(Tag, VR, Text!, characterSets);

    private static RawValue InFile(SafeFileHandle file, long offset, long length)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new RawValue(new FileValueSource(file), null, offset, length);
    }
}
