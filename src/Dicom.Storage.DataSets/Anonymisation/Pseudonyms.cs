using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>What stands for an identity, as a function of a secret key: the same in every file and every run, and not to be undone without the key.</summary>
internal sealed class Pseudonyms(byte[] key)
{
    private const int IdBytes = 8;

    /// <summary>The UID that stands for another: <c>2.25.</c> and a UUID of version 8 in decimals (PS3.5 B.2). UIDs of the standard stand for themselves.</summary>
    public string Uid(string uid)
    {
        if (WellKnownUids.Contains(uid))
            return uid;

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash("uid", uid, hash);
        hash[6] = (byte)(0x80 | (hash[6] & 0x0F));
        hash[8] = (byte)(0x80 | (hash[8] & 0x3F));
        return "2.25." + BinaryPrimitives.ReadUInt128BigEndian(hash).ToString(CultureInfo.InvariantCulture);
    }

    public string PatientId(string patientId)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash("patient", patientId, hash);
        return Convert.ToHexString(hash[..IdBytes]);
    }

    /// <summary>How many days a patient's dates are moved back, 1 to the maximum.</summary>
    public int Days(string patient, int maximum)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash("dates", patient, hash);
        return 1 + (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (uint)maximum);
    }

    // The purpose keeps a UID that is a patient's ID too from showing that it is.
    private void Hash(string purpose, string identity, Span<byte> hash)
    {
        byte[] text = Encoding.UTF8.GetBytes($"{purpose}\0{identity}");
        HMACSHA256.HashData(key, text, hash);
    }
}
