namespace Dicom.Storage.DataSets;

/// <summary>Drives a formatter with the tokens of a data set that arrives in any split. Nothing of it is held but one text value.</summary>
internal sealed partial class DocumentFeed : IDisposable
{
    private readonly DocumentFormatter _formatter;
    private readonly DicomDocumentOptions _options;
    private readonly DataSetReader _reader;
    private readonly ValueBuffer _buffer = new();
    private DataSetInflater? _inflater;
    private DicomVR _vr;
    private Mode _mode;
    private bool _inTextPieces;
    private bool _omitsFragments;
    private bool _begun;
    private bool _completed;

    public DocumentFeed(DocumentFormatter formatter, DicomTransferSyntax syntax, DicomDocumentOptions options)
    {
        _formatter = formatter;
        _options = options;
        _reader = new DataSetReader(syntax, options.Limits);
        Reset(syntax);
    }

    // What is done with the bytes of the value that has begun.
    private enum Mode
    {
        PassOver,
        Text,
        Numbers,
        Binary,
        Fragment,
    }

    public DataSetFailure? Failure { get; private set; }

    public DataSetAnomalies Anomalies => _reader.Anomalies | (_inflater?.Anomalies ?? DataSetAnomalies.None);

    public void Reset(DicomTransferSyntax syntax)
    {
        _inflater?.Dispose();
        _inflater = syntax.IsDeflated ? new DataSetInflater(_options.Limits) : null;
        _reader.Reset(syntax);
        _buffer.Clear();
        _mode = Mode.PassOver;
        _inTextPieces = false;
        _begun = false;
        _completed = false;
        Failure = null;
    }

    public bool Append(ReadOnlySpan<byte> bytes)
    {
        if (Failure is not null)
            return false;
        ObjectDisposedException.ThrowIf(_completed, typeof(DocumentFeed));
        BeginOnce();
        if (_inflater is null)
            return Walk(bytes);

        while (_inflater.Inflate(ref bytes, out ReadOnlySpan<byte> piece) && Walk(piece))
        {
        }

        Failure ??= _inflater.Failure;
        return Failure is null;
    }

    public bool Complete()
    {
        if (Failure is null && _inflater is { } inflater && !inflater.Complete())
            Failure = inflater.Failure;
        if (Failure is null && !_reader.Complete())
            Failure = _reader.Failure;
        if (Failure is not null || _completed)
            return Failure is null;

        BeginOnce();
        _formatter.End();
        _completed = true;
        return true;
    }

    public void Dispose()
    {
        _inflater?.Dispose();
        _inflater = null;
        _buffer.Dispose();
        _formatter.Dispose();
    }

    private void BeginOnce()
    {
        if (!_begun)
            _formatter.Begin();
        _begun = true;
    }
}
