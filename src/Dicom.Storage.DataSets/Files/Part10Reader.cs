using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.DataSets;

/// <summary>
/// Reads the head of a Part 10 file (PS3.10 7.1): the file meta information and where the data set begins. A file without
/// preamble, or a bare data set, is read too when its first bytes leave no doubt.
/// </summary>
public static class Part10Reader
{
    /// <summary>The largest head that is looked at, in bytes: preamble and file meta information.</summary>
    public const int MaxHeaderLength = 64 * 1024;

    internal const int PreambleLength = 128;

    /// <summary>Reads the head of a file.</summary>
    /// <param name="file">A file open for reading.</param>
    /// <param name="meta">The file meta information.</param>
    /// <param name="dataSetOffset">The byte at which the data set begins.</param>
    /// <param name="failure">What is wrong when the result is false.</param>
    /// <param name="mode">Whether a wrong length, or a missing transfer syntax that the data set shows, is looked over.</param>
    /// <returns>False when it is no Part 10 file, or its meta cannot be read or names no transfer syntax.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool TryRead(
        SafeFileHandle file,
        [NotNullWhen(true)] out DicomFileMeta? meta,
        out long dataSetOffset,
        [NotNullWhen(false)] out DataSetFailure? failure,
        DataSetReadMode mode = DataSetReadMode.Strict)
    {
        ArgumentNullException.ThrowIfNull(file);
        // Nearly every head fits the first read; only a longer one costs the second.
        byte[] buffer = new byte[4096];
        int length = ReadFrom(file, buffer);
        bool read = TryRead(buffer.AsSpan(0, length), out meta, out dataSetOffset, out failure, mode);
        if (length < buffer.Length || (read && dataSetOffset < length))
            return read;

        long fileLength = RandomAccess.GetLength(file);
        buffer = new byte[(int)Math.Min(MaxHeaderLength, fileLength)];
        length = ReadFrom(file, buffer);
        read = TryRead(buffer.AsSpan(0, length), out meta, out dataSetOffset, out failure, mode);
        if (fileLength <= MaxHeaderLength || !EndsInMeta(read, dataSetOffset, length, failure))
            return read;

        meta = null;
        failure = TooLong;
        return false;
    }

    /// <summary>Reads the head of a file from its first bytes, at most <see cref="MaxHeaderLength"/> of which are needed.</summary>
    /// <param name="start">The file's first bytes; when they are the whole file, a cut is told as such.</param>
    /// <param name="meta">The file meta information.</param>
    /// <param name="dataSetOffset">The byte at which the data set begins.</param>
    /// <param name="failure">What is wrong when the result is false.</param>
    /// <param name="mode">Whether a wrong length, or a missing transfer syntax that the data set shows, is looked over.</param>
    /// <returns>False when it is no Part 10 file, or its meta cannot be read or names no transfer syntax.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> start,
        [NotNullWhen(true)] out DicomFileMeta? meta,
        out long dataSetOffset,
        [NotNullWhen(false)] out DataSetFailure? failure,
        DataSetReadMode mode = DataSetReadMode.Strict)
    {
        dataSetOffset = 0;
        failure = null;
        int position = FindMeta(start);
        if (position >= 0)
            return FileMetaParser.TryParse(start, position, mode, out meta, out dataSetOffset, out failure);

        meta = FindSyntax(start) is { } syntax
            ? new DicomFileMeta { TransferSyntaxUid = syntax.Uid, ImplementationClassUid = default, ImplementationVersionName = null, HasMetaInformation = false }
            : null;
        if (meta is null)
            failure = new DataSetFailure(DataSetFailureKind.Structure, 0, "No Part 10 file: DICM is missing at byte 128, and the file does not begin as a data set.");
        return failure is null;
    }

    internal static DataSetFailure TooLong { get; } =
        new(DataSetFailureKind.Limit, MaxHeaderLength, $"File meta information does not end within {MaxHeaderLength} bytes.");

    /// <summary>Whether the bytes looked at end before it is sure that the meta information does.</summary>
    internal static bool EndsInMeta(bool read, long dataSetOffset, int length, DataSetFailure? failure) =>
        read ? dataSetOffset == length : failure?.Kind == DataSetFailureKind.Incomplete;

    // Some programs leave out the preamble, or it and the prefix: an element of group 0002 with a VR at the very start cannot be anything else.
    private static int FindMeta(ReadOnlySpan<byte> start)
    {
        if (start.Length >= PreambleLength + 4 && start.Slice(PreambleLength, 4).SequenceEqual("DICM"u8))
            return PreambleLength + 4;

        int skipped = start.StartsWith("DICM"u8) ? 4 : 0;
        return start[skipped..] is [0x02, 0x00, _, 0x00 or 0x01, >= (byte)'A' and <= (byte)'Z', >= (byte)'A' and <= (byte)'Z', ..] ? skipped : -1;
    }

    // Data sets begin in group 0008: its two bytes show the byte order, and a known VR, or a small length with a known element,
    // whether VRs are explicit.
    internal static DicomTransferSyntax? FindSyntax(ReadOnlySpan<byte> start)
    {
        if (start.Length < 8)
            return null;

        bool little = BinaryPrimitives.ReadUInt16LittleEndian(start) == 0x0008;
        bool big = BinaryPrimitives.ReadUInt16BigEndian(start) == 0x0008;
        if (DicomVR.TryRead(start[4], start[5], out DicomVR vr) && vr.IsKnown && (little || big))
            return little ? DicomTransferSyntax.ExplicitVRLittleEndian : DicomTransferSyntax.ExplicitVRBigEndian;

        var tag = new DicomTag(0x0008, BinaryPrimitives.ReadUInt16LittleEndian(start[2..]));
        bool known = tag.IsGroupLength || DicomDictionary.TryGet(tag, out _);
        return little && known && BinaryPrimitives.ReadUInt32LittleEndian(start[4..]) <= 1_024 ? DicomTransferSyntax.ImplicitVRLittleEndian : null;
    }

    private static int ReadFrom(SafeFileHandle file, byte[] buffer)
    {
        int length = 0;
        int read;
        do
        {
            read = RandomAccess.Read(file, buffer.AsSpan(length), length);
            length += read;
        }
        while (read > 0 && length < buffer.Length);
        return length;
    }
}
