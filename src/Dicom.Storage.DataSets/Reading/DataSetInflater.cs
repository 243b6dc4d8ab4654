using System.IO.Compression;

namespace Dicom.Storage.DataSets;

/// <summary>
/// Inflates a data set of a deflated transfer syntax as it arrives (PS3.5 A.5): given bytes in any split, it returns the data
/// set in pieces of bounded size and stops at the limits of <see cref="DataSetLimits"/>.
/// </summary>
public sealed class DataSetInflater : IDisposable
{
    private const int BufferSize = 16_384;
    private const long RatioFrom = 16L << 20;

    // Some writers leave the checksum and length of the gzip format there, eight bytes; one more pads to an even length.
    private const int MaxTail = 9;

    private readonly DataSetLimits _limits;
    private readonly FeedStream _feed = new(BufferSize);
    private readonly byte[] _output = new byte[BufferSize];
    private readonly DeflateStream _deflate;
    private long _given;
    private bool _ended;
    private int _tailSkip;
    private long _tailLength;
    private bool _tailHasContent;

    /// <summary>Makes an inflater at the first byte of a data set.</summary>
    public DataSetInflater(DataSetLimits? limits = null)
    {
        _limits = limits ?? new DataSetLimits();
        _deflate = new DeflateStream(_feed, CompressionMode.Decompress);
    }

    /// <summary>Gets how many bytes have come out.</summary>
    public long InflatedBytes { get; private set; }

    /// <summary>Gets why inflating ended early: a broken stream, or a limit; null as long as all is well.</summary>
    public DataSetFailure? Failure { get; private set; }

    /// <summary>
    /// Gets <see cref="DataSetAnomalies.TrailingData"/> when zeros follow the end of the deflate stream. Other bytes there are a failure, as a second
    /// object or a file of another format would be; but up to 9, which a checksum and a pad byte take, are always allowed, and 25 are never overlooked.
    /// </summary>
    public DataSetAnomalies Anomalies { get; private set; }

    /// <summary>Gives the next piece.</summary>
    /// <param name="compressed">The next bytes received; what was taken is cut off its front.</param>
    /// <param name="piece">The inflated bytes; valid until the next call.</param>
    /// <returns>False when everything given is used up, or after a failure.</returns>
    public bool Inflate(ref ReadOnlySpan<byte> compressed, out ReadOnlySpan<byte> piece)
    {
        piece = default;
        while (Failure is null)
        {
            int count = ReadOutput();
            if (count > 0)
            {
                piece = _output.AsSpan(0, count);
                return CheckLimits(count);
            }

            // With input left and nothing coming out the deflate stream has ended.
            if (_feed.Available > 0)
                End();
            if (_ended)
                CheckTail(ref compressed);
            if (compressed.IsEmpty)
                return false;
            _given += _feed.Fill(ref compressed);
        }

        return false;
    }

    /// <summary>Says that no byte follows.</summary>
    /// <returns>False, with <see cref="DataSetFailureKind.Incomplete"/>, when the deflate stream has not ended.</returns>
    public bool Complete()
    {
        if (Failure is null && _tailLength > MaxTail)
            Anomalies |= DataSetAnomalies.TrailingData;
        if (Failure is not null || _ended)
            return Failure is null;

        // The framework does not say whether the final block was seen. But it takes no byte after it, and takes one before it.
        ReadOnlySpan<byte> probe = [0];
        _feed.Fill(ref probe);
        int count = ReadOutput();
        if (count > 0 || _feed.Available == 0)
            Failure = new DataSetFailure(DataSetFailureKind.Incomplete, InflatedBytes, "The deflated data set ends before its final block does.");
        _ended = true;
        return Failure is null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _deflate.Dispose();
        _feed.Dispose();
    }

    private void End()
    {
        _ended = true;
        int skipped = _feed.RestOfBlock;
        ReadOnlySpan<byte> rest = _feed.Rest;
        _tailSkip = Math.Max(skipped - rest.Length, 0);
        CountTail(rest[Math.Min(skipped, rest.Length)..]);
        _feed.Clear();
    }

    private void CheckTail(ref ReadOnlySpan<byte> compressed)
    {
        int skipped = Math.Min(_tailSkip, compressed.Length);
        _tailSkip -= skipped;
        CountTail(compressed[skipped..]);
        compressed = default;
        if (_tailLength > MaxTail && _tailHasContent)
            Failure = new DataSetFailure(DataSetFailureKind.Structure, InflatedBytes, "Bytes of something else follow the deflated data set.");
    }

    private void CountTail(ReadOnlySpan<byte> tail)
    {
        _tailLength += tail.Length;
        _tailHasContent |= tail.ContainsAnyExcept((byte)0);
    }

    private int ReadOutput()
    {
        try
        {
            return _deflate.Read(_output, 0, _output.Length);
        }
        catch (InvalidDataException)
        {
            Failure = new DataSetFailure(DataSetFailureKind.Structure, InflatedBytes, "The deflated data set is broken.");
            return 0;
        }
    }

    private bool CheckLimits(int count)
    {
        InflatedBytes += count;
        if (InflatedBytes > _limits.MaxInflatedBytes)
            Failure = new DataSetFailure(DataSetFailureKind.Limit, InflatedBytes, $"The data set inflates to more than {_limits.MaxInflatedBytes} bytes.");
        else if (InflatedBytes > RatioFrom && InflatedBytes / _limits.MaxInflateRatio > _given)
            Failure = new DataSetFailure(DataSetFailureKind.Limit, InflatedBytes, $"The data set inflates to more than {_limits.MaxInflateRatio} times its size.");
        return Failure is null;
    }
}
