namespace Dicom.Storage.Codecs;

/// <summary>How samples go into the frame.</summary>
/// <param name="Bytes">Of a sample: 1, 2 or 4.</param>
/// <param name="Shift">The point transform: zeros that go below.</param>
/// <param name="SignShift">Bits above the sign of a signed sample; 0 when there are none or it is unsigned.</param>
internal readonly record struct JpegSampleFormat(int Bytes, int Shift, int SignShift)
{
    /// <summary>Gets whether samples go in as they are.</summary>
    public bool IsPlain => (Shift | SignShift) == 0;

    /// <summary>The sample as it stands in the frame.</summary>
    public int Apply(int sample)
    {
        int unused = 32 - (8 * Bytes);
        return sample << (Shift + SignShift + unused) >> (SignShift + unused);
    }
}
