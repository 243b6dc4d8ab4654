using System.Globalization;
using System.Text;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>The <c>*_uid_hash</c> columns: SeaHash (default seeds) of a UID's ASCII characters, in decimal, padded with zeros to 20 digits.</summary>
public static class UidHash
{
    /// <summary>The number of digits.</summary>
    public const int Length = 20;

    /// <summary>Gets the hash of a UID as a number.</summary>
    public static ulong Compute(DicomUid uid)
    {
        Span<byte> ascii = stackalloc byte[DicomUid.MaxLength];
        int length = Encoding.ASCII.GetBytes(uid.Value, ascii);
        return SeaHash.Compute(ascii[..length]);
    }

    /// <summary>Writes the 20 digits.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has room for fewer than 20 characters.</exception>
    public static void Format(DicomUid uid, Span<char> destination)
    {
        if (!Compute(uid).TryFormat(destination, out _, "D20", CultureInfo.InvariantCulture))
            throw new ArgumentException("A hash has 20 digits.", nameof(destination));
    }

    /// <summary>Makes the text of the columns.</summary>
    public static BoundedString<Max20> Of(DicomUid uid) =>
        BoundedString<Max20>.Parse(Compute(uid).ToString("D20", CultureInfo.InvariantCulture));
}
