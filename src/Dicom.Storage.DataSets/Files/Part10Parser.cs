using System.Buffers;
using System.Buffers.Binary;

namespace Dicom.Storage.DataSets;

/// <summary>
/// Checks a Part 10 file that passes by - an upload, a file to import - and keeps the values of chosen elements. Given every byte in
/// any split, it keeps no reference to the caller's memory. The file's bytes are the caller's to store: they are never changed.
/// </summary>
/// <remarks>
/// Strict, as for objects that a network brings: preamble and prefix must be there, the file meta information must be as long as it
/// says, and must name the object that the data set is (PS3.10 7.1). Whatever the preamble holds is allowed; who serves the file
/// writes zeros in its place. Not for use by two threads at once.
/// </remarks>
public sealed class Part10Parser : IDisposable
{
    private const int PrefixEnd = Part10Reader.PreambleLength + 4;
    private const int FirstTry = 512;

    private readonly bool _keepOpaque;
    private readonly DicomHeaderParser _parser;
    private byte[] _head = [];
    private int _headLength;
    private int _nextTry;

    /// <summary>Makes a parser at the first byte of a file.</summary>
    /// <param name="wanted">The elements to keep; SOP Class and SOP Instance UID and Specific Character Set are kept in any case.</param>
    /// <param name="limits">What it may cost; the defaults of <see cref="DataSetLimits"/> when null.</param>
    /// <param name="keepOpaque">Whether a file of an unknown transfer syntax is taken as its meta information describes it, without a look at its data set.</param>
    public Part10Parser(DicomTagSet wanted, DataSetLimits? limits = null, bool keepOpaque = false)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        _keepOpaque = keepOpaque;
        _parser = new DicomHeaderParser(
            DicomTransferSyntax.ExplicitVRLittleEndian, new DicomTagSet([.. wanted, DicomTag.SOPClassUID, DicomTag.SOPInstanceUID]), limits);
        Reset();
    }

    /// <summary>Gets the file meta information; null until it has been read.</summary>
    public DicomFileMeta? Meta { get; private set; }

    /// <summary>Gets the byte at which the data set begins; 0 until <see cref="Meta"/> is known.</summary>
    public long DataSetOffset { get; private set; }

    /// <summary>Gets what was kept of the data set so far.</summary>
    public DicomHeader Header => _parser.Header;

    /// <summary>Gets whether Pixel Data has begun: all elements before it are known.</summary>
    public bool ReachedPixelData => _parser.ReachedPixelData;

    /// <summary>Gets why the file is refused; null as long as all is well. Its offset counts from the file's first byte, in a deflated data set the inflated bytes.</summary>
    public DataSetFailure? Failure { get; private set; }

    /// <summary>Gets what breaks a rule without being ambiguous: a reason to mark the object as suspect.</summary>
    public DataSetAnomalies Anomalies =>
        _parser.Anomalies | (Meta?.Anomalies ?? DataSetAnomalies.None) | (IsOpaque ? DataSetAnomalies.OpaqueDataSet : DataSetAnomalies.None);

    private bool IsOpaque => Meta is { TransferSyntax: null };

    /// <summary>Takes the next bytes of the file.</summary>
    /// <returns>False once the file has failed; further bytes are ignored.</returns>
    public bool Append(ReadOnlySpan<byte> bytes)
    {
        while (Failure is null && Meta is null && !bytes.IsEmpty)
        {
            int taken = Math.Min(bytes.Length, _nextTry - _headLength);
            Keep(bytes[..taken]);
            bytes = bytes[taken..];
            if (_headLength == _nextTry)
                ReadHead(isWhole: false);
        }

        if (Failure is null && Meta is not null)
            AppendToDataSet(bytes);
        return Failure is null;
    }

    /// <summary>Says that the file ends here.</summary>
    /// <returns>
    /// False when that is too early, when SOP Class or SOP Instance UID is missing (<see cref="DataSetFailureKind.InvalidUid"/>), or when the
    /// meta information names others (<see cref="DataSetFailureKind.UidMismatch"/>).
    /// </returns>
    public bool Complete()
    {
        if (Failure is null && Meta is null)
            ReadHead(isWhole: true);
        if (Failure is not null)
            return false;

        if (!IsOpaque && !_parser.Complete())
            Failure = InFile(_parser.Failure!);
        Failure ??= CheckUids();
        return Failure is null;
    }

    /// <summary>Starts over with another file.</summary>
    public void Reset()
    {
        Meta = null;
        Failure = null;
        DataSetOffset = 0;
        _headLength = 0;
        _nextTry = PrefixEnd + FileMetaParser.GroupLengthElement;
        _parser.Reset(DicomTransferSyntax.ExplicitVRLittleEndian);
    }

    /// <summary>Gives memory back to the pool; <see cref="Header"/> is empty from then on.</summary>
    public void Dispose()
    {
        ReturnHead();
        _parser.Dispose();
    }

    private void ReadHead(bool isWhole)
    {
        ReadOnlySpan<byte> head = _head.AsSpan(0, _headLength);
        if (head.Length < PrefixEnd || !head[Part10Reader.PreambleLength..].StartsWith("DICM"u8))
        {
            Failure = new DataSetFailure(DataSetFailureKind.Structure, Math.Min(head.Length, Part10Reader.PreambleLength), "No Part 10 file: DICM is missing at byte 128.");
            return;
        }

        if (!isWhole && _headLength == PrefixEnd + FileMetaParser.GroupLengthElement && TryExpectLength(head))
            return;

        bool read = FileMetaParser.TryParse(head, PrefixEnd, DataSetReadMode.Strict, out DicomFileMeta? meta, out long offset, out DataSetFailure? failure);
        if (!isWhole && Part10Reader.EndsInMeta(read, offset, _headLength, failure))
        {
            _nextTry = Math.Min(Math.Max(_nextTry * 2, FirstTry), Part10Reader.MaxHeaderLength);
            Failure = _headLength == Part10Reader.MaxHeaderLength ? Part10Reader.TooLong : null;
            return;
        }

        Failure = failure;
        if (read)
            StartDataSet(meta!, offset);
    }

    // What (0002,0000) says is only the length of the first try, plus the two bytes that show that the group ends there.
    private bool TryExpectLength(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> element = head[PrefixEnd..];
        uint declared = BinaryPrimitives.ReadUInt32LittleEndian(element[8..]);
        bool plausible = element.StartsWith((ReadOnlySpan<byte>)[0x02, 0, 0, 0, (byte)'U', (byte)'L', 4, 0]) && declared <= Part10Reader.MaxHeaderLength - head.Length - 2;
        if (plausible)
            _nextTry = head.Length + (int)declared + 2;
        return plausible;
    }

    private void StartDataSet(DicomFileMeta meta, long offset)
    {
        Meta = meta;
        DataSetOffset = offset;
        if (meta.TransferSyntax is { } syntax)
        {
            _parser.Reset(syntax);
            AppendToDataSet(_head.AsSpan((int)offset.._headLength));
        }
        else if (!_keepOpaque)
        {
            Failure = new DataSetFailure(DataSetFailureKind.Structure, offset, "The transfer syntax (0002,0010) is not known.");
        }

        ReturnHead();
    }

    private void AppendToDataSet(ReadOnlySpan<byte> bytes)
    {
        if (!IsOpaque && !_parser.Append(bytes))
            Failure = InFile(_parser.Failure!);
    }

    private DataSetFailure? CheckUids()
    {
        DicomUid sopClass = Meta!.MediaStorageSopClassUid;
        DicomUid instance = Meta.MediaStorageSopInstanceUid;
        if (!IsOpaque && (!Header.TryGetUid(DicomTag.SOPClassUID, out sopClass) || !Header.TryGetUid(DicomTag.SOPInstanceUID, out instance)))
            return new DataSetFailure(DataSetFailureKind.InvalidUid, DataSetOffset, "SOP Class UID (0008,0016) or SOP Instance UID (0008,0018) is missing or no UID.");
        if (sopClass.IsEmpty || instance.IsEmpty)
            return new DataSetFailure(DataSetFailureKind.InvalidUid, DataSetOffset, "File meta information names no object (0002,0002) (0002,0003).");

        // One that the meta information leaves out contradicts nothing.
        bool differs = (!Meta.MediaStorageSopClassUid.IsEmpty && Meta.MediaStorageSopClassUid != sopClass)
            || (!Meta.MediaStorageSopInstanceUid.IsEmpty && Meta.MediaStorageSopInstanceUid != instance);
        return differs ? new DataSetFailure(DataSetFailureKind.UidMismatch, DataSetOffset, "File meta information and data set name different objects.") : null;
    }

    private DataSetFailure InFile(DataSetFailure failure) => failure with { Offset = failure.Offset + DataSetOffset };

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_headLength + bytes.Length > _head.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_headLength + bytes.Length, 2_048));
            _head.AsSpan(0, _headLength).CopyTo(larger);
            ReturnHead();
            _head = larger;
        }

        bytes.CopyTo(_head.AsSpan(_headLength));
        _headLength += bytes.Length;
    }

    private void ReturnHead()
    {
        if (_head.Length > 0)
            ArrayPool<byte>.Shared.Return(_head);
        _head = [];
    }
}
