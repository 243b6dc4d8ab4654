using System.Buffers;
using System.Buffers.Binary;

namespace Dicom.Storage.DataSets;

/// <summary>
/// Writes a data set into a buffer, element by element, in implicit or explicit little endian or explicit big endian (PS3.5 7).
/// It holds nothing back: what is written is in the buffer.
/// </summary>
/// <remarks>
/// Values are bytes in the byte order of the transfer syntax. Order of tags is the caller's. For a deflated syntax it writes what
/// is to be deflated. Misuse, for example an item that is never ended, is an <see cref="InvalidOperationException"/>.
/// </remarks>
public sealed partial class DataSetWriter
{
    private readonly IBufferWriter<byte> _output;
    private readonly DicomTransferSyntax _syntax;
    private long _valueRemaining;

    /// <summary>Makes a writer at the first byte of a data set.</summary>
    public DataSetWriter(IBufferWriter<byte> output, DicomTransferSyntax syntax)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(syntax);
        _output = output;
        _syntax = syntax;
        _levels.Push(new Level(DataSetFrameKind.DataSet, DataSetFrame.Undefined, syntax.IsExplicitVR, syntax.IsBigEndian));
    }

    /// <summary>Gets the bytes written so far.</summary>
    public long Position { get; private set; }

    /// <summary>Writes an element, padded to an even length with the byte of its VR.</summary>
    public void WriteElement(DicomTag tag, DicomVR vr, ReadOnlySpan<byte> value)
    {
        bool odd = (value.Length & 1) != 0;
        WriteElementHeader(tag, vr, (uint)value.Length + (odd ? 1u : 0u));
        WriteValue(value);
        if (odd)
            WriteValue([vr.Padding]);
    }

    /// <summary>
    /// Writes the header of an element whose value follows in pieces by <see cref="WriteValue"/>. A VR whose length has 16 bits
    /// is written as UN when the length needs more (PS3.5 6.2.2 note 3).
    /// </summary>
    /// <param name="length">The number of value bytes, written as given: even, unless a received element is written again as it was.</param>
    public void WriteElementHeader(DicomTag tag, DicomVR vr, uint length)
    {
        if (length == DataSetReader.UndefinedLength)
            throw new ArgumentOutOfRangeException(nameof(length), "Sequences and fragments have methods of their own.");

        RequireLevel(DataSetFrameKind.DataSet, DataSetFrameKind.Item);
        WriteHeader(tag, vr, length);
        _valueRemaining = length;
    }

    /// <summary>Writes the next bytes of the element or fragment whose header was written last.</summary>
    public void WriteValue(ReadOnlySpan<byte> value)
    {
        if (value.Length > _valueRemaining)
            throw new InvalidOperationException("The value is longer than its header says.");

        _output.Write(value);
        Position += value.Length;
        _valueRemaining -= value.Length;
    }

    /// <summary>Writes one or more 16-bit numbers: US, SS or AT halves.</summary>
    public void WriteUInt16(DicomTag tag, DicomVR vr, params ReadOnlySpan<ushort> values)
    {
        WriteElementHeader(tag, vr, (uint)values.Length * 2);
        bool big = _levels.Peek().IsBigEndian;
        Span<byte> bytes = stackalloc byte[2];
        foreach (ushort value in values)
        {
            PutUInt16(bytes, value, big);
            WriteValue(bytes);
        }
    }

    /// <summary>Writes one or more 32-bit numbers: UL, SL.</summary>
    public void WriteUInt32(DicomTag tag, DicomVR vr, params ReadOnlySpan<uint> values)
    {
        WriteElementHeader(tag, vr, (uint)values.Length * 4);
        bool big = _levels.Peek().IsBigEndian;
        Span<byte> bytes = stackalloc byte[4];
        foreach (uint value in values)
        {
            PutUInt32(bytes, value, big);
            WriteValue(bytes);
        }
    }

    /// <summary>Says that the data set is whole.</summary>
    /// <exception cref="InvalidOperationException">A value, item, sequence or Pixel Data is not.</exception>
    public void Complete()
    {
        RequireLevel(DataSetFrameKind.DataSet);
    }

    private void WriteHeader(DicomTag tag, DicomVR vr, uint length)
    {
        Level level = _levels.Peek();
        Span<byte> header = stackalloc byte[12];
        PutUInt16(header, tag.Group, level.IsBigEndian);
        PutUInt16(header[2..], tag.Element, level.IsBigEndian);
        if (level.IsExplicitVR && tag.Group != 0xFFFE)
        {
            if (!vr.HasLongLength && length > ushort.MaxValue)
                vr = DicomVR.UN;
            header[4] = (byte)(vr.Code >> 8);
            header[5] = (byte)vr.Code;
            header = PutExplicitLength(header, vr, length, level.IsBigEndian);
        }
        else
        {
            PutUInt32(header[4..], length, level.IsBigEndian);
            header = header[..8];
        }

        _output.Write(header);
        Position += header.Length;
    }

    private static Span<byte> PutExplicitLength(Span<byte> header, DicomVR vr, uint length, bool big)
    {
        if (!vr.HasLongLength)
        {
            PutUInt16(header[6..], (ushort)length, big);
            return header[..8];
        }

        header[6..8].Clear();
        PutUInt32(header[8..], length, big);
        return header;
    }

    private static void PutUInt16(Span<byte> bytes, ushort value, bool big)
    {
        if (big)
            BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
    }

    private static void PutUInt32(Span<byte> bytes, uint value, bool big)
    {
        if (big)
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
    }
}
