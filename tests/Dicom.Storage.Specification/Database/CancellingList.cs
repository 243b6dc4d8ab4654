using System.Collections;

namespace Dicom.Storage.Specification;

/// <summary>A list that cancels a token when its row number <paramref name="at"/> is read the second time: after checks, in the midst of the save.</summary>
internal sealed class CancellingList<T>(IReadOnlyList<T> rows, int at, CancellationTokenSource cancel) : IReadOnlyList<T>
{
    private int _reads;

    public int Count => rows.Count;

    public T this[int index] => Read(index);

    public IEnumerator<T> GetEnumerator()
    {
        for (int i = 0; i < rows.Count; i++)
            yield return Read(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private T Read(int index)
    {
        if (index == at && ++_reads == 2)
            cancel.Cancel();
        return rows[index];
    }
}
