namespace Dicom.Storage.DataSets;

/// <summary>Binary search among sorted tags, once an element read: the framework's boxes the number as long as it is not optimized.</summary>
internal static class TagSearch
{
    /// <returns>The complement of the place to insert at, a negative number, when the tag is not there.</returns>
    public static int IndexOf(ReadOnlySpan<uint> sorted, uint tag)
    {
        int low = 0, high = sorted.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            uint found = sorted[middle];
            if (found == tag)
                return middle;
            if (found < tag)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }
}
