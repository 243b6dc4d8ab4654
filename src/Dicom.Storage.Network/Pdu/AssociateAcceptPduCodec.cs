using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>Reads and writes A-ASSOCIATE-AC (PS3.8 9.3.3).</summary>
internal static class AssociateAcceptPduCodec
{
    private const int ReservedLength = 32;

    /// <summary>The application context of DICOM (PS3.7 A.2.1).</summary>
    public static readonly DicomUid ApplicationContext = DicomUid.Parse("1.2.840.10008.3.1.1.1");

    /// <summary>Reads the payload of a PDU.</summary>
    /// <returns>False when the structure is broken.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out AssociateAcceptPdu? result)
    {
        result = null;
        if (payload.Length < PduLimits.MinAssociateLength)
            return false;

        List<PresentationContext> contexts = [];
        UserInformationReader information = new();
        ItemReader reader = new(payload[(int)PduLimits.MinAssociateLength..]);
        while (reader.TryRead(out byte type, out ReadOnlySpan<byte> value))
        {
            if (type == ItemType.NegotiatedContext && !TryReadContext(value, contexts))
                return false;
            if (type == ItemType.UserInformation && !information.TryRead(value))
                return false;
        }

        if (reader.IsMalformed)
            return false;

        result = new AssociateAcceptPdu
        {
            ProtocolVersion = BinaryPrimitives.ReadUInt16BigEndian(payload),
            Contexts = contexts,
            UserInformation = information.ToUserInformation(),
        };
        return true;
    }

    /// <summary>Writes the PDU with its header.</summary>
    public static ReadOnlyMemory<byte> Write(AssociateAcceptPdu pdu)
    {
        ItemWriter writer = new();
        writer.BeginPdu(PduType.AssociateAccept);
        writer.WriteUInt16(pdu.ProtocolVersion);
        writer.WriteUInt16(0);
        writer.WriteAeTitle(pdu.CalledAe);
        writer.WriteAeTitle(pdu.CallingAe);
        writer.Write(new byte[ReservedLength]);
        writer.WriteUidItem(ItemType.ApplicationContext, ApplicationContext);
        foreach (PresentationContext context in pdu.Contexts)
        {
            int item = writer.BeginItem(ItemType.NegotiatedContext);
            writer.Write([context.Id, 0, (byte)context.Result, 0]);
            writer.WriteUidItem(ItemType.TransferSyntax, context.TransferSyntaxUid);
            writer.EndItem(item);
        }

        UserInformationWriter.Write(writer, pdu.UserInformation);
        writer.EndPdu();
        return writer.Written;
    }

    private static bool TryReadContext(ReadOnlySpan<byte> value, List<PresentationContext> contexts)
    {
        const int FixedLength = 4; // id, reserved, result, reserved
        if (value.Length < FixedLength || contexts.Count == AssociateRequestPduCodec.MaxContexts)
            return false;

        DicomUid transferSyntax = default;
        ItemReader reader = new(value[FixedLength..]);
        while (reader.TryRead(out byte type, out ReadOnlySpan<byte> uid))
        {
            if (type == ItemType.TransferSyntax)
                _ = DicomUid.TryParse(uid, out transferSyntax);
        }

        contexts.Add(new PresentationContext(value[0], default, transferSyntax, (PresentationContextResult)value[2]));
        return !reader.IsMalformed;
    }
}
