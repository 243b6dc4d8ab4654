namespace Dicom.Storage.Codecs.Tests;

/// <summary>Our samples against those of decoders of others.</summary>
internal static class OracleComparison
{
    /// <summary>Both decoders make the same of a frame, or nearly.</summary>
    /// <param name="theirs">What the other decoder made of it.</param>
    /// <param name="ours">Our samples, in the container that <paramref name="frame"/> gives.</param>
    /// <param name="frame">The shape of ours.</param>
    /// <param name="tolerance">The largest difference of a sample: 0 where nothing is lost.</param>
    /// <param name="component">The only component that is compared, from 0; null for all.</param>
    public static void AssertSame(OracleFrame theirs, ReadOnlySpan<byte> ours, in FrameInfo frame, int tolerance, int? component = null)
    {
        Assert.Equal((frame.Columns, frame.Rows, frame.SamplesPerPixel), (theirs.Columns, theirs.Rows, theirs.Components));
        int[] one = OracleSamples.Read(ours, frame.BytesPerSample, frame.IsSigned);
        int[] other = theirs.Values();
        // JPEG and JPEG-LS have no sign, and some data sets contradict that of JPEG 2000: then the bits are compared.
        if (theirs.IsSigned != frame.IsSigned)
            (one, other) = (OracleSamples.LowBits(one, theirs.Bits), OracleSamples.LowBits(other, theirs.Bits));
        long difference = OracleSamples.LargestDifference(one, other, component ?? 0, component is null ? 1 : frame.SamplesPerPixel);
        Assert.True(difference <= tolerance, $"{frame}: samples differ by {difference}");
    }

    /// <summary>The samples of a lossy process of T.81, which has no one right result.</summary>
    /// <param name="theirs">What the other decoder made of it.</param>
    /// <param name="job">What it was asked for.</param>
    /// <param name="ours">Our samples of the same frame.</param>
    public static void AssertSameJpeg(OracleFrame theirs, OracleJob job, byte[] ours)
    {
        if (job.Decoder == "libjpeg-turbo")
        {
            // It gives RGB, and takes for luminance and chrominance what does not say that it is colour. The integer transform, the filter of chrominance and the conversion are the same, bit for bit.
            if (job.Frame.SamplesPerPixel == 3 && JpegColour.Of(job.Codestream.Span, Photometric.YbrFull) == Photometric.YbrFull)
                YbrConversion.ToRgb(ours);
            AssertSame(theirs, ours, job.Frame, tolerance: 0);
            return;
        }

        // T.81 demands no exact transform, and does not say at all how halved chrominance becomes whole again.
        JpegFrame header = new JpegReader(job.Codestream.Span, expectedRows: 1).ReadFrame();
        bool isHalved = header.Components.Any(component => (component.Horizontal, component.Vertical) != (header.MaxHorizontal, header.MaxVertical));
        AssertSame(theirs, ours, job.Frame, tolerance: 1, component: isHalved ? 0 : null);
    }
}
