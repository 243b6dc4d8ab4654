using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.DataSets;

/// <summary>
/// Reads the head of a Part 10 file (PS3.10 7.1): the file meta information and where the data set begins. The group length is not
/// trusted: the meta ends with the last element of group 0002.
/// </summary>
public static class Part10Reader
{
    /// <summary>The largest head that is looked at, in bytes: preamble and file meta information.</summary>
    public const int MaxHeaderLength = 64 * 1024;

    private const int PreambleLength = 128;
    private const ushort MetaGroup = 0x0002;

    /// <summary>Reads the head of a file.</summary>
    /// <param name="file">A file open for reading.</param>
    /// <param name="meta">The file meta information.</param>
    /// <param name="dataSetOffset">The byte at which the data set begins.</param>
    /// <param name="failure">What is wrong when the result is false.</param>
    /// <returns>False when it is no Part 10 file, or its meta cannot be read or names no transfer syntax.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool TryRead(
        SafeFileHandle file,
        [NotNullWhen(true)] out DicomFileMeta? meta,
        out long dataSetOffset,
        [NotNullWhen(false)] out DataSetFailure? failure)
    {
        ArgumentNullException.ThrowIfNull(file);
        // Nearly every head fits the first read; only a longer one costs the second.
        byte[] buffer = new byte[4096];
        int length = ReadFrom(file, buffer);
        if (!TryRead(buffer.AsSpan(0, length), out meta, out dataSetOffset, out failure) && length == buffer.Length)
        {
            buffer = new byte[(int)Math.Min(MaxHeaderLength, RandomAccess.GetLength(file))];
            length = ReadFrom(file, buffer);
            return TryRead(buffer.AsSpan(0, length), out meta, out dataSetOffset, out failure);
        }

        return failure is null;
    }

    /// <summary>Reads the head of a file from its first bytes, at most <see cref="MaxHeaderLength"/> of which are needed.</summary>
    /// <param name="start">The file's first bytes; when they are the whole file, a cut is told as such.</param>
    /// <param name="meta">The file meta information.</param>
    /// <param name="dataSetOffset">The byte at which the data set begins.</param>
    /// <param name="failure">What is wrong when the result is false.</param>
    /// <returns>False when it is no Part 10 file, or its meta cannot be read or names no transfer syntax.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> start,
        [NotNullWhen(true)] out DicomFileMeta? meta,
        out long dataSetOffset,
        [NotNullWhen(false)] out DataSetFailure? failure)
    {
        meta = null;
        dataSetOffset = 0;
        int position = FindMeta(start);
        if (position < 0)
        {
            failure = new DataSetFailure(DataSetFailureKind.Structure, 0, "No Part 10 file: DICM is missing at byte 128.");
            return false;
        }

        Elements elements = default;
        while (TryReadElement(start, ref position, ref elements, out failure))
        {
        }

        if (failure is not null)
            return false;
        if (elements.TransferSyntax.IsEmpty)
        {
            failure = new DataSetFailure(DataSetFailureKind.Structure, position, "File meta information names no valid transfer syntax (0002,0010).");
            return false;
        }

        meta = elements.ToMeta();
        dataSetOffset = position;
        return true;
    }

    // Some programs leave out preamble and prefix: an element of group 0002 with a VR at the very start cannot be anything else.
    private static int FindMeta(ReadOnlySpan<byte> start)
    {
        if (start.Length >= PreambleLength + 4 && start.Slice(PreambleLength, 4).SequenceEqual("DICM"u8))
            return PreambleLength + 4;
        return start is [0x02, 0x00, _, 0x00 or 0x01, >= (byte)'A' and <= (byte)'Z', >= (byte)'A' and <= (byte)'Z', ..] ? 0 : -1;
    }

    // False at the end of group 0002, or with a failure.
    private static bool TryReadElement(ReadOnlySpan<byte> start, ref int position, ref Elements elements, out DataSetFailure? failure)
    {
        failure = null;
        ReadOnlySpan<byte> rest = start[position..];
        if (rest.Length == 0 || (rest.Length >= 2 && BinaryPrimitives.ReadUInt16LittleEndian(rest) != MetaGroup))
            return false;
        if (rest.Length < 8)
        {
            failure = new DataSetFailure(DataSetFailureKind.Incomplete, position, "File meta information is cut.");
            return false;
        }

        ushort element = BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]);
        bool isLong = rest[4..6] is [(byte)'O', _] or [(byte)'U', (byte)'R' or (byte)'C' or (byte)'T' or (byte)'N'] or [(byte)'S', (byte)'Q'];
        bool isExplicit = char.IsAsciiLetterUpper((char)rest[4]) && char.IsAsciiLetterUpper((char)rest[5]);
        if (!isExplicit || (isLong && rest.Length < 12))
        {
            failure = isExplicit
                ? new DataSetFailure(DataSetFailureKind.Incomplete, position, "File meta information is cut.")
                : new DataSetFailure(DataSetFailureKind.Structure, position, "File meta information is not in Explicit VR Little Endian.");
            return false;
        }

        int headerLength = isLong ? 12 : 8;
        uint length = isLong ? BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]) : BinaryPrimitives.ReadUInt16LittleEndian(rest[6..]);
        if (length > rest.Length - headerLength)
        {
            failure = new DataSetFailure(DataSetFailureKind.Incomplete, position, $"Element (0002,{element:X4}) of the file meta information goes past its end.");
            return false;
        }

        elements.Take(element, rest.Slice(headerLength, (int)length));
        position += headerLength + (int)length;
        return true;
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

    private struct Elements
    {
        public DicomUid TransferSyntax;
        private DicomUid _sopClass;
        private DicomUid _sopInstance;
        private DicomUid _implementation;
        private string? _version;
        private AeTitle _source;
        private AeTitle _sending;
        private AeTitle _receiving;
        private string? _sourceAddress;
        private string? _sendingAddress;
        private string? _receivingAddress;

        // What is malformed reads as absent: the file meta tells about the object, the object itself is the data set.
        public void Take(ushort element, ReadOnlySpan<byte> value)
        {
            _ = element switch
            {
                0x0002 => DicomUid.TryParse(value, out _sopClass),
                0x0003 => DicomUid.TryParse(value, out _sopInstance),
                0x0010 => DicomUid.TryParse(value, out TransferSyntax),
                0x0012 => DicomUid.TryParse(value, out _implementation),
                0x0013 => Text(value, out _version),
                0x0016 => AeTitle.TryParse(value, out _source),
                0x0017 => AeTitle.TryParse(value, out _sending),
                0x0018 => AeTitle.TryParse(value, out _receiving),
                0x0026 => Text(value, out _sourceAddress),
                0x0027 => Text(value, out _sendingAddress),
                0x0028 => Text(value, out _receivingAddress),
                _ => false,
            };
        }

        public readonly DicomFileMeta ToMeta() => new()
        {
            MediaStorageSopClassUid = _sopClass,
            MediaStorageSopInstanceUid = _sopInstance,
            TransferSyntaxUid = TransferSyntax,
            ImplementationClassUid = _implementation,
            ImplementationVersionName = _version,
            SourceAe = _source,
            SendingAe = _sending,
            ReceivingAe = _receiving,
            SourcePresentationAddress = _sourceAddress,
            SendingPresentationAddress = _sendingAddress,
            ReceivingPresentationAddress = _receivingAddress,
        };

        private static bool Text(ReadOnlySpan<byte> value, out string? text)
        {
            text = Encoding.ASCII.GetString(value.TrimEnd(" \0"u8));
            return true;
        }
    }
}
