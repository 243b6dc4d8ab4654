namespace Dicom.Storage.Network.Tests;

/// <summary>Counts associations and what they ended with.</summary>
internal sealed class CountingObserver : IAssociationObserver
{
    private int _opened;
    private int _ended;

    public int Opened => Volatile.Read(ref _opened);

    public int Ended => Volatile.Read(ref _ended);

    public void OnOpened(AssociationInfo association) => Interlocked.Increment(ref _opened);

    public void OnEnded(AssociationInfo association, AssociationEndReason reason) => Interlocked.Increment(ref _ended);
}
