using System.Buffers.Binary;

namespace Dicom.Storage.Codecs;

/// <summary>
/// Finds the codestream. DICOM has it bare (PS3.5 8.2.4), and yet some senders put their frames into JP2 files (T.800 Annex I): the
/// boxes before the codestream are passed over.
/// </summary>
internal static class Jpeg2000Container
{
    private const uint SignatureBox = 0x6A502020; // "jP  "
    private const uint CodestreamBox = 0x6A703263; // "jp2c"

    public static ReadOnlySpan<byte> Unwrap(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 12 || BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) != SignatureBox)
            return bytes;

        int position = 0;
        while (position + 8 <= bytes.Length)
        {
            ulong length = BinaryPrimitives.ReadUInt32BigEndian(bytes[position..]);
            uint type = BinaryPrimitives.ReadUInt32BigEndian(bytes[(position + 4)..]);
            int head = 8;
            if (length == 1 && position + 16 <= bytes.Length)
            {
                length = BinaryPrimitives.ReadUInt64BigEndian(bytes[(position + 8)..]);
                head = 16;
            }

            // 0 is up to the end of the file; a box that ends too far off ends there as well.
            ulong rest = (ulong)(bytes.Length - position);
            if (length == 0 || length > rest)
                length = rest;
            if (length < (ulong)head)
                throw Jpeg2000Errors.Invalid("a box of the JP2 file is shorter than its head.");
            if (type == CodestreamBox)
                return bytes.Slice(position + head, (int)length - head);
            position += (int)length;
        }

        throw Jpeg2000Errors.Invalid("a JP2 file without a codestream.");
    }
}
