using System.Buffers.Binary;

namespace Dicom.Storage.Network;

/// <summary>Writes PDUs of fixed layout and P-DATA-TF into the caller's bytes. Pure (PS3.8 9.3).</summary>
internal static class PduWriter
{
    /// <summary>A-ASSOCIATE-RJ, A-RELEASE-RQ, A-RELEASE-RP and A-ABORT are of this size.</summary>
    public const int ShortPduSize = PduHeader.Size + 4;

    /// <summary>The bytes before the fragment of a P-DATA-TF with one PDV.</summary>
    public const int DataHeaderSize = PduHeader.Size + PdvHeader.Size;

    // type | 00 reserved | 00000004 length | 00 reserved | result | source | reason (PS3.8 9.3.4)
    public static void WriteReject(Span<byte> destination, AssociationRejection rejection) =>
        WriteShort(destination, PduType.AssociateReject, (byte)rejection.Result, (byte)rejection.Source, rejection.Reason);

    // type | 00 reserved | 00000004 length | 00 00 reserved | source | reason (PS3.8 9.3.8)
    public static void WriteAbort(Span<byte> destination, AssociationAbort abort) =>
        WriteShort(destination, PduType.Abort, 0, (byte)abort.Source, (byte)abort.Reason);

    // type | 00 reserved | 00000004 length | 00000000 reserved (PS3.8 9.3.6, 9.3.7)
    public static void WriteRelease(Span<byte> destination, PduType type) => WriteShort(destination, type, 0, 0, 0);

    /// <summary>Writes the headers of a P-DATA-TF with one PDV; the fragment follows them.</summary>
    public static void WriteDataHeader(Span<byte> destination, byte contextId, byte control, int fragmentLength)
    {
        destination[0] = (byte)PduType.Data;
        destination[1] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(destination[2..], (uint)(fragmentLength + PdvHeader.Size));
        BinaryPrimitives.WriteUInt32BigEndian(destination[PduHeader.Size..], (uint)(fragmentLength + PdvHeader.CountedSize));
        destination[PduHeader.Size + 4] = contextId;
        destination[PduHeader.Size + 5] = control;
    }

    /// <summary>Gets the most bytes of one fragment that a peer takes: even, as PS3.8 E.1 asks.</summary>
    /// <param name="peerMaxPduLength">What the peer announced; 0 for no limit.</param>
    /// <param name="ownCap">The most we send, whatever the peer takes.</param>
    public static int MaxFragment(uint peerMaxPduLength, int ownCap)
    {
        uint max = peerMaxPduLength == 0 ? (uint)ownCap : Math.Min(peerMaxPduLength, (uint)ownCap);
        return (int)(max - PdvHeader.Size) & ~1;
    }

    /// <summary>Gets the size of a message cut into fragments, each in a P-DATA-TF of its own.</summary>
    public static int MessageSize(int length, int maxFragment) =>
        length + (Math.Max(1, (length + maxFragment - 1) / maxFragment) * DataHeaderSize);

    /// <summary>Writes a whole command in as many P-DATA-TF as the peer's limit asks for.</summary>
    /// <returns>The bytes written: <see cref="MessageSize"/>.</returns>
    public static int WriteCommand(Span<byte> destination, byte contextId, ReadOnlySpan<byte> command, int maxFragment)
    {
        int written = 0;
        do
        {
            int length = Math.Min(command.Length, maxFragment);
            byte last = length == command.Length ? PdvHeader.LastFlag : (byte)0;
            WriteDataHeader(destination[written..], contextId, (byte)(PdvHeader.CommandFlag | last), length);
            command[..length].CopyTo(destination[(written + DataHeaderSize)..]);
            command = command[length..];
            written += DataHeaderSize + length;
        }
        while (!command.IsEmpty);
        return written;
    }

    private static void WriteShort(Span<byte> destination, PduType type, byte second, byte third, byte fourth)
    {
        ReadOnlySpan<byte> pdu = [(byte)type, 0, 0, 0, 0, 4, 0, second, third, fourth];
        pdu.CopyTo(destination);
    }
}
