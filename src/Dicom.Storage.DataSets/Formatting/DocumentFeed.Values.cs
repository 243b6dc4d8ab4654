using System.Buffers.Binary;

namespace Dicom.Storage.DataSets;

/// <content>From tokens to the calls of the formatter.</content>
internal sealed partial class DocumentFeed
{
    // A multiple of every size of number, so that none is divided.
    private const int NumberPiece = 4_096;
    private const uint ItemTag = 0xE000FFFE; // (FFFE,E000) as its four bytes stand
    private const uint SequenceDelimiter = 0xE0DDFFFE;

    private bool Walk(ReadOnlySpan<byte> bytes)
    {
        while (Failure is null)
        {
            if (_mode != Mode.PassOver && !TakeValue(ref bytes))
                break;

            DataSetToken token = _reader.Read(ref bytes);
            if (token == DataSetToken.NeedMoreData)
                break;
            if (token == DataSetToken.Failed)
                Failure = _reader.Failure;
            else
                Handle(token);
        }

        return Failure is null;
    }

    private void Handle(DataSetToken token)
    {
        switch (token)
        {
            case DataSetToken.Element:
                BeginElement();
                break;
            case DataSetToken.SequenceStart:
                _formatter.BeginSequence(_reader.Tag);
                break;
            case DataSetToken.ItemStart:
                _formatter.BeginItem();
                break;
            case DataSetToken.ItemEnd:
                _formatter.EndItem();
                break;
            case DataSetToken.SequenceEnd:
                _formatter.EndSequence();
                break;
            case DataSetToken.FragmentsStart:
                _omitsFragments = _formatter.IsLeftOut(_reader.Tag);
                if (!_omitsFragments)
                    _formatter.BeginBinary(_reader.Tag, _reader.VR, length: -1, bigEndian: false);
                break;
            case DataSetToken.Fragment when !_omitsFragments:
                WriteItemHeader(ItemTag, _reader.Length);
                _mode = _reader.Length > 0 ? Mode.Fragment : Mode.PassOver;
                break;
            case DataSetToken.FragmentsEnd when !_omitsFragments:
                WriteItemHeader(SequenceDelimiter, 0);
                _formatter.EndBinary();
                break;
            default:
                break;
        }
    }

    private void BeginElement()
    {
        DicomTag tag = _reader.Tag;
        if (_formatter.IsLeftOut(tag))
            return;

        _vr = _reader.IsExplicitVR ? _reader.VR : _formatter.ResolveImplicit(tag, _reader.VR);
        DicomVR vr = _vr;
        if (_reader.Length == 0)
        {
            _formatter.WriteEmpty(tag, vr);
        }
        else if (vr.IsText)
        {
            _mode = Mode.Text;
        }
        else if (DocumentFormatter.IsNumber(vr))
        {
            _formatter.BeginNumbers(tag, vr);
            _mode = Mode.Numbers;
        }
        else
        {
            _formatter.BeginBinary(tag, vr, _reader.Length, _reader.IsBigEndian);
            _mode = Mode.Binary;
        }
    }

    // True when the value is whole.
    private bool TakeValue(ref ReadOnlySpan<byte> bytes)
    {
        _reader.TryReadValue(ref bytes, out ReadOnlySpan<byte> piece);
        bool ends = _reader.ValueRemaining == 0;
        switch (_mode)
        {
            case Mode.Text:
                TakeText(piece, ends);
                break;
            case Mode.Numbers:
                TakeNumbers(piece, ends);
                break;
            default:
                _formatter.WriteBinary(piece);
                if (ends && _mode == Mode.Binary)
                    _formatter.EndBinary();
                break;
        }

        if (ends)
            _mode = Mode.PassOver;
        return ends && Failure is null;
    }

    private void TakeText(ReadOnlySpan<byte> piece, bool ends)
    {
        if (ends && _buffer.Length == 0)
        {
            _formatter.WriteText(_reader.Tag, _vr, piece);
            return;
        }

        while (_buffer.Length + piece.Length > _options.MaxTextBytes)
        {
            int taken = _options.MaxTextBytes - _buffer.Length;
            _buffer.Append(piece[..taken]);
            piece = piece[taken..];
            if (!TryWriteTextPiece())
                return;
        }

        _buffer.Append(piece);
        if (!ends)
            return;

        if (_inTextPieces)
            _formatter.EndTextPieces(_vr, _buffer.Span);
        else
            _formatter.WriteText(_reader.Tag, _vr, _buffer.Span);
        _inTextPieces = false;
        _buffer.Clear();
    }

    private bool TryWriteTextPiece()
    {
        int length = _formatter.WriteTextPiece(_reader.Tag, _vr, _buffer.Span, !_inTextPieces);
        _inTextPieces = true;
        _buffer.RemoveFirst(length);
        if (length == 0)
            Failure = new DataSetFailure(DataSetFailureKind.Limit, _reader.HeaderOffset, $"{_reader.Tag} has more than {_options.MaxTextBytes} bytes of text that cannot be divided.");
        return length > 0;
    }

    private void TakeNumbers(ReadOnlySpan<byte> piece, bool ends)
    {
        while (_buffer.Length > 0 && !piece.IsEmpty)
        {
            int taken = Math.Min(piece.Length, NumberPiece - _buffer.Length);
            _buffer.Append(piece[..taken]);
            piece = piece[taken..];
            if (_buffer.Length == NumberPiece)
                FlushNumbers();
        }

        int whole = ends ? piece.Length : piece.Length / NumberPiece * NumberPiece;
        _formatter.WriteNumbers(_vr, piece[..whole], _reader.IsBigEndian);
        _buffer.Append(piece[whole..]);
        if (!ends)
            return;

        FlushNumbers();
        _formatter.EndNumbers();
    }

    private void FlushNumbers()
    {
        _formatter.WriteNumbers(_vr, _buffer.Span, _reader.IsBigEndian);
        _buffer.Clear();
    }

    private void WriteItemHeader(uint tag, uint length)
    {
        Span<byte> header = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(header, tag);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], length);
        _formatter.WriteBinary(header);
    }
}
