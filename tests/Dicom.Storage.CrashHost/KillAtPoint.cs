using System.Diagnostics;
using Dicom.Storage.Core;

namespace Dicom.Storage.CrashHost;

/// <summary>Ends the process, as <c>kill -9</c> does, when a point is passed for the n-th time.</summary>
internal sealed class KillAtPoint(FaultPoint point, int count) : IFaultPoints
{
    private int _passed;

    public void Pass(FaultPoint passed)
    {
        if (passed == point && Interlocked.Increment(ref _passed) == count)
            Process.GetCurrentProcess().Kill();
    }
}
