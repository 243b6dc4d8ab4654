using System.Buffers;

namespace Dicom.Storage.DataSets;

/// <summary>
/// Reads a data set as it arrives: it is given bytes in any split, consumes all it can and returns one token a call (PS3.5 7).
/// </summary>
/// <remarks>
/// <para>It keeps at most 16 bytes of what it was given, never allocates by a declared length and does not call itself: what it
/// costs is bounded by <see cref="DataSetLimits"/>. The value after <see cref="DataSetToken.Element"/> and <see cref="DataSetToken.Fragment"/>
/// is read in pieces with <see cref="TryReadValue(ref ReadOnlySpan{byte}, out ReadOnlySpan{byte})"/>; what is not read is passed over by the next <c>Read</c>. To read
/// the header only, stop when <see cref="Tag"/> reaches Pixel Data.</para>
/// <para>For a deflated transfer syntax it reads what the inflater gives. Not for use by two threads at once.</para>
/// </remarks>
public sealed partial class DataSetReader
{
    /// <summary>The length that says "until the delimiter" (PS3.5 7.5).</summary>
    public const uint UndefinedLength = 0xFFFFFFFF;

    private readonly DataSetLimits _limits;
    private readonly bool _tolerant;
    private readonly byte[] _carry = new byte[16];
    private DataSetFrame[] _frames = new DataSetFrame[8];
    private DicomTransferSyntax _syntax;
    private int _carryLength;
    private int _top;
    private int _elements;
    private ushort _creatorGroup;
    private long _valueRemaining;

    /// <summary>Makes a reader at the first byte of a data set; not of a file, whose meta information a Part 10 reader reads.</summary>
    /// <param name="syntax">How the data set is encoded.</param>
    /// <param name="limits">What it may cost; the defaults of <see cref="DataSetLimits"/> when null.</param>
    /// <param name="mode">What to do where the encoding is broken.</param>
    public DataSetReader(DicomTransferSyntax syntax, DataSetLimits? limits = null, DataSetReadMode mode = DataSetReadMode.Strict)
    {
        ArgumentNullException.ThrowIfNull(syntax);
        _limits = limits ?? new DataSetLimits();
        _tolerant = mode == DataSetReadMode.Tolerant;
        _syntax = syntax;
        Reset(syntax);
    }

    /// <summary>
    /// Makes a reader of file meta information (PS3.10 7.1), beginning at the byte behind <c>DICM</c>: explicit little endian, group 0002 allowed.
    /// The first element of another group is the data set's.
    /// </summary>
    public static DataSetReader ForFileMeta(DataSetLimits? limits = null) => new(DicomTransferSyntax.ExplicitVRLittleEndian, limits) { IsFileMeta = true };

    /// <summary>Gets the bytes consumed so far.</summary>
    public long Position { get; private set; }

    /// <summary>Gets the position of the first byte of the current element's, item's or fragment's header.</summary>
    public long HeaderOffset { get; private set; }

    /// <summary>Gets the current tag; at the end of a sequence or of fragments the tag it began with.</summary>
    public DicomTag Tag { get; private set; }

    /// <summary>Gets the current element's VR: as written, or by the dictionary for implicit VR and where what was written is no VR.</summary>
    public DicomVR VR { get; private set; }

    /// <summary>Gets the declared length of the current element, item or fragment in bytes, or <see cref="UndefinedLength"/>. A claim, not a promise.</summary>
    public uint Length { get; private set; }

    /// <summary>Gets how many sequences are open: 0 for the elements of the data set itself.</summary>
    public int Depth { get; private set; }

    /// <summary>Gets whether the current element was written with its VR; false inside UN of undefined length (PS3.5 6.2.2 note 2).</summary>
    public bool IsExplicitVR => _frames[_top].IsExplicitVR;

    /// <summary>Gets whether the current element's numbers have the high byte first.</summary>
    public bool IsBigEndian => _frames[_top].IsBigEndian;

    /// <summary>Gets the number of the current fragment; 0 is the Basic Offset Table, -1 outside.</summary>
    public int FragmentIndex { get; private set; }

    /// <summary>Gets how many bytes of the current value have not been read or passed over yet.</summary>
    public long ValueRemaining => _valueRemaining;

    /// <summary>Gets what was found wrong without being ambiguous.</summary>
    public DataSetAnomalies Anomalies { get; private set; }

    /// <summary>Gets why reading ended early; null as long as all is well.</summary>
    public DataSetFailure? Failure { get; private set; }

    /// <summary>Gets whether group 0002 is what is read, and not forbidden.</summary>
    internal bool IsFileMeta { get; init; }

    /// <summary>Starts over with another data set, without allocation.</summary>
    public void Reset(DicomTransferSyntax syntax)
    {
        ArgumentNullException.ThrowIfNull(syntax);
        _syntax = syntax;
        _carryLength = 0;
        _top = 0;
        _elements = 0;
        _creatorGroup = 0;
        _valueRemaining = 0;
        _skipRemaining = 0;
        _endsSequenceToo = false;
        Position = 0;
        HeaderOffset = 0;
        Tag = default;
        VR = default;
        Length = 0;
        Depth = 0;
        FragmentIndex = -1;
        Anomalies = DataSetAnomalies.None;
        Failure = null;
        _frames[0] = new DataSetFrame
        {
            End = DataSetFrame.Undefined,
            Limit = DataSetFrame.Undefined,
            LastTag = DataSetFrame.NoTag,
            IsExplicitVR = syntax.IsExplicitVR,
            IsBigEndian = syntax.IsBigEndian,
        };
    }

