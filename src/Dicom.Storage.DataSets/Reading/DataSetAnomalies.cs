namespace Dicom.Storage.DataSets;

/// <summary>What breaks a rule of PS3.5 without making the data set ambiguous: it is read, and marked as suspect.</summary>
[Flags]
public enum DataSetAnomalies
{
    /// <summary>Nothing seen.</summary>
    None = 0,

    /// <summary>A value of odd length (PS3.5 7.1.1).</summary>
    OddLength = 1,

    /// <summary>A length that is no multiple of the VR's value size, for example a US of three bytes (PS3.5 6.2).</summary>
    PartialValue = 2,

    /// <summary>A VR that the standard does not have, in an element whose length form is certain all the same (PS3.5 7.1.2).</summary>
    UnknownVR = 4,

    /// <summary>A kept value was larger than <see cref="DataSetLimits.MaxValueBytes"/> or <see cref="DataSetLimits.MaxHeaderBytes"/> and was cut.</summary>
    ValueCut = 8,

    /// <summary>A delimiter with a length other than zero (PS3.5 7.5.2).</summary>
    DelimiterLength = 16,

    /// <summary>Zero bytes after the end of the deflate stream, more than the one that pads it (PS3.5 A.5). Other bytes there are no anomaly but a failure.</summary>
    TrailingData = 32,

    /// <summary>Pixel Data is not as long as Rows, Columns, Bits Allocated and the like make it (PS3.5 8.1.1).</summary>
    PixelDataLength = 64,

    /// <summary>An object of an image class, or with the description of an image, but without Pixel Data: a header alone, or the front of an object that was cut.</summary>
    NoPixelData = 128,

    /// <summary>The transfer syntax is not known, so the data set was not looked at.</summary>
    OpaqueDataSet = 256,

    /// <summary>A tag that is there twice or out of order (PS3.5 7.1); with <see cref="DataSetReadMode.Tolerant"/> only, otherwise a failure.</summary>
    TagOrder = 512,

    /// <summary>A length that reaches past the level around it, and was cut down to it; with <see cref="DataSetReadMode.Tolerant"/> only.</summary>
    LengthOverrun = 1_024,

    /// <summary>A delimiter that is missing or one too many; with <see cref="DataSetReadMode.Tolerant"/> only.</summary>
    MisplacedDelimiter = 2_048,

    /// <summary>An element of group 0000 or 0002 (PS3.7 6.3, PS3.10 7.1); with <see cref="DataSetReadMode.Tolerant"/> only.</summary>
    ForbiddenGroup = 4_096,

    /// <summary>Pixel Data is encapsulated where the transfer syntax has it native, or the other way round; with <see cref="DataSetReadMode.Tolerant"/> only.</summary>
    WrongEncapsulation = 8_192,

    /// <summary>
    /// What could not be understood in a sequence or item of defined length was passed over to its end: a copy made of what was read lacks it.
    /// With <see cref="DataSetReadMode.Tolerant"/> only.
    /// </summary>
    BytesSkipped = 16_384,

    /// <summary>The data set is encoded otherwise than its transfer syntax says, as its first element shows; with <see cref="DataSetReadMode.Tolerant"/> only.</summary>
    OtherEncoding = 32_768,

    /// <summary>
    /// The file meta information lacks its length (0002,0000). With <see cref="DataSetReadMode.Tolerant"/> also: it is not as long as that says, or names
    /// no transfer syntax.
    /// </summary>
    FileMeta = 65_536,
}
