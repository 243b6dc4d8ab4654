using System.Buffers.Binary;

namespace Dicom.Storage.Codecs;

/// <summary>Goes through the segments of a codestream and keeps the tables that they define (T.81 B.2). Each byte is looked at once.</summary>
internal ref struct JpegReader
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly int _expectedRows;

    public JpegReader(ReadOnlySpan<byte> codestream, int expectedRows)
    {
        if (codestream.Length < 2 || codestream[0] != JpegMarker.Prefix || codestream[1] != JpegMarker.StartOfImage)
            JpegErrors.Invalid("The frame is no JPEG codestream: it does not begin with SOI.");
        _data = codestream;
        _expectedRows = expectedRows;
        Position = 2;
        Tables = new JpegTables();
    }

    /// <summary>Gets or sets where the next marker, or the entropy-coded data of a scan, begins.</summary>
    public int Position { get; set; }

    public JpegTables Tables { get; }

    public JpegFrame? Frame { get; private set; }

    public readonly ReadOnlySpan<byte> Data => _data;

    /// <summary>Reads up to and including the frame header.</summary>
    public JpegFrame ReadFrame()
    {
        while (Frame is null)
        {
            byte marker = NextMarker();
            if (marker is JpegMarker.EndOfImage or JpegMarker.StartOfScan)
                JpegErrors.Invalid("The JPEG codestream has no frame header before its first scan.");
            ReadSegment(marker);
        }

        return Frame;
    }

    /// <summary>Reads up to and including the next scan header; null at the end. An end without EOI is one too.</summary>
    public JpegScan? ReadScan()
    {
        while (true)
        {
            byte marker = NextMarker();
            if (marker == JpegMarker.EndOfImage)
                return null;
            if (marker == JpegMarker.StartOfScan)
                return JpegScan.Read(TakeSegment(), Frame!);
            ReadSegment(marker);
        }
    }

    /// <summary>The next marker, without fill bytes before it (T.81 B.1.1.2); EOI at the end of the data.</summary>
    public byte NextMarker()
    {
        while (true)
        {
            int at = _data[Position..].IndexOf(JpegMarker.Prefix);
            if (at < 0)
                return JpegMarker.EndOfImage;
            Position += at;
            int marker = _data[Position..].IndexOfAnyExcept(JpegMarker.Prefix);
            if (marker < 0)
                return JpegMarker.EndOfImage;
            Position += marker + 1;
            // A zero makes FF a data byte: what a scan has left over.
            if (_data[Position - 1] != 0)
                return _data[Position - 1];
        }
    }

    public ReadOnlySpan<byte> TakeSegment()
    {
        if (_data.Length - Position < 2)
            JpegErrors.Invalid("The JPEG codestream ends within a segment.");
        int length = BinaryPrimitives.ReadUInt16BigEndian(_data[Position..]);
        if (length < 2 || length > _data.Length - Position)
            JpegErrors.Invalid($"A JPEG segment of {length} bytes does not fit into the codestream.");
        ReadOnlySpan<byte> segment = _data.Slice(Position + 2, length - 2);
        Position += length;
        return segment;
    }

    /// <summary>Reads the segment of a marker other than SOS and EOI.</summary>
    public void ReadSegment(byte marker)
    {
        if (JpegMarker.StandsAlone(marker))
            return;
        ReadOnlySpan<byte> segment = TakeSegment();
        switch (marker)
        {
            case JpegMarker.HuffmanTables:
                Tables.ReadHuffman(segment);
                break;
            case JpegMarker.QuantizationTables:
                Tables.ReadQuantization(segment);
                break;
            case JpegMarker.RestartInterval:
                if (segment.Length != 2)
                    JpegErrors.Invalid("A JPEG restart interval has two bytes.");
                Tables.RestartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
                break;
            case >= JpegMarker.BaselineFrame and <= JpegMarker.LosslessFrame:
                if (Frame is not null)
                    JpegErrors.Invalid("The JPEG codestream has two frame headers.");
                Frame = JpegFrame.Read(marker, segment, _expectedRows);
                break;
            case JpegMarker.NumberOfLines:
                if (segment.Length != 2 || BinaryPrimitives.ReadUInt16BigEndian(segment) != Frame?.Rows)
                    throw new CodecException(CodecFailure.Mismatch, "The JPEG codestream has another number of lines than the data set says.");
                break;
            case (>= JpegMarker.FirstHierarchicalFrame and <= JpegMarker.LastFrame) or JpegMarker.HierarchicalProgression:
                JpegErrors.Unsupported("Hierarchical and arithmetic-coded JPEG are not supported.");
                break;
        }
    }
}
