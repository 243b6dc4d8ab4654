using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>
/// Buffers of whole components, used again whichever thread comes next: the shared pool keeps one a thread, and a large array that is
/// new costs more in memory touched for the first time than its decoding does.
/// </summary>
internal static class ComponentBuffers
{
    /// <summary>Below it the shared pool is as good.</summary>
    private const int LargeLength = 1 << 18;

    /// <summary>Beyond it, 128 MB, nothing is kept.</summary>
    private const int MaxKeptLength = 1 << 25;

    /// <summary>At most as many are kept: three components of one frame and one more.</summary>
    private static readonly int[]?[] s_kept = new int[]?[4];

    public static int[] Rent(int length)
    {
        if (length < LargeLength)
            return ArrayPool<int>.Shared.Rent(length);

        foreach (ref int[]? place in s_kept.AsSpan())
        {
            if (Interlocked.Exchange(ref place, null) is not { } kept)
                continue;
            if (kept.Length >= length && kept.Length / 4 <= length)
                return kept;
            Interlocked.CompareExchange(ref place, kept, null);
        }

        return GC.AllocateUninitializedArray<int>(length);
    }

    public static void Return(int[] buffer)
    {
        if (buffer.Length < LargeLength)
        {
            ArrayPool<int>.Shared.Return(buffer);
            return;
        }

        if (buffer.Length > MaxKeptLength)
            return;
        foreach (ref int[]? place in s_kept.AsSpan())
        {
            if (Interlocked.CompareExchange(ref place, buffer, null) is null)
                return;
        }

        // All places are taken, perhaps by buffers of another size: the newest is the likeliest to be wanted.
        Volatile.Write(ref s_kept[0], buffer);
    }
}
