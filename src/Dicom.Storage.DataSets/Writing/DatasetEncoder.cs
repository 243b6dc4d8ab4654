using System.Buffers;

namespace Dicom.Storage.DataSets;

/// <summary>
/// Writes a data set in steps of at most 256 KiB, so that the caller can empty the output between them and a value that lies in
/// a file is never in memory as a whole.
/// </summary>
internal sealed class DatasetEncoder : IDisposable
{
    private const int PieceSize = PieceBuffer.Enough;

    private readonly EncodingRules _rules;
    private readonly EncodedLengths _lengths;
    private readonly EncodingLevels _levels;
    private readonly DatasetCursor _cursor;
    private readonly DataSetWriter _writer;
    private byte[]? _piece;
    private RawValue _value;
    private long _done;
    private long _length;
    private int _swapSize;
    private byte _padding;

    public DatasetEncoder(IBufferWriter<byte> output, DicomDataset root, DicomTransferSyntax syntax, DicomLengths lengths)
    {
        _rules = new EncodingRules(root, syntax, lengths);
        _lengths = new EncodedLengths(root, _rules);
        _levels = new EncodingLevels(syntax);
        _cursor = new DatasetCursor(root);
        _writer = new DataSetWriter(output, syntax);
    }

    /// <summary>Writes on.</summary>
    /// <returns>False when the data set is whole.</returns>
    public bool Step()
    {
        if (_done >= _length)
            return Next();

        int count = NextPiece(out bool direct, out ReadOnlyMemory<byte> memory);
        if (!direct)
        {
            _value.Read(_done, _piece.AsSpan(0, count));
            memory = _piece.AsMemory(0, count);
        }

        WritePiece(memory.Span);
        return true;
    }

    /// <inheritdoc cref="Step"/>
    public async ValueTask<bool> StepAsync(CancellationToken cancellationToken)
    {
        if (_done >= _length)
            return Next();

        int count = NextPiece(out bool direct, out ReadOnlyMemory<byte> memory);
        if (!direct)
        {
            await _value.ReadAsync(_done, _piece.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            memory = _piece.AsMemory(0, count);
        }

        WritePiece(memory.Span);
        return true;
    }

    public void Dispose()
    {
        if (_piece is not null)
            ArrayPool<byte>.Shared.Return(_piece);
        _piece = null;
    }

    private bool Next()
    {
        DataSetToken token = _cursor.Read();
        switch (token)
        {
            case DataSetToken.Element:
                StartElement((DicomElement)_cursor.Item!);
                break;
            case DataSetToken.SequenceStart:
                DicomVR vr = _rules.VROf((DicomSequence)_cursor.Item!);
                _levels.Open(vr);
                _writer.BeginSequence(_cursor.Item!.Tag, vr, _lengths.Next());
                break;
            case DataSetToken.ItemStart:
                _writer.BeginItem(_lengths.Next());
                break;
            case DataSetToken.ItemEnd:
                _writer.EndItem();
                break;
            case DataSetToken.SequenceEnd:
                _levels.Close();
                _writer.EndSequence();
                break;
            case DataSetToken.FragmentsStart:
                _writer.BeginFragments(_cursor.Item!.Tag, _cursor.Item.VR);
                break;
            case DataSetToken.Fragment:
                StartFragment(((DicomFragmentSequence)_cursor.Item!).RawItems[_cursor.FragmentIndex]);
                break;
            case DataSetToken.FragmentsEnd:
                _writer.EndFragments();
                break;
            default:
                _writer.Complete();
                return false;
        }

        return true;
    }

    private void StartElement(DicomElement element)
    {
        if (_rules.IsDropped(element))
            return;

        EncodedElement encoded = _rules.Plan(element, _cursor.Dataset, _levels.IsExplicitVR, _levels.IsBigEndian);
        _writer.WriteElementHeader(element.Tag, encoded.VR, (uint)encoded.Length);
        StartValue(encoded.Value, encoded.Length, encoded.SwapSize, element.VR.Padding);
    }

    private void StartFragment(RawValue fragment)
    {
        long length = _rules.LengthOf(fragment);
        _writer.WriteFragmentHeader((uint)length);
        StartValue(fragment, length, swapSize: 1, padding: 0);
    }

    private void StartValue(RawValue value, long length, int swapSize, byte padding)
    {
        _value = value;
        _done = 0;
        _length = length;
        _swapSize = swapSize;
        _padding = padding;
    }

    // A piece of numbers to be turned around is copied, as what is in memory belongs to the data set.
    private int NextPiece(out bool direct, out ReadOnlyMemory<byte> memory)
    {
        int count = (int)Math.Min(PieceSize, _value.Length - _done);
        direct = _value.TryGetMemory(out memory) && _swapSize <= 1;
        if (direct)
            memory = memory.Slice((int)_done, count);
        else
            _piece ??= ArrayPool<byte>.Shared.Rent(PieceSize);
        return count;
    }

    private void WritePiece(ReadOnlySpan<byte> bytes)
    {
        if (_swapSize > 1)
            ByteOrder.Swap(_piece.AsSpan(0, bytes.Length), _swapSize);
        _writer.WriteValue(bytes);
        _done += bytes.Length;
        if (_done < _value.Length || _done == _length)
            return;

        _writer.WriteValue([_padding]);
        _done++;
    }
}
