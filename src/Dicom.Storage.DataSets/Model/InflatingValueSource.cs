namespace Dicom.Storage.DataSets;

/// <summary>
/// The inflated bytes of a deflated data set, by position (PS3.5 A.5). Only one piece is held: reading on is cheap, going back
/// inflates from the start again.
/// </summary>
internal sealed class InflatingValueSource : ValueSource
{
    private const int BufferSize = 16_384;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly byte[] _compressed = new byte[BufferSize];
    private readonly byte[] _piece = new byte[BufferSize];
    private readonly ValueSource _deflated;
    private readonly long _start;
    private readonly DataSetLimits _limits;
    private DataSetInflater _inflater;
    private long _given;
    private int _compressedStart;
    private int _compressedEnd;
    private long _pieceOffset;
    private int _pieceLength;
    private bool _ended;

    /// <param name="deflated">The file; disposed with this.</param>
    /// <param name="start">Where the deflated data set begins in it.</param>
    public InflatingValueSource(ValueSource deflated, long start, DataSetLimits limits)
    {
        _deflated = deflated;
        _start = start;
        _limits = limits;
        _inflater = new DataSetInflater(limits);
        _given = start;
    }

    /// <summary>Gets -1: how much comes out is known at the end only.</summary>
    public override long Length => -1;

    public override DataSetFailure? Failure => _inflater.Failure;

    public override DataSetAnomalies Anomalies => _inflater.Anomalies;

    protected override int ReadSome(long offset, Span<byte> buffer)
    {
        _turn.Wait();
        try
        {
            RestartBefore(offset);
            while (!_ended || _pieceLength > 0)
            {
                if (TryTake(offset, buffer, out int count))
                    return count;
                if (!InflateNext() && !_ended)
                    Given(_deflated.Read(_given, _compressed));
            }

            return 0;
        }
        finally
        {
            _turn.Release();
        }
    }

    protected override async ValueTask<int> ReadSomeAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            RestartBefore(offset);
            while (!_ended || _pieceLength > 0)
            {
                if (TryTake(offset, buffer.Span, out int count))
                    return count;
                if (!InflateNext() && !_ended)
                    Given(await _deflated.ReadAsync(_given, _compressed, cancellationToken).ConfigureAwait(false));
            }

            return 0;
        }
        finally
        {
            _turn.Release();
        }
    }

    protected override void DisposeSource()
    {
        _inflater.Dispose();
        _turn.Dispose();
        _deflated.Dispose();
    }

    private void RestartBefore(long offset)
    {
        if (offset >= _pieceOffset)
            return;

        _inflater.Dispose();
        _inflater = new DataSetInflater(_limits);
        _given = _start;
        _compressedStart = 0;
        _compressedEnd = 0;
        _pieceOffset = 0;
        _pieceLength = 0;
        _ended = false;
    }

    private bool TryTake(long offset, Span<byte> buffer, out int count)
    {
        long within = offset - _pieceOffset;
        count = within < _pieceLength ? Math.Min(buffer.Length, _pieceLength - (int)within) : 0;
        if (count > 0)
            _piece.AsSpan((int)within, count).CopyTo(buffer);
        return count > 0;
    }

    // False when the compressed bytes at hand are used up; then the piece is passed, and empty.
    private bool InflateNext()
    {
        _pieceOffset += _pieceLength;
        _pieceLength = 0;
        ReadOnlySpan<byte> input = _compressed.AsSpan(_compressedStart, _compressedEnd - _compressedStart);
        bool came = _inflater.Inflate(ref input, out ReadOnlySpan<byte> piece) && !_ended;
        _compressedStart = _compressedEnd - input.Length;
        if (came)
        {
            piece.CopyTo(_piece);
            _pieceLength = piece.Length;
        }

        _ended |= _inflater.Failure is not null;
        return came;
    }

    private void Given(int count)
    {
        _given += count;
        _compressedStart = 0;
        _compressedEnd = count;
        if (count > 0)
            return;
        _inflater.Complete();
        _ended = true;
    }
}
