namespace Dicom.Storage.Core;

/// <summary>What to do with an object whose UIDs are known and whose bytes are not. The same bytes are never stored twice.</summary>
public enum DuplicatePolicy
{
    /// <summary>Keep both: the second under a name with its digest, the first untouched. The default: nothing is lost.</summary>
    KeepBoth,

    /// <summary>Keep the first, drop the second. The sender was told success: choose it only where senders repeat themselves.</summary>
    KeepFirst,

    /// <summary>Put the second in the first one's place.</summary>
    Replace,
}
