namespace Dicom.Storage.Network;

/// <summary>How many operations may be outstanding (PS3.7 D.3.3.3); 0 is no limit.</summary>
/// <param name="MaxInvoked">Operations that the sender of the item may invoke.</param>
/// <param name="MaxPerformed">Operations that the sender of the item may perform.</param>
public readonly record struct AsynchronousWindow(ushort MaxInvoked, ushort MaxPerformed);
