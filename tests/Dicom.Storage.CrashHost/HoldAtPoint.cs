using Dicom.Storage.Core;

namespace Dicom.Storage.CrashHost;

/// <summary>Keeps whoever passes a point there until the process ends.</summary>
internal sealed class HoldAtPoint(FaultPoint point) : IFaultPoints
{
    private readonly Task _never = new TaskCompletionSource().Task;

    public void Pass(FaultPoint passed)
    {
        if (passed == point)
            _never.Wait(); // blocking is the purpose: a disk that hangs does the same
    }
}
