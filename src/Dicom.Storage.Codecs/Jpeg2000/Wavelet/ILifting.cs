namespace Dicom.Storage.Codecs;

/// <summary>
/// The lifting steps of a wavelet (T.800 F.3.8, F.4.8) over rows of some width that lie behind each other: columns of an image side by
/// side, or, with rows one wide, a line. Even (low-pass) and odd (high-pass) rows lie apart.
/// </summary>
internal interface ILifting
{
    static abstract void Inverse(in LiftingRows rows);

    static abstract void Forward(in LiftingRows rows);

    /// <summary>What becomes of a line's only sample when it stands at an odd place.</summary>
    static abstract int InverseSingle(int odd);

    static abstract int ForwardSingle(int odd);
}
