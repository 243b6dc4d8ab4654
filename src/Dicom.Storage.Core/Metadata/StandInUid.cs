using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>A UID for an object that lacks one it should have: always the same for the same object, and no other's (PS3.5 B.2).</summary>
internal static class StandInUid
{
    /// <summary>Gets the UID of the header, or a stand-in where the element is absent or empty.</summary>
    /// <returns>False when the element holds something that is no UID.</returns>
    public static bool TryGet(DicomHeader header, DicomTag tag, DicomUid sopInstance, out DicomUid uid)
    {
        if (header.TryGetUid(tag, out uid))
            return true;
        if (header.TryGetRaw(tag, out ReadOnlySpan<byte> raw, out _) && raw.Trim(" \0"u8).Length > 0)
            return false;

        byte[] hash = SHA256.HashData(Encoding.ASCII.GetBytes($"{tag}{sopInstance.Value}"));
        uid = DicomUid.Parse($"2.25.{new BigInteger(hash.AsSpan(0, 16), isUnsigned: true)}");
        return true;
    }
}
