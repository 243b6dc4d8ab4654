using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>Whether the bits of samples above Bits Stored say nothing: 0, or the sign again. Old images have overlays there (PS3.5 8.1.2).</summary>
internal static class UnusedBits
{
    public static bool AreEmpty(ReadOnlySpan<byte> samples, in FrameInfo frame)
    {
        int unused = frame.BitsAllocated - frame.BitsStored;
        if (unused == 0)
            return true;

        return frame.BytesPerSample switch
        {
            1 => AreEmpty(MemoryMarshal.Cast<byte, sbyte>(samples), unused, frame.IsSigned),
            2 => AreEmpty(MemoryMarshal.Cast<byte, short>(samples), unused, frame.IsSigned),
            _ => AreEmpty(MemoryMarshal.Cast<byte, int>(samples), unused, frame.IsSigned),
        };
    }

    private static bool AreEmpty(ReadOnlySpan<sbyte> samples, int unused, bool isSigned)
    {
        int found = 0;
        foreach (sbyte sample in samples)
            found |= sample ^ (isSigned ? (sbyte)(sample << unused) >> unused : (byte)(sample << unused) >> unused);
        return (found & 0xFF) == 0;
    }

    private static bool AreEmpty(ReadOnlySpan<short> samples, int unused, bool isSigned)
    {
        int found = 0;
        foreach (short sample in samples)
            found |= sample ^ (isSigned ? (short)(sample << unused) >> unused : (ushort)(sample << unused) >> unused);
        return (found & 0xFFFF) == 0;
    }

    private static bool AreEmpty(ReadOnlySpan<int> samples, int unused, bool isSigned)
    {
        int found = 0;
        foreach (int sample in samples)
            found |= sample ^ (isSigned ? sample << unused >> unused : (int)((uint)(sample << unused) >> unused));
        return found == 0;
    }
}
