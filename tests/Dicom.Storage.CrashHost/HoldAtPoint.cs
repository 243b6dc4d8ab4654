using Dicom.Storage.Core;

namespace Dicom.Storage.CrashHost;

/// <summary>Keeps whoever passes a point there until the process ends.</summary>
internal sealed class HoldAtPoint(FaultPoint point) : IFaultPoints
{
    private readonly ManualResetEventSlim _never = new();

    public void Pass(FaultPoint passed)
    {
        if (passed == point)
            _never.Wait();
    }
}
