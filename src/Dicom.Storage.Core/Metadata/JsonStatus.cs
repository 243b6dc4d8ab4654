namespace Dicom.Storage.Core;

/// <summary>The outcome of making a series' JSON document; the numbers are what table and messages carry.</summary>
public enum JsonStatus
{
    /// <summary>Nothing was made yet.</summary>
    Pending = 0,

    /// <summary>The document of <see cref="DicomJsonMeta.FlagTime"/> is there.</summary>
    Done = 1,

    /// <summary>Making it failed; tried again while <see cref="DicomJsonMeta.RetryTimes"/> is below its limit.</summary>
    Failed = 2,
}
