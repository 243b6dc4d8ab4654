namespace Dicom.Storage.Codecs;

/// <summary>Why a frame cannot be decoded or encoded.</summary>
public enum CodecFailure
{
    /// <summary>The codestream breaks its standard, or ends early.</summary>
    InvalidCodestream,

    /// <summary>The codestream uses a part of its standard that is not supported.</summary>
    Unsupported,

    /// <summary>The codestream is of another size, number of components or depth than the data set says.</summary>
    Mismatch,

    /// <summary>Decoding would take more memory or work than a frame of this size may.</summary>
    OverBudget,

    /// <summary>The attributes that describe the frame are out of range or contradict each other (PS3.3 C.7.6.3).</summary>
    InvalidFrame,
}
