namespace Dicom.Storage.DataSets;

/// <summary>One open level: the data set itself, a sequence, an item or the fragments of Pixel Data.</summary>
internal struct DataSetFrame
{
    public const long Undefined = long.MaxValue;

    /// <summary>The <see cref="LastTag"/> of a level that has had no element yet.</summary>
    public const long NoTag = -1;

    /// <summary>Position of the first byte after it when its length is defined, else <see cref="Undefined"/>.</summary>
    public long End;

    /// <summary>The smallest <see cref="End"/> of this and all outer levels: no byte of this level lies at or after it.</summary>
    public long Limit;

    /// <summary>The number of the last element's tag in this level.</summary>
    public long LastTag;

    /// <summary>The tag of the sequence or of Pixel Data.</summary>
    public DicomTag Tag;

    public DataSetFrameKind Kind;

    public bool IsExplicitVR;

    public bool IsBigEndian;
}
