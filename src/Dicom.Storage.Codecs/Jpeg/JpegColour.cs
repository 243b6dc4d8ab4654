namespace Dicom.Storage.Codecs;

/// <summary>Tells from a JPEG codestream itself what its three components are, because Photometric Interpretation is wrong in many files.</summary>
internal static class JpegColour
{
    private const int AdobeTransform = 13;

    /// <summary>
    /// JFIF is YCbCr by definition, the Adobe marker says whether there is a transform (T.872 6.5.3), and components that are called R, G and B are that. A
    /// codestream with none of these says nothing of its colour, whatever numbers its components have, and the data set is believed.
    /// </summary>
    /// <param name="codestream">The codestream, or its beginning with the frame header.</param>
    /// <param name="declared">What Photometric Interpretation says.</param>
    /// <returns>What is coded; for luminance and chrominance as it was declared, where that says so too.</returns>
    /// <exception cref="CodecException">The header cannot be read.</exception>
    public static Photometric Of(ReadOnlySpan<byte> codestream, Photometric declared)
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
            if (marker == JpegMarker.Adobe && segment.Length > AdobeTransform && segment[2..].StartsWith("Adobe"u8))
                transform = segment[AdobeTransform];
        }

        if (reader.Frame.Components.Length != 3)
            return declared;
        if (isJfif || transform > 0)
            return declared is Photometric.YbrFull422 ? declared : Photometric.YbrFull;
        return transform == 0 || IsNamedRgb(reader.Frame.Components) ? Photometric.Rgb : declared;
    }

    private static bool IsNamedRgb(JpegComponent[] components) => components[0].Id == 'R' && components[1].Id == 'G' && components[2].Id == 'B';
}
