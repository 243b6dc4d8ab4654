using Dicom.Storage.DataSets;

namespace Dicom.Storage.Scp;

/// <summary>Counts of a server since its start.</summary>
public sealed class StoreStatistics
{
    private long _stored;
    private long _storedBytes;
    private long _refused;
    private long _suspect;

    /// <summary>Gets how many objects were acknowledged with success.</summary>
    public long Stored => Volatile.Read(ref _stored);

    /// <summary>Gets the data set bytes of the acknowledged objects.</summary>
    public long StoredBytes => Volatile.Read(ref _storedBytes);

    /// <summary>Gets how many objects were answered with a failure.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Gets how many of the acknowledged objects break a rule of the standard without being ambiguous (<see cref="DataSetAnomalies"/>); they are kept as they came.</summary>
    public long Suspect => Volatile.Read(ref _suspect);

    internal void AddStored(long bytes)
    {
        Interlocked.Increment(ref _stored);
        Interlocked.Add(ref _storedBytes, bytes);
    }

    internal void AddSuspect() => Interlocked.Increment(ref _suspect);

    internal void AddRefused() => Interlocked.Increment(ref _refused);
}
