using System.Buffers;
using System.Buffers.Binary;

namespace Dicom.Storage.DataSets;

/// <summary>
/// Reads what stands before the data set in a DICOM file (PS3.10 7.1). A file without preamble, or without meta information at
/// all, is read when its first bytes leave no doubt.
/// </summary>
public static class Part10Reader
{
    /// <summary>The most bytes that preamble and meta information together may have; past it the file is refused.</summary>
    public const int MaxMetaBytes = 65_536;

    /// <summary>Reads the front of a file.</summary>
    /// <param name="front">The file's first bytes: all of them, or as many as there are so far.</param>
    /// <param name="isWhole">Whether no byte follows <paramref name="front"/>.</param>
    /// <param name="meta">What was found; its <see cref="DicomFileMeta.DataSetOffset"/> is within <paramref name="front"/>.</param>
    /// <param name="failure">Why it is no DICOM file; null with a false result when more bytes are needed.</param>
    /// <returns>True when <paramref name="meta"/> is set.</returns>
    public static bool TryRead(ReadOnlySpan<byte> front, bool isWhole, out DicomFileMeta? meta, out DataSetFailure? failure)
    {
        meta = null;
        failure = null;
        if (!isWhole && front.Length < Part10Writer.PreambleLength + 4 + 16)
            return false;

        int start = FindMeta(front);
        bool hasMeta = start < front.Length && IsGroup2(front[start..]);
        if (!hasMeta && start > 0)
            failure = new DataSetFailure(DataSetFailureKind.Structure, start, "No file meta information after DICM.");
        else if (!hasMeta)
            meta = GuessDataSet(front, ref failure);
        else
            meta = FileMetaParser.Parse(front, start, isWhole, ref failure);
        if (meta is null && failure is null && front.Length >= MaxMetaBytes)
            failure = new DataSetFailure(DataSetFailureKind.Limit, front.Length, $"File meta information of more than {MaxMetaBytes} bytes.");
        return meta is not null;
    }

    /// <summary>Reads the front of a file or stream and leaves the position at the data set's first byte when the stream can seek.</summary>
    /// <exception cref="DicomDataException">It is no DICOM file.</exception>
    public static async ValueTask<DicomFileMeta> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        long origin = stream.CanSeek ? stream.Position : 0;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxMetaBytes);
        try
        {
            int length = 0;
            for (int wanted = 2_048; ; wanted = MaxMetaBytes)
            {
                length += await stream.ReadAtLeastAsync(buffer.AsMemory(length, wanted - length), wanted - length, throwOnEndOfStream: false, cancellationToken)
                    .ConfigureAwait(false);
                if (TryRead(buffer.AsSpan(0, length), isWhole: length < wanted, out DicomFileMeta? meta, out DataSetFailure? failure))
                {
                    if (stream.CanSeek)
                        stream.Position = origin + meta!.DataSetOffset;
                    return meta!;
                }

                if (failure is not null || length < wanted)
                    throw new DicomDataException(failure ?? new DataSetFailure(DataSetFailureKind.Incomplete, length, "The file ends inside its meta information."));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // After the preamble; or without it, at the front (seen from old writers, with and without DICM).
    private static int FindMeta(ReadOnlySpan<byte> front)
    {
        if (front.Length >= Part10Writer.PreambleLength + 4 && front[Part10Writer.PreambleLength..].StartsWith("DICM"u8))
            return Part10Writer.PreambleLength + 4;
        return front.StartsWith("DICM"u8) ? 4 : 0;
    }

    private static bool IsGroup2(ReadOnlySpan<byte> bytes) => bytes.Length >= 8 && BinaryPrimitives.ReadUInt16LittleEndian(bytes) == 0x0002;

    // Data sets begin in group 0008; its two bytes and the next element's VR show byte order and explicitness.
    private static DicomFileMeta? GuessDataSet(ReadOnlySpan<byte> front, ref DataSetFailure? failure)
    {
        DicomTransferSyntax? syntax = null;
        if (front.Length >= 8)
        {
            bool little = BinaryPrimitives.ReadUInt16LittleEndian(front) == 0x0008;
            bool big = BinaryPrimitives.ReadUInt16BigEndian(front) == 0x0008;
            bool hasVR = DicomVR.TryRead(front[4], front[5], out DicomVR vr) && vr.IsKnown;
            if (hasVR && (little || big))
                syntax = little ? DicomTransferSyntax.ExplicitVRLittleEndian : DicomTransferSyntax.ExplicitVRBigEndian;
            else if (little && BinaryPrimitives.ReadUInt32LittleEndian(front[4..]) <= 1_024)
                syntax = DicomTransferSyntax.ImplicitVRLittleEndian;
        }

        if (syntax is not null)
            return new DicomFileMeta { TransferSyntaxUid = syntax.Uid, ImplementationClassUid = default, ImplementationVersionName = "", HasPreamble = false, HasMetaInformation = false };

        failure = new DataSetFailure(DataSetFailureKind.Structure, 0, "Neither file meta information nor the beginning of a data set.");
        return null;
    }
}
