namespace Dicom.Storage.Codecs;

/// <summary>What the components of a JPEG codestream are.</summary>
internal enum JpegColourModel
{
    /// <summary>One component: grey or an index into a palette.</summary>
    Grey,

    /// <summary>Red, green and blue.</summary>
    Rgb,

    /// <summary>Luminance and two chrominances (T.871 7).</summary>
    YCbCr,

    /// <summary>Two or four components.</summary>
    Other,
}

/// <summary>Tells from markers what colour a codestream holds, because Photometric Interpretation is wrong in many files.</summary>
internal static class JpegColour
{
    /// <summary>
    /// The rules of the Independent JPEG Group's decoder: JFIF is YCbCr; the Adobe marker says which; component identifiers 1, 2, 3 are
    /// YCbCr, but not in the lossless process, whose writers do not transform; the letters R, G, B say it themselves. Without any of
    /// these the data set is believed.
    /// </summary>
    /// <param name="codestream">The codestream, or its beginning with the frame header.</param>
    /// <param name="isDeclaredRgb">Whether Photometric Interpretation is RGB.</param>
    /// <exception cref="CodecException">The header cannot be read.</exception>
    public static JpegColourModel Of(ReadOnlySpan<byte> codestream, bool isDeclaredRgb)
    {
        JpegReader reader = new(codestream, expectedRows: 1);
        bool isJfif = false;
        int transform = -1;
        while (reader.Frame is null)
        {
            byte marker = reader.NextMarker();
            int start = reader.Position;
            if (marker is JpegMarker.EndOfImage or JpegMarker.StartOfScan)
                JpegErrors.Invalid("The JPEG codestream has no frame header before its first scan.");
            reader.ReadSegment(marker);
            ReadOnlySpan<byte> segment = codestream[start..reader.Position];
            if (marker == JpegMarker.Jfif && segment.Length > 6)
                isJfif |= segment[2..].StartsWith("JFIF\0"u8);
            if (marker == JpegMarker.Adobe && segment.Length >= 14 && segment[2..].StartsWith("Adobe"u8))
                transform = segment[13];
        }

        return Of(reader.Frame, isJfif, transform, isDeclaredRgb);
    }

    private static JpegColourModel Of(JpegFrame frame, bool isJfif, int transform, bool isDeclaredRgb)
    {
        if (frame.Components.Length != 3)
            return frame.Components.Length == 1 ? JpegColourModel.Grey : JpegColourModel.Other;
        if (isJfif)
            return JpegColourModel.YCbCr;
        if (transform >= 0)
            return transform == 0 ? JpegColourModel.Rgb : JpegColourModel.YCbCr;
        if (frame.Components[0].Id == 'R' && frame.Components[1].Id == 'G' && frame.Components[2].Id == 'B')
            return JpegColourModel.Rgb;
        bool isNumbered = frame.Components[0].Id == 1 && frame.Components[1].Id == 2 && frame.Components[2].Id == 3;
        if (isNumbered && frame.Process != JpegProcess.Lossless)
            return JpegColourModel.YCbCr;
        return isDeclaredRgb ? JpegColourModel.Rgb : JpegColourModel.YCbCr;
    }
}
