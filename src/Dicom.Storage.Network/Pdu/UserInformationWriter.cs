using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>Writes the user information item (PS3.7 D.3.3).</summary>
internal static class UserInformationWriter
{
    public static void Write(ItemWriter writer, UserInformation information)
    {
        int item = writer.BeginItem(ItemType.UserInformation);
        WriteImplementation(writer, information);
        foreach (RoleSelection role in information.RoleSelections)
            WriteRole(writer, role);
        foreach (SopClassExtendedNegotiation extended in information.ExtendedNegotiations)
            WriteExtended(writer, extended);
        foreach (SopClassCommonExtendedNegotiation common in information.CommonExtendedNegotiations)
            WriteCommonExtended(writer, common);
        WriteIdentity(writer, information);
        writer.EndItem(item);
    }

    private static void WriteImplementation(ItemWriter writer, UserInformation information)
    {
        if (information.MaxPduLength is { } maxPduLength)
        {
            int item = writer.BeginItem(ItemType.MaximumLength);
            writer.WriteUInt32(maxPduLength);
            writer.EndItem(item);
        }

        if (information.ImplementationClassUid is { } classUid)
            writer.WriteUidItem(ItemType.ImplementationClassUid, classUid);
        if (information.AsynchronousWindow is { } window)
        {
            int item = writer.BeginItem(ItemType.AsynchronousWindow);
            writer.WriteUInt16(window.MaxInvoked);
            writer.WriteUInt16(window.MaxPerformed);
            writer.EndItem(item);
        }

        if (information.ImplementationVersionName is { } name)
        {
            int item = writer.BeginItem(ItemType.ImplementationVersionName);
            writer.WriteAscii(name);
            writer.EndItem(item);
        }
    }

    private static void WriteRole(ItemWriter writer, RoleSelection role)
    {
        int item = writer.BeginItem(ItemType.RoleSelection);
        writer.WriteCountedUid(role.SopClassUid);
        writer.WriteByte(role.IsScu ? (byte)1 : (byte)0);
        writer.WriteByte(role.IsScp ? (byte)1 : (byte)0);
        writer.EndItem(item);
    }

    private static void WriteExtended(ItemWriter writer, SopClassExtendedNegotiation extended)
    {
        int item = writer.BeginItem(ItemType.SopClassExtended);
        writer.WriteCountedUid(extended.SopClassUid);
        writer.Write(extended.Information.Span);
        writer.EndItem(item);
    }

    private static void WriteCommonExtended(ItemWriter writer, SopClassCommonExtendedNegotiation common)
    {
        int item = writer.BeginItem(ItemType.SopClassCommonExtended);
        writer.WriteCountedUid(common.SopClassUid);
        writer.WriteCountedUid(common.ServiceClassUid);
        int length = 0;
        foreach (DicomUid related in common.RelatedSopClassUids)
            length += sizeof(ushort) + related.Value.Length;
        writer.WriteUInt16(checked((ushort)length));
        foreach (DicomUid related in common.RelatedSopClassUids)
            writer.WriteCountedUid(related);
        writer.EndItem(item);
    }

    private static void WriteIdentity(ItemWriter writer, UserInformation information)
    {
        if (information.UserIdentity is { } identity)
        {
            int item = writer.BeginItem(ItemType.UserIdentity);
            writer.WriteByte((byte)identity.Type);
            writer.WriteByte(identity.PositiveResponseRequested ? (byte)1 : (byte)0);
            writer.WriteCounted(identity.Primary.Span);
            writer.WriteCounted(identity.Secondary.Span);
            writer.EndItem(item);
        }

        if (information.UserIdentityResponse is { } response)
        {
            int item = writer.BeginItem(ItemType.UserIdentityResponse);
            writer.WriteCounted(response.Span);
            writer.EndItem(item);
        }
    }
}
