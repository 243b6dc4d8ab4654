using Dicom.Storage.DataSets;
using Dicom.Storage.Network;

namespace Dicom.Storage.Scp;

/// <summary>The answers of the store service to what it cannot take, each with its Error Comment (at most 64 characters, no value of the object).</summary>
internal static class StoreRefusal
{
    public static DimseResponse NotAuthorized => new(DimseStatus.NotAuthorized, "Caller may not store for this tenant");

    public static DimseResponse DiskFull => new(DimseStatus.OutOfResources, "Storage volume is full");

    public static DimseResponse DiskDegraded => new(DimseStatus.OutOfResources, "Storage volume is not writable");

    public static DimseResponse SpoolFull => new(DimseStatus.OutOfResources, "Too many objects wait for indexing");

    public static DimseResponse TooLarge => new(DimseStatus.OutOfResources, "Object is larger than this server takes");

    public static DimseResponse NotIndexedInTime => new(DimseStatus.OutOfResources, "Not indexed in time, send again");

    public static DimseResponse Quarantined => new(DimseStatus.ProcessingFailure, "Object could not be indexed");

    public static DimseResponse UidMismatch => new(DimseStatus.DataSetDoesNotMatchSopClass, "Command and data set differ in SOP Class or Instance UID");

    public static DimseResponse BadUid => new(DimseStatus.BadUid, "SOP Instance UID missing, or an identifying UID malformed");

    public static DimseResponse Unreadable(DataSetFailure failure) => failure.Kind switch
    {
        DataSetFailureKind.InvalidUid => BadUid,
        DataSetFailureKind.UidMismatch => UidMismatch,
        DataSetFailureKind.Incomplete => new(DimseStatus.IncompleteDataSet, "Data set ends too early"),
        DataSetFailureKind.Limit => new(DimseStatus.LimitExceeded, "Data set exceeds a limit of this server"),
        DataSetFailureKind.ForbiddenGroup => new(DimseStatus.ForbiddenGroup, "Group 0000 or 0002 in data set"),
        _ => new(DimseStatus.BrokenStructure, "Data set structure is broken"),
    };
}
