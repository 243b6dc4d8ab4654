namespace Dicom.Storage.Network;

/// <summary>Source and reason of an A-ABORT (PS3.8 9.3.8).</summary>
/// <param name="Source">Who aborted.</param>
/// <param name="Reason">Why; of no meaning when the user aborted.</param>
public readonly record struct AssociationAbort(AbortSource Source, AbortReason Reason)
{
    internal static AssociationAbort User => new(AbortSource.ServiceUser, AbortReason.NotSpecified);

    internal static AssociationAbort Provider => new(AbortSource.ServiceProvider, AbortReason.NotSpecified);

    internal static AssociationAbort UnrecognizedPdu => new(AbortSource.ServiceProvider, AbortReason.UnrecognizedPdu);

    internal static AssociationAbort UnexpectedPdu => new(AbortSource.ServiceProvider, AbortReason.UnexpectedPdu);

    internal static AssociationAbort InvalidPduParameterValue => new(AbortSource.ServiceProvider, AbortReason.InvalidPduParameterValue);
}
