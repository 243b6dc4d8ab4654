namespace Dicom.Storage.Testing;

/// <summary>What code allocates on its thread.</summary>
public static class Allocation
{
    private const int Rounds = 10;

    /// <summary>
    /// Gets the smallest number of bytes of several runs. Whatever is not the code's own is only ever added: a collection that
    /// another thread causes charges the rest of the thread's allocation window, compilation in the background some bytes.
    /// </summary>
    public static long Least(Action code)
    {
        ArgumentNullException.ThrowIfNull(code);
        long least = long.MaxValue;
        for (int i = 0; i < Rounds; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            code();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
