namespace Dicom.Storage.DataSets;

/// <summary>Why a data set cannot be understood. Each is one low byte of the C-STORE status Cxxx, "cannot understand" (PS3.4 B.2.3).</summary>
public enum DataSetFailureKind
{
    /// <summary>A UID that identifies the object is none (PS3.5 9.1): status C001.</summary>
    InvalidUid = 1,

    /// <summary>The data set ends inside an element, item, sequence or fragment: status C002.</summary>
    Incomplete = 2,

    /// <summary>The encoding is broken, or is not the transfer syntax's: status C003.</summary>
    Structure = 3,

    /// <summary>A limit of <see cref="DataSetLimits"/> is passed: status C004.</summary>
    Limit = 4,

    /// <summary>An element of group 0000 or 0002, which belong to the command and to the file meta information (PS3.7 6.3, PS3.10 7.1): status C005.</summary>
    ForbiddenGroup = 5,
}
