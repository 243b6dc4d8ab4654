using System.Buffers;
using System.Buffers.Binary;

namespace Dicom.Storage.Network;

/// <summary>Cuts a byte stream into PDUs. Pure: keeps nothing, waits for nothing, allocates nothing (PS3.8 9.3.1).</summary>
internal static class PduFrameReader
{
    /// <summary>Reads a PDU header without taking it from the buffer.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> source, out PduHeader header)
    {
        bool complete = source.Length >= PduHeader.Size;
        header = complete ? new PduHeader((PduType)source[0], BinaryPrimitives.ReadUInt32BigEndian(source[2..])) : default;
        return complete;
    }

    /// <summary>Takes one whole PDU from the buffer.</summary>
    /// <exception cref="DicomProtocolException">The header alone shows that the PDU is not acceptable; thrown before any payload is awaited.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, in PduLimits limits, out PduFrame frame)
    {
        frame = default;
        if (buffer.Length < PduHeader.Size)
            return false;

        Span<byte> bytes = stackalloc byte[PduHeader.Size];
        buffer.Slice(0, PduHeader.Size).CopyTo(bytes);
        _ = TryReadHeader(bytes, out PduHeader header);
        ThrowIfInvalid(header, limits.Check(header));
        if (buffer.Length - PduHeader.Size < header.Length)
            return false;

        frame = new PduFrame(header.Type, buffer.Slice(PduHeader.Size, header.Length));
        buffer = buffer.Slice(frame.Payload.End);
        return true;
    }

    private static void ThrowIfInvalid(PduHeader header, PduCheck check)
    {
        if (check == PduCheck.UnrecognizedType)
            throw new DicomProtocolException($"PDU type {(byte)header.Type:X2} is not known.", AssociationAbort.UnrecognizedPdu);
        if (check == PduCheck.InvalidLength)
            throw new DicomProtocolException($"A PDU of type {(byte)header.Type:X2} cannot have {header.Length} bytes here.", AssociationAbort.InvalidPduParameterValue);
    }
}
