namespace Dicom.Storage.DataSets;

/// <summary>
/// Makes a data set of what <see cref="DataSetReader"/> reads. It is given the bytes of a source in their order; what lies in a
/// large value may be left out: <see cref="TakeSkip"/>. With stacks of its own, whatever the depth.
/// </summary>
internal sealed class DatasetBuilder
{
    private readonly ValueSource _source;
    private readonly long _start;
    private readonly DicomOpenOptions _options;
    private readonly DicomTransferSyntax _syntax;
    private readonly DataSetReader _reader;
    private readonly Stack<DicomDataset> _datasets = new();
    private readonly Stack<DicomSequence> _sequences = new();
    private DicomTransferSyntax _found;
    private DicomFragmentSequence? _fragments;
    private DicomElement? _last;
    private ArraySegment<byte> _value;
    private int _filled = -1;

    /// <param name="start">Where the data set begins in the source.</param>
    public DatasetBuilder(ValueSource source, long start, DicomTransferSyntax syntax, DicomOpenOptions options, bool isFileMeta = false)
    {
        _source = source;
        _start = start;
        _options = options;
        _syntax = syntax;
        _found = syntax;
        _reader = new DataSetReader(syntax, options.Limits, options.Mode) { IsFileMeta = isFileMeta };
        Dataset = new DicomDataset(syntax);
        _datasets.Push(Dataset);
    }

    public DicomDataset Dataset { get; }

    public DataSetAnomalies Anomalies => _reader.Anomalies;

    public DataSetFailure? Failure => _reader.Failure;

    /// <summary>Takes the next bytes.</summary>
    /// <returns>False once the data set has failed.</returns>
    public bool Append(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            if (_filled >= 0 && !Fill(ref bytes))
                return true;

            DataSetToken token = _reader.Read(ref bytes);
            if (token is DataSetToken.NeedMoreData or DataSetToken.Failed)
                return token == DataSetToken.NeedMoreData;
            Handle(token);
        }
    }

    /// <summary>Passes over the rest of a value that stays in the source.</summary>
    /// <param name="available">The bytes that the source still has.</param>
    /// <returns>How many of them need not be given.</returns>
    public long TakeSkip(long available)
    {
        long skip = _filled >= 0 ? 0 : Math.Min(_reader.ValueRemaining, available);
        if (skip <= 0)
            return 0;

        _reader.PassOver(skip);
        return skip;
    }

    /// <summary>Says that no byte follows.</summary>
    /// <returns>False when the data set is not whole.</returns>
    public bool Complete()
    {
        bool whole = _reader.Complete();
        if (_reader.Anomalies.HasFlag(DataSetAnomalies.OtherEncoding))
            Dataset.TransferSyntax = _found;
        if (_filled >= 0)
            EndValue(_value[.._filled]);
        else if (_source.Length < 0 && _reader.ValueRemaining > 0)
            CutLast(_reader.Length - _reader.ValueRemaining);
        foreach (DicomDataset dataset in _datasets)
            dataset.Order();
        return whole;
    }

    private void Handle(DataSetToken token)
    {
        switch (token)
        {
            case DataSetToken.Element:
                StartValue();
                break;
            case DataSetToken.SequenceStart:
                var sequence = new DicomSequence(_reader.Tag, _reader.VR) { HasUndefinedLength = _reader.Length == DataSetReader.UndefinedLength };
                Append(sequence);
                _sequences.Push(sequence);
                break;
            case DataSetToken.SequenceEnd:
                _sequences.Pop();
                break;
            case DataSetToken.ItemStart:
                var item = new DicomDataset(_syntax) { HasUndefinedLength = _reader.Length == DataSetReader.UndefinedLength };
                _sequences.Peek().Append(item);
                _datasets.Push(item);
                break;
            case DataSetToken.ItemEnd:
                _datasets.Pop().Order();
                break;
            case DataSetToken.FragmentsStart:
                _fragments = new DicomFragmentSequence(_reader.Tag, _reader.VR, hasTable: false);
                Append(_fragments);
                break;
            case DataSetToken.Fragment:
                _fragments!.AddRaw(InSource());
                break;
            default:
                break;
        }
    }

    // Of a source whose length is known at its end only, a value that stays there was taken for as long as it says.
    private void CutLast(long length)
    {
        if (_reader.FragmentIndex >= 0)
            _fragments!.CutLastTo(length);
        else
            _last!.CutTo(length);
    }

    // Put in their places one by one, elements out of order would cost the square of their number.
    private void Append(DicomItem item)
    {
        if (_options.Mode == DataSetReadMode.Tolerant)
            _datasets.Peek().AppendInAnyOrder(item);
        else
            _datasets.Peek().Append(item);
    }

    private void StartValue()
    {
        bool keep = _source.Whole.Array is null && _reader.Length <= _options.LargeValueBytes
            && _source.KeptBytes + _reader.Length <= _options.MaxKeptBytes;
        if (!keep)
        {
            Add(InSource());
            return;
        }

        _value = _source.Take((int)_reader.Length);
        _filled = 0;
        if (_reader.Length == 0)
            EndValue(_value);
    }

    // True when the value is whole.
    private bool Fill(ref ReadOnlySpan<byte> bytes)
    {
        if (_reader.TryReadValue(ref bytes, out ReadOnlySpan<byte> piece))
        {
            piece.CopyTo(_value.AsSpan(_filled));
            _filled += piece.Length;
        }

        if (_reader.ValueRemaining > 0)
            return false;
        EndValue(_value);
        return true;
    }

    private void EndValue(ArraySegment<byte> value)
    {
        _filled = -1;
        Add(new RawValue(_source, value.Array, value.Offset, value.Count));
    }

    private void Add(RawValue raw)
    {
        DicomDataset dataset = _datasets.Peek();
        if (_datasets.Count == 1)
            _found = Found();
        DicomVR vr = _reader.VR;
        if (vr == DicomVR.US && !_reader.IsExplicitVR)
            vr = dataset.UnsignedOrSigned(_reader.Tag);
        _last = new DicomElement(_reader.Tag, vr, raw, _reader.IsBigEndian && vr != DicomVR.UN);
        Append(_last);
    }

    // A tolerant reader goes by what the bytes show.
    private DicomTransferSyntax Found()
    {
        if (_reader.IsExplicitVR == _syntax.IsExplicitVR && _reader.IsBigEndian == _syntax.IsBigEndian)
            return _syntax;
        if (!_reader.IsExplicitVR)
            return DicomTransferSyntax.ImplicitVRLittleEndian;
        return _reader.IsBigEndian ? DicomTransferSyntax.ExplicitVRBigEndian : DicomTransferSyntax.ExplicitVRLittleEndian;
    }

    // No longer than the source, so that nobody allocates by a length that was only declared.
    private RawValue InSource()
    {
        long offset = _start + _reader.Position;
        long length = _source.Length < 0 ? _reader.Length : Math.Max(0, Math.Min(_reader.Length, _source.Length - offset));
        return _source.Whole is { Array: { } array } whole
            ? new RawValue(_source, array, whole.Offset + offset, length)
            : new RawValue(_source, null, offset, length);
    }
}
