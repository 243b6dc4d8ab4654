namespace Dicom.Storage.Testing;

/// <summary>An A-ASSOCIATE-RQ in bytes (PS3.8 9.3.2), legal unless a part is replaced.</summary>
public sealed record AssociateRequestBytes
{
    /// <summary>Verification.</summary>
    public const string Verification = "1.2.840.10008.1.1";

    /// <summary>CT Image Storage.</summary>
    public const string CtImageStorage = "1.2.840.10008.5.1.4.1.1.2";

    /// <summary>Implicit VR Little Endian.</summary>
    public const string ImplicitLittleEndian = "1.2.840.10008.1.2";

    /// <summary>Gets the protocol version.</summary>
    public ushort Version { get; init; } = 1;

    /// <summary>Gets the 16 bytes of the called title.</summary>
    public byte[] Called { get; init; } = PduBytes.Title("TEST-SCP");

    /// <summary>Gets the 16 bytes of the calling title.</summary>
    public byte[] Calling { get; init; } = PduBytes.Title("TEST-SCU");

    /// <summary>Gets the application context item.</summary>
    public byte[] ApplicationContext { get; init; } = PduBytes.Item(0x10, PduBytes.Ascii("1.2.840.10008.3.1.1.1"));

    /// <summary>Gets the presentation context items: by default 1 is CT, 3 is Verification.</summary>
    public byte[][] Contexts { get; init; } = [PduBytes.Context(1, CtImageStorage, ImplicitLittleEndian), PduBytes.Context(3, Verification, ImplicitLittleEndian)];

    /// <summary>Gets the user information item.</summary>
    public byte[] UserInformation { get; init; } = PduBytes.Item(0x50, PduBytes.MaxLength(16_384), PduBytes.Item(0x52, PduBytes.Ascii("1.2.3.4")));

    /// <summary>Gets the PDU.</summary>
    public byte[] ToPdu() => PduBytes.Pdu(0x01, [(byte)(Version >> 8), (byte)Version, 0, 0], Called, Calling, new byte[32], ApplicationContext, PduBytes.Concat(Contexts), UserInformation);
}
