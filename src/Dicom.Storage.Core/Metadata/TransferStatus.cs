namespace Dicom.Storage.Core;

/// <summary>Whether an object has to be, was or could not be converted to another transfer syntax. The names are what tables and messages carry.</summary>
public enum TransferStatus
{
    /// <summary>Kept in the transfer syntax in which it came.</summary>
    NoNeedTransfer = 0,

    /// <summary>To be converted to <see cref="DicomStoreMeta.TargetTs"/>.</summary>
    NeedTransfer,

    /// <summary>Converted.</summary>
    Success,

    /// <summary>Could not be converted; the object is kept as it came.</summary>
    Failed,
}