    /// <summary>Reads on, passing over what is left of the current value.</summary>
    /// <param name="input">The next bytes; what was consumed is cut off its front. Empty when <see cref="DataSetToken.NeedMoreData"/> is returned.</param>
    public DataSetToken Read(ref ReadOnlySpan<byte> input)
    {
        DataSetToken token;
        do
        {
            token = ReadOnce(ref input);
        }
        while (token == DataSetToken.Failed && _tolerant && TryRecover());
        return token;
    }

    /// <inheritdoc cref="Read(ref ReadOnlySpan{byte})"/>
    public DataSetToken Read(ref ReadOnlySequence<byte> input)
    {
        while (true)
        {
            ReadOnlySpan<byte> span = FirstBytes(ref input);
            int given = span.Length;
            DataSetToken token = Read(ref span);
            input = input.Slice(given - span.Length);
            if (token != DataSetToken.NeedMoreData || input.IsEmpty)
                return token;
        }
    }

    /// <summary>Takes the next piece of the current value: as much as is there, no copy.</summary>
    /// <returns>False when nothing is left of the value, or no byte is there.</returns>
    public bool TryReadValue(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> piece)
    {
        int taken = (int)Math.Min(_valueRemaining, input.Length);
        piece = input[..taken];
        Consume(ref input, taken);
        return taken > 0;
    }

    /// <inheritdoc cref="TryReadValue(ref ReadOnlySpan{byte}, out ReadOnlySpan{byte})"/>
    public bool TryReadValue(ref ReadOnlySequence<byte> input, out ReadOnlySequence<byte> piece)
    {
        long taken = Math.Min(_valueRemaining, input.Length);
        piece = input.Slice(0, taken);
        input = input.Slice(taken);
        Position += taken;
        _valueRemaining -= taken;
        return taken > 0;
    }

    /// <summary>Says that no byte follows.</summary>
    /// <returns>
    /// False, with <see cref="DataSetFailureKind.Incomplete"/>, when that is inside an element, item, sequence or fragment. An element of the
    /// data set itself that reaches past the end and that nobody knows - not the standard, and no private creator before it - is
    /// <see cref="DataSetFailureKind.Structure"/>: bytes of something else.
    /// </returns>
    public bool Complete()
    {
        if (Failure is not null)
            return false;

        while (_valueRemaining == 0 && _carryLength == 0 && HasEnded(ref _frames[_top]))
            EndLevel();
        if (_skipRemaining > 0)
            Fail(DataSetFailureKind.Incomplete, $"{_frames[_top].Tag} ends {_skipRemaining} bytes early.", Position);
        else if (_valueRemaining > 0 && _top == 0 && !IsExplained(Tag))
            Fail(DataSetFailureKind.Structure, $"{Tag} is no known element and reaches past the end.");
        else if (_valueRemaining > 0)
            Fail(DataSetFailureKind.Incomplete, $"{Tag} ends {_valueRemaining} bytes early.", Position);
        else if (_carryLength > 0)
            Fail(DataSetFailureKind.Incomplete, $"The data set ends inside the header after {Tag}.", Position + _carryLength);
        else if (_top > 0)
            Fail(DataSetFailureKind.Incomplete, $"The data set ends inside {_frames[_top].Tag}.", Position);
        return Failure is null;
    }

    private static ReadOnlySpan<byte> FirstBytes(ref ReadOnlySequence<byte> input)
    {
        // A pipe's sequence may begin with an empty segment, which would look like "no bytes".
        while (input.FirstSpan.IsEmpty && !input.IsEmpty)
        {
            SequencePosition next = input.Start;
            input.TryGet(ref next, out _);
            input = input.Slice(next);
        }

        return input.FirstSpan;
    }

    private DataSetToken ReadOnce(ref ReadOnlySpan<byte> input)
    {
        if (Failure is not null)
            return DataSetToken.Failed;

        if (_valueRemaining > 0)
        {
            Consume(ref input, (int)Math.Min(_valueRemaining, input.Length));
            if (_valueRemaining > 0)
                return DataSetToken.NeedMoreData;
        }

        if (_skipRemaining > 0 && !Skip(ref input))
            return DataSetToken.NeedMoreData;
        if (HasEnded(ref _frames[_top]))
            return EndLevel();
        if (TryTakeHeader(ref input, out ElementHeader header))
            return Accept(in header);
        return Failure is null ? DataSetToken.NeedMoreData : DataSetToken.Failed;
    }

    private void Consume(ref ReadOnlySpan<byte> input, int count)
    {
        input = input[count..];
        Position += count;
        _valueRemaining -= count;
    }

    private DataSetToken Fail(DataSetFailureKind kind, string message, long offset)
    {
        Failure = new DataSetFailure(kind, offset, message);
        return DataSetToken.Failed;
    }

    private DataSetToken Fail(DataSetFailureKind kind, string message) => Fail(kind, message, HeaderOffset);
}
