using System.Buffers.Binary;
using System.Text;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>Reads the sub-items of the user information item (PS3.7 D.3.3, PS3.8 D).</summary>
internal sealed class UserInformationReader
{
    private readonly List<RoleSelection> _roles = [];
    private readonly List<SopClassExtendedNegotiation> _extended = [];
    private readonly List<SopClassCommonExtendedNegotiation> _commonExtended = [];
    private uint? _maxPduLength;
    private DicomUid? _classUid;
    private string? _versionName;
    private AsynchronousWindow? _window;
    private UserIdentity? _identity;
    private ReadOnlyMemory<byte>? _identityResponse;
    private uint _seen;
    private bool _repeated;

    /// <summary>Takes in one user information item.</summary>
    /// <returns>False when a sub-item reaches past its parent or has a length it cannot have.</returns>
    public bool TryRead(ReadOnlySpan<byte> item)
    {
        ItemReader reader = new(item);
        while (reader.TryRead(out byte type, out ReadOnlySpan<byte> value))
        {
            if (!TryReadSubItem(type, value))
                return false;
        }

        return !reader.IsMalformed;
    }

    public UserInformation ToUserInformation() => new()
    {
        MaxPduLength = _maxPduLength,
        ImplementationClassUid = _classUid,
        ImplementationVersionName = _versionName,
        AsynchronousWindow = _window,
        RoleSelections = _roles,
        ExtendedNegotiations = _extended,
        CommonExtendedNegotiations = _commonExtended,
        UserIdentity = _identity,
        UserIdentityResponse = _identityResponse,
        HasRepeatedItems = _repeated,
    };

    private bool TryReadSubItem(byte type, ReadOnlySpan<byte> value)
    {
        if (type is ItemType.MaximumLength or ItemType.ImplementationClassUid or ItemType.AsynchronousWindow
            or ItemType.ImplementationVersionName or ItemType.UserIdentity or ItemType.UserIdentityResponse)
        {
            uint bit = 1u << (type - ItemType.UserInformation);
            _repeated |= (_seen & bit) != 0;
            _seen |= bit;
        }

        return type switch
        {
            ItemType.MaximumLength => TryReadMaxLength(value),
            ItemType.ImplementationClassUid => ReadClassUid(value),
            ItemType.AsynchronousWindow => TryReadWindow(value),
            ItemType.RoleSelection => TryReadRole(value),
            ItemType.ImplementationVersionName => ReadVersionName(value),
            ItemType.SopClassExtended => TryReadExtended(value),
            ItemType.SopClassCommonExtended => TryReadCommonExtended(value),
            ItemType.UserIdentity => TryReadIdentity(value),
            ItemType.UserIdentityResponse => TryReadIdentityResponse(value),
            _ => true, // PS3.7 D.3.3: what is not known is ignored
        };
    }

    private bool TryReadMaxLength(ReadOnlySpan<byte> value)
    {
        if (value.Length != sizeof(uint))
            return false;
        _maxPduLength = BinaryPrimitives.ReadUInt32BigEndian(value);
        return true;
    }

    private bool ReadClassUid(ReadOnlySpan<byte> value)
    {
        _classUid = DicomUid.TryParse(value, out DicomUid uid) ? uid : null;
        return true;
    }

    private bool ReadVersionName(ReadOnlySpan<byte> value)
    {
        const int MaxLength = 16; // PS3.7 D.3.3.2.3; the rest of a longer name tells nothing
        value = value.TrimEnd((byte)0).Trim((byte)' ');
        _versionName = Encoding.ASCII.GetString(value[..Math.Min(value.Length, MaxLength)]);
        return true;
    }

    private bool TryReadWindow(ReadOnlySpan<byte> value)
    {
        if (value.Length != 2 * sizeof(ushort))
            return false;
        _window = new AsynchronousWindow(BinaryPrimitives.ReadUInt16BigEndian(value), BinaryPrimitives.ReadUInt16BigEndian(value[2..]));
        return true;
    }

    private bool TryReadRole(ReadOnlySpan<byte> value)
    {
        if (!ItemReader.TryReadCounted(ref value, out ReadOnlySpan<byte> uid) || value.Length != 2)
            return false;
        if (DicomUid.TryParse(uid, out DicomUid sopClass))
            _roles.Add(new RoleSelection(sopClass, value[0] == 1, value[1] == 1));
        return true;
    }

    private bool TryReadExtended(ReadOnlySpan<byte> value)
    {
        if (!ItemReader.TryReadCounted(ref value, out ReadOnlySpan<byte> uid))
            return false;
        if (DicomUid.TryParse(uid, out DicomUid sopClass))
            _extended.Add(new SopClassExtendedNegotiation(sopClass, value.ToArray()));
        return true;
    }

    private bool TryReadCommonExtended(ReadOnlySpan<byte> value)
    {
        if (!ItemReader.TryReadCounted(ref value, out ReadOnlySpan<byte> sopClass) || !ItemReader.TryReadCounted(ref value, out ReadOnlySpan<byte> service))
            return false;

        List<DicomUid> related = [];
        if (!value.IsEmpty && !TryReadRelated(value, related))
            return false;
        if (DicomUid.TryParse(sopClass, out DicomUid sopClassUid) && DicomUid.TryParse(service, out DicomUid serviceUid))
            _commonExtended.Add(new SopClassCommonExtendedNegotiation(sopClassUid, serviceUid, related));
        return true;
    }

    private static bool TryReadRelated(ReadOnlySpan<byte> value, List<DicomUid> related)
    {
        if (!ItemReader.TryReadCounted(ref value, out ReadOnlySpan<byte> list))
            return false;
        while (!list.IsEmpty)
        {
            if (!ItemReader.TryReadCounted(ref list, out ReadOnlySpan<byte> uid))
                return false;
            if (DicomUid.TryParse(uid, out DicomUid relatedUid))
                related.Add(relatedUid);
        }

        return true;
    }

    private bool TryReadIdentity(ReadOnlySpan<byte> value)
    {
        if (value.Length < 2)
            return false;

        ReadOnlySpan<byte> rest = value[2..];
        if (!ItemReader.TryReadCounted(ref rest, out ReadOnlySpan<byte> primary) || !ItemReader.TryReadCounted(ref rest, out ReadOnlySpan<byte> secondary))
            return false;
        _identity = new UserIdentity((UserIdentityType)value[0], value[1] == 1, primary.ToArray(), secondary.ToArray());
        return true;
    }

    private bool TryReadIdentityResponse(ReadOnlySpan<byte> value)
    {
        if (!ItemReader.TryReadCounted(ref value, out ReadOnlySpan<byte> response))
            return false;
        _identityResponse = response.ToArray();
        return true;
    }
}
