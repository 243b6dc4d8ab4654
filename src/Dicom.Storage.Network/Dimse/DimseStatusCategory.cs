namespace Dicom.Storage.Network;

/// <summary>What a status code means for the request (PS3.7 C).</summary>
public enum DimseStatusCategory
{
    /// <summary>Done: 0000.</summary>
    Success,

    /// <summary>Done with a remark: 0001, 0107, 0116, Bxxx. The object of a C-STORE is stored.</summary>
    Warning,

    /// <summary>Not done: Axxx, Cxxx, 01xx and 02xx other than the warnings.</summary>
    Failure,

    /// <summary>Ended because the requestor asked: FE00.</summary>
    Cancel,

    /// <summary>More responses follow: FF00, FF01.</summary>
    Pending,
}
