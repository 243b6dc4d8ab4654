using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>Reads and writes A-ASSOCIATE-RQ (PS3.8 9.3.2).</summary>
internal static class AssociateRequestPduCodec
{
    /// <summary>All odd numbers of one byte (PS3.8 9.3.2.2).</summary>
    public const int MaxContexts = 128;

    private const int CalledOffset = 4;
    private const int CallingOffset = CalledOffset + AeTitle.MaxLength;
    private const int ReservedLength = 32;

    /// <summary>Reads the payload of a PDU.</summary>
    /// <returns>False when the structure is broken: shorter than its fixed part, or an item that reaches past its parent.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out AssociateRequestPdu? result)
    {
        result = null;
        if (payload.Length < PduLimits.MinAssociateLength)
            return false;

        Variable variable = new();
        if (!variable.TryRead(payload[(int)PduLimits.MinAssociateLength..]))
            return false;

        _ = AeTitle.TryParse(payload.Slice(CalledOffset, AeTitle.MaxLength), out AeTitle called);
        _ = AeTitle.TryParse(payload.Slice(CallingOffset, AeTitle.MaxLength), out AeTitle calling);
        result = new AssociateRequestPdu
        {
            ProtocolVersion = BinaryPrimitives.ReadUInt16BigEndian(payload),
            CalledAe = called,
            CallingAe = calling,
            ApplicationContext = variable.ApplicationContexts == 1 ? variable.ApplicationContext : default,
            Contexts = variable.Contexts,
            UserInformation = variable.UserInformation.ToUserInformation(),
        };
        return true;
    }

    /// <summary>Writes the PDU with its header.</summary>
    public static ReadOnlyMemory<byte> Write(AssociateRequestPdu pdu)
    {
        ItemWriter writer = new();
        writer.BeginPdu(PduType.AssociateRequest);
        writer.WriteUInt16(pdu.ProtocolVersion);
        writer.WriteUInt16(0);
        writer.WriteAeTitle(pdu.CalledAe);
        writer.WriteAeTitle(pdu.CallingAe);
        writer.Write(new byte[ReservedLength]);
        writer.WriteUidItem(ItemType.ApplicationContext, pdu.ApplicationContext);
        foreach (ProposedContext context in pdu.Contexts)
            WriteContext(writer, context);
        UserInformationWriter.Write(writer, pdu.UserInformation);
        writer.EndPdu();
        return writer.Written;
    }

    private static void WriteContext(ItemWriter writer, ProposedContext context)
    {
        int item = writer.BeginItem(ItemType.ProposedContext);
        writer.WriteByte(context.Id);
        writer.Write([0, 0, 0]);
        writer.WriteUidItem(ItemType.AbstractSyntax, context.AbstractSyntax);
        foreach (DicomUid transferSyntax in context.TransferSyntaxes)
            writer.WriteUidItem(ItemType.TransferSyntax, transferSyntax);
        writer.EndItem(item);
    }

    /// <summary>The variable part: application context, presentation contexts, user information, in any order; unknown items are skipped.</summary>
    private sealed class Variable
    {
        public int ApplicationContexts { get; private set; }

        public DicomUid ApplicationContext { get; private set; }

        public List<ProposedContext> Contexts { get; } = [];

        public UserInformationReader UserInformation { get; } = new();

        public bool TryRead(ReadOnlySpan<byte> items)
        {
            ItemReader reader = new(items);
            while (reader.TryRead(out byte type, out ReadOnlySpan<byte> value))
            {
                bool whole = type switch
                {
                    ItemType.ApplicationContext => ReadApplicationContext(value),
                    ItemType.ProposedContext => TryReadContext(value),
                    ItemType.UserInformation => UserInformation.TryRead(value),
                    _ => true,
                };
                if (!whole)
                    return false;
            }

            return !reader.IsMalformed;
        }

        private bool ReadApplicationContext(ReadOnlySpan<byte> value)
        {
            ApplicationContexts++;
            ApplicationContext = DicomUid.TryParse(value, out DicomUid uid) ? uid : default;
            return true;
        }

        private bool TryReadContext(ReadOnlySpan<byte> value)
        {
            const int FixedLength = 4; // id and three reserved bytes
            if (value.Length < FixedLength)
                return false;
            if (Contexts.Count > MaxContexts)
                return true; // one too many is enough to know

            byte id = value[0];
            DicomUid abstractSyntax = default;
            int abstractSyntaxes = 0;
            int transferSyntaxes = 0;
            List<DicomUid> usable = [];
            ItemReader reader = new(value[FixedLength..]);
            while (reader.TryRead(out byte type, out ReadOnlySpan<byte> uid))
            {
                if (type == ItemType.AbstractSyntax && abstractSyntaxes++ == 0)
                    _ = DicomUid.TryParse(uid, out abstractSyntax);
                if (type != ItemType.TransferSyntax)
                    continue;
                transferSyntaxes++;
                if (DicomUid.TryParse(uid, out DicomUid transferSyntax))
                    usable.Add(transferSyntax);
            }

            Contexts.Add(new ProposedContext(id, abstractSyntax, abstractSyntaxes, usable, transferSyntaxes));
            return !reader.IsMalformed;
        }
    }
}
