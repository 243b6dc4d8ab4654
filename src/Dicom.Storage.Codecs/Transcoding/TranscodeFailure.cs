namespace Dicom.Storage.Codecs;

/// <summary>Why an object cannot be brought into another transfer syntax.</summary>
public enum TranscodeFailure
{
    /// <summary>No codec decodes the object's transfer syntax: a video, for example.</summary>
    UnsupportedSource,

    /// <summary>No codec encodes the wanted transfer syntax, or not images of this kind.</summary>
    UnsupportedTarget,

    /// <summary>The wanted transfer syntax is for images, and the object has no Pixel Data.</summary>
    NoPixelData,

    /// <summary>The attributes that describe the image are missing, out of range or contradict each other (PS3.3 C.7.6.3).</summary>
    InvalidImage,

    /// <summary>A frame, or the whole of them, is larger than allowed, or than the transfer syntax can hold.</summary>
    OverBudget,

    /// <summary>A frame cannot be found in Pixel Data: <see cref="Exception.InnerException"/> is the <see cref="DataSets.DicomFrameException"/>.</summary>
    FrameNotFound,

    /// <summary>A frame cannot be decoded: <see cref="Exception.InnerException"/> is the <see cref="CodecException"/>.</summary>
    FrameNotDecoded,

    /// <summary>A frame cannot be encoded: <see cref="Exception.InnerException"/> is the <see cref="CodecException"/>.</summary>
    FrameNotEncoded,

    /// <summary>A frame that was encoded without loss does not decode to what it was made of.</summary>
    NotVerified,
}
