namespace Dicom.Storage.Core;

/// <summary>Is told each <see cref="FaultPoint"/> as it is passed. Production has <see cref="None"/>; tests kill or throw here.</summary>
internal interface IFaultPoints
{
    static IFaultPoints None { get; } = new NoFaultPoints();

    void Pass(FaultPoint point);

    private sealed class NoFaultPoints : IFaultPoints
    {
        public void Pass(FaultPoint point)
        {
        }
    }
}
