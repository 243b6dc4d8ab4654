namespace Dicom.Storage.DataSets;

/// <summary>
/// Checks the structure of a data set that passes by and keeps the values of chosen elements: for a receiver that writes the
/// bytes elsewhere. Given every byte in any split, it keeps no reference to the caller's memory.
/// </summary>
/// <remarks>
/// It walks to the last byte, over Pixel Data too (by count, without looking), so that a cut data set is
/// <see cref="DataSetFailureKind.Incomplete"/>. Only elements of the data set itself are kept, not those in sequences.
/// After the first data set of its size it allocates nothing, but for a deflated syntax. Not for use by two threads at once.
/// </remarks>
public sealed class DicomHeaderParser : IDisposable
{
    // What an object is stored and found by: a UID here that is none would become a path or a key.
    private static readonly DicomTagSet s_identifying =
        new(DicomTag.SOPClassUID, DicomTag.SOPInstanceUID, DicomTag.StudyInstanceUID, DicomTag.SeriesInstanceUID);

    private readonly DataSetLimits _limits;
    private readonly DataSetReader _reader;
    private readonly PixelDataCheck _pixels = new();
    private DataSetInflater? _inflater;
    private DataSetAnomalies _anomalies;
    private int _slot;
    private bool _isKept;

    /// <summary>Makes a parser at the first byte of a data set.</summary>
    /// <param name="syntax">How the data set is encoded.</param>
    /// <param name="wanted">The elements to keep; Specific Character Set (0008,0005) is kept in any case.</param>
    /// <param name="limits">What it may cost; the defaults of <see cref="DataSetLimits"/> when null.</param>
    public DicomHeaderParser(DicomTransferSyntax syntax, DicomTagSet wanted, DataSetLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(syntax);
        ArgumentNullException.ThrowIfNull(wanted);
        _limits = limits ?? new DataSetLimits();
        _reader = new DataSetReader(syntax, _limits);
        Header = new DicomHeader(wanted, _limits);
        Reset(syntax);
    }

    /// <summary>Gets why the data set is refused; null as long as all is well.</summary>
    public DataSetFailure? Failure { get; private set; }

    /// <summary>Gets whether Pixel Data (7FE0,0010), or its float kinds, has begun: all elements before it are known.</summary>
    public bool ReachedPixelData { get; private set; }

    /// <summary>Gets what was kept so far. The same object until disposal, empty again after <see cref="Reset"/>.</summary>
    public DicomHeader Header { get; }

    /// <summary>Gets what breaks a rule without making the data set ambiguous: a reason to mark it as suspect.</summary>
    public DataSetAnomalies Anomalies => _anomalies | _reader.Anomalies | Header.Anomalies | (_inflater?.Anomalies ?? DataSetAnomalies.None);

    /// <summary>Takes the next bytes of the data set.</summary>
    /// <returns>False once the data set has failed; further bytes are ignored.</returns>
    public bool Append(ReadOnlySpan<byte> bytes)
    {
        if (Failure is not null)
            return false;
        if (_inflater is null)
            return Walk(bytes);

        while (_inflater.Inflate(ref bytes, out ReadOnlySpan<byte> piece) && Walk(piece))
        {
        }

        Failure ??= _inflater.Failure;
        return Failure is null;
    }

    /// <summary>Says that the data set ends here.</summary>
    /// <returns>
    /// False, with <see cref="DataSetFailureKind.Incomplete"/>, when that is inside an element, item, sequence or fragment. A cut between two
    /// elements of the data set itself leaves a data set: of an image it is told by <see cref="DataSetAnomalies.NoPixelData"/>.
    /// </returns>
    public bool Complete()
    {
        if (Failure is null && _inflater is { } inflater && !inflater.Complete())
            Failure = inflater.Failure;
        if (Failure is null && !_reader.Complete())
            Failure = _reader.Failure;
        if (Failure is not null)
            return false;

        _anomalies |= _pixels.Complete();
        return true;
    }

    /// <summary>Starts over with another data set.</summary>
    public void Reset(DicomTransferSyntax syntax)
    {
        ArgumentNullException.ThrowIfNull(syntax);
        _inflater?.Dispose();
        _inflater = syntax.IsDeflated ? new DataSetInflater(_limits) : null;
        _reader.Reset(syntax);
        Header.Clear();
        _pixels.Reset();
        _anomalies = DataSetAnomalies.None;
        _slot = -1;
        _isKept = false;
        Failure = null;
        ReachedPixelData = false;
    }

    /// <summary>Gives the header's memory back to the pool; <see cref="Header"/> is empty from then on.</summary>
    public void Dispose()
    {
        _inflater?.Dispose();
        _inflater = null;
        Header.Release();
    }

    private bool Walk(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            if (_isKept && !Keep(ref bytes))
                return Failure is null;

            switch (_reader.Read(ref bytes))
            {
                case DataSetToken.NeedMoreData:
                    return true;
                case DataSetToken.Failed:
                    Failure = _reader.Failure;
                    return false;
                case DataSetToken.Element when _reader.Depth == 0:
                    ReachedPixelData |= IsPixelData(_reader.Tag);
                    _slot = Header.Begin(_reader);
                    _anomalies |= _pixels.Begin(_reader);
                    _isKept = _slot >= 0 || _pixels.WantsValue;
                    break;
                case DataSetToken.FragmentsStart when _reader.Depth == 0:
                    ReachedPixelData = true;
                    _pixels.BeginFragments();
                    break;
                default:
                    break;
            }
        }
    }

    // True when the value is whole.
    private bool Keep(ref ReadOnlySpan<byte> bytes)
    {
        if (_reader.TryReadValue(ref bytes, out ReadOnlySpan<byte> piece))
        {
            _pixels.Append(piece);
            if (_slot >= 0)
                Header.Append(_slot, piece);
        }

        if (_reader.ValueRemaining > 0)
            return false;

        ReadOnlySpan<byte> value = _slot >= 0 ? Header.Slice(_slot).TrimEnd("\0 "u8) : default;
        _isKept = false;
        if (value.IsEmpty || !s_identifying.Contains(_reader.Tag) || DicomUid.IsValid(value))
            return true;

        Failure = new DataSetFailure(DataSetFailureKind.InvalidUid, _reader.HeaderOffset, $"{_reader.Tag} is no UID.");
        return false;
    }

    private static bool IsPixelData(DicomTag tag) =>
        tag == DicomTag.PixelData || tag == DicomTag.FloatPixelData || tag == DicomTag.DoubleFloatPixelData;
}
