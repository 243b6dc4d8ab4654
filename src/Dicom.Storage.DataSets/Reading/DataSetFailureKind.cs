namespace Dicom.Storage.DataSets;

/// <summary>
/// Why an object cannot be taken. The first five are the low byte of the C-STORE status Cxxx, "cannot understand"; <see cref="UidMismatch"/> is
/// A900 (PS3.4 B.2.3).
/// </summary>
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

    /// <summary>The file meta information names another SOP class or instance than the data set (PS3.10 7.1): status A900.</summary>
    UidMismatch = 6,
}
