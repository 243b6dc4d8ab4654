using System.Buffers.Binary;
using System.Text;

namespace Dicom.Storage.Testing;

/// <summary>PDUs and messages put together byte by byte (PS3.8 9.3, PS3.7 6.3), legal or not. Shares no code with what it tests.</summary>
public static class PduBytes
{
    /// <summary>A-RELEASE-RQ: 05, reserved, length 4, reserved.</summary>
    public static byte[] ReleaseRequest => Convert.FromHexString("05000000000400000000");

    /// <summary>A-RELEASE-RP: 06, reserved, length 4, reserved.</summary>
    public static byte[] ReleaseReply => Convert.FromHexString("06000000000400000000");

    /// <summary>Puts parts behind each other.</summary>
    public static byte[] Concat(params byte[][] parts) => [.. parts.SelectMany(p => p)];

    /// <summary>ASCII characters.</summary>
    public static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    /// <summary>An AE title of 16 bytes.</summary>
    public static byte[] Title(string title) => Ascii(title.PadRight(16));

    /// <summary>A PDU with the length of its parts.</summary>
    public static byte[] Pdu(byte type, params byte[][] parts)
    {
        byte[] payload = Concat(parts);
        return [.. Header(type, (uint)payload.Length), .. payload];
    }

    /// <summary>A PDU header with any length.</summary>
    public static byte[] Header(byte type, uint length) => [type, 0, .. BigEndian(length)];

    /// <summary>An item or sub-item.</summary>
    public static byte[] Item(byte type, params byte[][] parts)
    {
        byte[] value = Concat(parts);
        return [type, 0, (byte)(value.Length >> 8), (byte)value.Length, .. value];
    }

    /// <summary>A presentation context item: id, three reserved bytes, abstract syntax, transfer syntaxes.</summary>
    public static byte[] Context(byte id, string abstractSyntax, params string[] transferSyntaxes) =>
        Item(0x20, [id, 0, 0, 0], Item(0x30, Ascii(abstractSyntax)), Concat([.. transferSyntaxes.Select(t => Item(0x40, Ascii(t)))]));

    /// <summary>The maximum length sub-item.</summary>
    public static byte[] MaxLength(uint length) => Item(0x51, BigEndian(length));

    /// <summary>A user identity sub-item: type, response requested, two values with their lengths.</summary>
    public static byte[] UserIdentity(byte type, byte[] primary, byte[] secondary) =>
        Item(0x58, [type, 0, (byte)(primary.Length >> 8), (byte)primary.Length], primary, [(byte)(secondary.Length >> 8), (byte)secondary.Length], secondary);

    /// <summary>A PDV: length, context, control header (01 command, 02 last), fragment.</summary>
    public static byte[] Pdv(byte contextId, byte control, byte[] fragment) => [.. BigEndian((uint)fragment.Length + 2), contextId, control, .. fragment];

    /// <summary>A P-DATA-TF of one PDV.</summary>
    public static byte[] Data(byte contextId, byte control, byte[] fragment) => Pdu(0x04, Pdv(contextId, control, fragment));

    /// <summary>An A-ABORT.</summary>
    public static byte[] Abort(byte source, byte reason) => Pdu(0x07, [0, 0, source, reason]);

    /// <summary>A command set of elements of group 0000 with its group length; values must be of even length.</summary>
    public static byte[] Command(params (ushort Element, byte[] Value)[] elements)
    {
        byte[] rest = [.. elements.SelectMany(e => Element(0x0000, e.Element, e.Value))];
        return [.. Element(0x0000, 0x0000, LittleEndian((uint)rest.Length)), .. rest];
    }

    /// <summary>An element in implicit VR little endian.</summary>
    public static byte[] Element(ushort group, ushort element, byte[] value) => [.. LittleEndian(group), .. LittleEndian(element), .. LittleEndian((uint)value.Length), .. value];

    /// <summary>A UID padded to even length with a NUL.</summary>
    public static byte[] Uid(string uid) => Ascii(uid.Length % 2 == 0 ? uid : uid + "\0");

    /// <summary>The command set of a C-ECHO-RQ.</summary>
    public static byte[] EchoRequest(ushort messageId) => Command(
        (0x0002, Uid(AssociateRequestBytes.Verification)), (0x0100, LittleEndian((ushort)0x0030)), (0x0110, LittleEndian(messageId)), (0x0800, LittleEndian((ushort)0x0101)));

    /// <summary>The command set of a C-STORE-RQ.</summary>
    public static byte[] StoreRequest(ushort messageId, string sopClass = AssociateRequestBytes.CtImageStorage, string instance = "1.2.3.4", ushort dataSetType = 0) => Command(
        (0x0002, Uid(sopClass)),
        (0x0100, LittleEndian((ushort)0x0001)),
        (0x0110, LittleEndian(messageId)),
        (0x0700, LittleEndian((ushort)0)),
        (0x0800, LittleEndian(dataSetType)),
        (0x1000, Uid(instance)));

    /// <summary>Finds the value of an element of two bytes in the only PDV of a P-DATA-TF with a command.</summary>
    public static ushort UInt16Of(ReadOnlySpan<byte> dataPdu, ushort element)
    {
        ReadOnlySpan<byte> command = dataPdu[12..];
        while (!command.IsEmpty)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(command[4..]);
            if (BinaryPrimitives.ReadUInt16LittleEndian(command[2..]) == element)
                return BinaryPrimitives.ReadUInt16LittleEndian(command[8..]);
            command = command[(8 + length)..];
        }

        throw new InvalidOperationException($"No element (0000,{element:X4}).");
    }

    /// <summary>A number, high byte first.</summary>
    public static byte[] BigEndian(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    /// <summary>A number, low byte first.</summary>
    public static byte[] LittleEndian(ushort value) => [(byte)value, (byte)(value >> 8)];

    /// <summary>A number, low byte first.</summary>
    public static byte[] LittleEndian(uint value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];
}
