using System.Buffers.Binary;

namespace Dicom.Storage.Codecs;

/// <summary>Reads the segments of a codestream, scan by scan. Their number is bounded by the bytes there are.</summary>
internal ref struct JpegLsHeader
{
    /// <summary>As many as a frame of DICOM may have.</summary>
    public const int MaxComponents = 4;

    private const int MaxSampling = 4;
    private const byte ExtendedSize = 4;
    private const byte LastExtension = 13;

    private JpegLsFrame? _frame;
    private int _oversizeColumns;
    private int _oversizeRows;
    private byte _done;

    public JpegLsHeader(ReadOnlySpan<byte> data)
    {
        Data = data;
        if (data is not [JpegLsMarker.Prefix, JpegLsMarker.StartOfImage, ..])
            throw JpegLsErrors.Invalid("there is no SOI marker.");
        Position = 2;
    }

    public ReadOnlySpan<byte> Data { get; }

    /// <summary>The next byte. A decoder of a scan sets it to where the scan ended.</summary>
    public int Position { get; set; }

    /// <summary>The frame, once a scan was read.</summary>
    public readonly JpegLsFrame Frame => _frame!;

    /// <summary>The parameters that hold for the next scan.</summary>
    public JpegLsPreset Preset { get; private set; }

    /// <summary>Lines between two restart markers; 0 for none.</summary>
    public int RestartInterval { get; private set; }

    /// <summary>Which colour transform of Hewlett-Packard was used, 1 to 3; 0 for none.</summary>
    public int ColourTransform { get; private set; }

    /// <summary>Gets whether all components had their scan.</summary>
    public readonly bool IsComplete => _frame is not null && _done == (1 << _frame.Components.Length) - 1;

    /// <summary>Reads up to the entropy-coded data of the next scan.</summary>
    public JpegLsScan ReadScan()
    {
        while (true)
        {
            byte marker = ReadMarker();
            if (marker == JpegLsMarker.EndOfImage)
                throw JpegLsErrors.Invalid("a component has no scan.");
            ReadOnlySpan<byte> segment = ReadSegment();
            switch (marker)
            {
                case JpegLsMarker.StartOfScan:
                    return ParseScan(segment);
                case JpegLsMarker.StartOfFrame:
                    ParseFrame(segment);
                    break;
                case JpegLsMarker.PresetParameters:
                    ParsePreset(segment);
                    break;
                case JpegLsMarker.DefineRestartInterval:
                    ParseRestartInterval(segment);
                    break;
                case JpegLsMarker.DefineNumberOfLines:
                    ParseNumberOfLines(segment);
                    break;
                case JpegLsMarker.App8:
                    ParseApp8(segment);
                    break;
                case (>= JpegLsMarker.App0 and <= JpegLsMarker.App15) or JpegLsMarker.Comment:
                    break;
                default:
                    throw JpegLsErrors.Unsupported($"marker {marker:X2} is none of JPEG-LS.");
            }
        }
    }

    /// <summary>Goes to the marker behind entropy-coded data: FF and a byte of 80 or more.</summary>
    public void SkipToMarker(int from)
    {
        for (int at = from; ; at++)
        {
            int next = Data[at..].IndexOf(JpegLsMarker.Prefix);
            if (next < 0 || at + next + 1 >= Data.Length)
                throw JpegLsErrors.EndsEarly();
            at += next;
            if (Data[at + 1] is >= 0x80 and not JpegLsMarker.Prefix)
            {
                Position = at;
                return;
            }
        }
    }

    /// <summary>Reads a marker, with the FF that may fill the room before it.</summary>
    public byte ReadMarker()
    {
        if (Position >= Data.Length)
            throw JpegLsErrors.EndsEarly();
        if (Data[Position] != JpegLsMarker.Prefix)
            throw JpegLsErrors.Invalid("there is no marker where one must be.");
        int at = Data[Position..].IndexOfAnyExcept(JpegLsMarker.Prefix);
        if (at < 0)
            throw JpegLsErrors.EndsEarly();
        Position += at + 1;
        return Data[Position - 1];
    }

    private ReadOnlySpan<byte> ReadSegment()
    {
        ReadOnlySpan<byte> rest = Data[Position..];
        if (rest.Length < 2)
            throw JpegLsErrors.EndsEarly();
        int length = BinaryPrimitives.ReadUInt16BigEndian(rest);
        if (length < 2)
            throw JpegLsErrors.Invalid($"a segment of {length} bytes cannot be.");
        if (length > rest.Length)
            throw JpegLsErrors.EndsEarly();
        Position += length;
        return rest[2..length];
    }

    private void ParseFrame(ReadOnlySpan<byte> segment)
    {
        if (_frame is not null)
            throw JpegLsErrors.Invalid("there is a second SOF marker.");
        if (segment.Length < 6 || segment.Length != 6 + (3 * segment[5]))
            throw JpegLsErrors.Invalid("the SOF segment is of another length than it says.");
        int precision = segment[0], count = segment[5];
        if (precision is < 2 or > 16 || count == 0)
            throw JpegLsErrors.Invalid($"{count} components of {precision} bits cannot be.");
        if (count > MaxComponents)
            throw JpegLsErrors.Unsupported($"{count} components are more than a frame has.");

        JpegLsComponent[] components = new JpegLsComponent[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = segment.Slice(6 + (3 * i), 3);
            components[i] = new JpegLsComponent(entry[0], entry[1] >> 4, entry[1] & 0xF);
            if (components[i] is not { Horizontal: >= 1 and <= MaxSampling, Vertical: >= 1 and <= MaxSampling } ||
                Array.FindIndex(components, 0, i, other => other.Id == components[i].Id) >= 0)
            {
                throw JpegLsErrors.Invalid("a component has sampling factors or a name that cannot be.");
            }
        }

        _frame = new JpegLsFrame
        {
            Precision = precision,
            Rows = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]),
            Columns = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]),
            Components = components,
        };
    }

    private JpegLsScan ParseScan(ReadOnlySpan<byte> segment)
    {
        if (_frame is null)
            throw JpegLsErrors.Invalid("there is a scan before the frame.");
        if (segment.IsEmpty || segment.Length != 4 + (2 * segment[0]) || segment[0] is 0 or > MaxComponents)
            throw JpegLsErrors.Invalid("the SOS segment is of another length than it says.");

        int[] components = new int[segment[0]];
        for (int i = 0; i < components.Length; i++)
        {
            byte id = segment[1 + (2 * i)];
            int index = components[i] = Array.FindIndex(_frame.Components, component => component.Id == id);
            if (index < 0 || (_done & (1 << index)) != 0)
                throw JpegLsErrors.Invalid("a scan has a component that the frame has not, or that is done.");
            if (segment[2 + (2 * i)] != 0)
                throw JpegLsErrors.Unsupported("mapping tables.");
            _done |= (byte)(1 << index);
        }

        ReadOnlySpan<byte> rest = segment[(1 + (2 * components.Length))..];
        if (rest[1] > (byte)JpegLsInterleave.Sample || (rest[1] == 0 && components.Length > 1))
            throw JpegLsErrors.Invalid($"interleave mode {rest[1]} cannot be.");
        if (rest[2] != 0)
            throw JpegLsErrors.Unsupported("point transforms.");
        ResolveSize(_frame);
        return new JpegLsScan(components, rest[0], components.Length == 1 ? JpegLsInterleave.None : (JpegLsInterleave)rest[1]);
    }

    /// <summary>Sizes of LSE 4 stand in for zeros of the SOF (T.87 C.2.4.1.4). Rows may still be 0: a DNL segment will say them.</summary>
    private readonly void ResolveSize(JpegLsFrame frame)
    {
        if (frame.Columns == 0)
            frame.Columns = _oversizeColumns;
        if (frame.Rows == 0)
            frame.Rows = _oversizeRows;
        if (frame.Columns == 0)
            throw JpegLsErrors.Invalid("the frame has no columns.");
    }

    private void ParsePreset(ReadOnlySpan<byte> segment)
    {
        switch (segment)
        {
            case [1, ..] when segment.Length == 11:
                Preset = new JpegLsPreset(Word(segment, 1), Word(segment, 3), Word(segment, 5), Word(segment, 7), Word(segment, 9));
                break;
            case [2 or 3, _, _, ..]:
                break; // mapping tables, which matter where a scan names one
            case [ExtendedSize, >= 1 and <= 4, ..] when segment.Length == 2 + (2 * segment[1]):
                _oversizeRows = Size(segment.Slice(2, segment[1]));
                _oversizeColumns = Size(segment.Slice(2 + segment[1], segment[1]));
                break;
            case [> ExtendedSize and <= LastExtension, ..]:
                throw JpegLsErrors.Unsupported($"LSE segments of kind {segment[0]}, of the extensions of T.870.");
            default:
                throw JpegLsErrors.Invalid("an LSE segment is of a kind or length that cannot be.");
        }
    }

    private void ParseRestartInterval(ReadOnlySpan<byte> segment) =>
        RestartInterval = segment.Length is >= 2 and <= 4 ? Size(segment) : throw JpegLsErrors.Invalid("the DRI segment is of a length that cannot be.");

    private readonly void ParseNumberOfLines(ReadOnlySpan<byte> segment)
    {
        if (_frame is null || _done == 0 || segment.Length is < 2 or > 4 || Size(segment) != _frame.Rows)
            throw JpegLsErrors.Invalid("a DNL segment does not say the rows of the frame.");
    }

    private void ParseApp8(ReadOnlySpan<byte> segment)
    {
        if (segment.Length != 5 || !segment.StartsWith("mrfx"u8))
            return;
        if (segment[4] > 3)
            throw JpegLsErrors.Unsupported($"colour transform {segment[4]}.");
        ColourTransform = segment[4];
    }

    private static int Word(ReadOnlySpan<byte> segment, int at) => BinaryPrimitives.ReadUInt16BigEndian(segment[at..]);

    /// <summary>A big-endian number of 1 to 4 bytes; what does not fit is beyond every frame.</summary>
    private static int Size(ReadOnlySpan<byte> bytes)
    {
        uint value = 0;
        foreach (byte b in bytes)
            value = (value << 8) | b;
        return (int)Math.Min(value, int.MaxValue);
    }
}
