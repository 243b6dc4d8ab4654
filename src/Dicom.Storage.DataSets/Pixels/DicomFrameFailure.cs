namespace Dicom.Storage.DataSets;

/// <summary>Why a frame of Pixel Data cannot be given; the other frames may be whole.</summary>
public enum DicomFrameFailure
{
    /// <summary>There is no failure.</summary>
    None,

    /// <summary>Pixel Data ends before the frame does.</summary>
    PastEnd,

    /// <summary>The offset table has no entry for the frame.</summary>
    NoTableEntry,

    /// <summary>The frame's offset is not the beginning of a fragment (PS3.5 A.4).</summary>
    NotAFragment,

    /// <summary>The offsets of the frame and of the one before or after it do not ascend, or the latter is wrong, so that the frame's end is unknown.</summary>
    OutOfOrder,

    /// <summary>The Extended Offset Table says that the frame is longer than its fragment (PS3.3 C.7.6.3.1.8).</summary>
    PastFragment,

    /// <summary>Without an offset table nothing tells which fragments belong to the frame; a video, for example, has no frames that stand alone.</summary>
    Ambiguous,

    /// <summary>The attributes that give a native frame its size are missing or impossible: Rows, Columns, Bits Allocated (PS3.3 C.7.6.3).</summary>
    NoSize,

    /// <summary>The frame is larger than an array can be, 2 GiB: it can be opened as a stream.</summary>
    TooLarge,
}
