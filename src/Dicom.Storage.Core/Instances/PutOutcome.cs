namespace Dicom.Storage.Core;

/// <summary>What became of an object that was put into an <see cref="IInstanceStore"/>.</summary>
public enum PutOutcome
{
    /// <summary>It is there now, or it was put by an earlier attempt with the same spool entry.</summary>
    Stored,

    /// <summary>Another object with the same UIDs and the same data set bytes was there: nothing has changed.</summary>
    AlreadyStored,

    /// <summary>An object with the same UIDs and other bytes was there: both are kept, this one beside the first.</summary>
    KeptBoth,

    /// <summary>An object with the same UIDs and other bytes was there: this one has replaced it.</summary>
    Replaced,

    /// <summary>An object with the same UIDs and other bytes was there: it stays, this one is not kept.</summary>
    KeptFirst,
}
