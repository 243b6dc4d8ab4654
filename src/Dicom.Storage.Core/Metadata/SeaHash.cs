using System.Buffers.Binary;

namespace Dicom.Storage.Core;

/// <summary>
/// SeaHash with its default seeds: 64 bits, not cryptographic. Four lanes take eight bytes each in turn; a lane that has taken
/// its bytes is diffused by a permuted congruential step; the lanes and the length are joined and diffused at the end.
/// </summary>
internal static class SeaHash
{
    private const ulong Multiplier = 0x6eed_0e9d_a4d9_4a4f;

    public static ulong Compute(ReadOnlySpan<byte> data)
    {
        ulong a = 0x16f1_1fe8_9b0d_677c, b = 0xb480_a793_d8e6_c86c, c = 0x6fe2_e5aa_f078_ebc9, d = 0x14f9_94a4_c525_9381;
        ulong length = (ulong)data.Length;

        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
            (a, b, c, d) = (b, c, d, Diffuse(a ^ BinaryPrimitives.ReadUInt64LittleEndian(data)));

        if (!data.IsEmpty)
        {
            ulong tail = 0;
            for (int i = data.Length - 1; i >= 0; i--)
                tail = (tail << 8) | data[i];
            a = Diffuse(a ^ tail);
        }

        return Diffuse(a ^ b ^ c ^ d ^ length);
    }

    private static ulong Diffuse(ulong value)
    {
        unchecked
        {
            value *= Multiplier;
            value ^= (value >> 32) >> (int)(value >> 60);
            return value * Multiplier;
        }
    }
}
