using System.Collections.Frozen;

namespace Dicom.Storage.DataSets;

/// <summary>What the pixels may show although the elements are anonymised (PS3.15 E.3.1, E.3.2).</summary>
internal static class PixelWarnings
{
    // Captured from screens, film and video, ultrasound, photographs and endoscopy: text is often part of the picture.
    private static readonly FrozenSet<string> s_oftenWithText = new[]
    {
        "1.2.840.10008.5.1.4.1.1.7", "1.2.840.10008.5.1.4.1.1.7.1", "1.2.840.10008.5.1.4.1.1.7.2", "1.2.840.10008.5.1.4.1.1.7.3", "1.2.840.10008.5.1.4.1.1.7.4",
        "1.2.840.10008.5.1.4.1.1.3", "1.2.840.10008.5.1.4.1.1.3.1", "1.2.840.10008.5.1.4.1.1.6", "1.2.840.10008.5.1.4.1.1.6.1", "1.2.840.10008.5.1.4.1.1.6.2",
        "1.2.840.10008.5.1.4.1.1.6.3", "1.2.840.10008.5.1.4.1.1.77.1", "1.2.840.10008.5.1.4.1.1.77.2", "1.2.840.10008.5.1.4.1.1.77.1.1",
        "1.2.840.10008.5.1.4.1.1.77.1.1.1", "1.2.840.10008.5.1.4.1.1.77.1.2", "1.2.840.10008.5.1.4.1.1.77.1.2.1", "1.2.840.10008.5.1.4.1.1.77.1.4",
        "1.2.840.10008.5.1.4.1.1.77.1.4.1", "1.2.840.10008.5.1.4.1.1.77.1.5.1", "1.2.840.10008.5.1.4.1.1.77.1.5.2", "1.2.840.10008.5.1.4.1.1.104.3",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static AnonymizationWarnings Of(DicomDataset root)
    {
        AnonymizationWarnings warnings = AnonymizationWarnings.None;
        if (root.Contains(DicomTag.WaveformSequence))
            warnings |= AnonymizationWarnings.Waveform;
        if (!root.Contains(DicomTag.PixelData) && !root.Contains(DicomTag.FloatPixelData) && !root.Contains(DicomTag.DoubleFloatPixelData))
            return warnings;

        warnings |= BurnedIn(root);
        if (Is(root, DicomTag.RecognizableVisualFeatures, "YES"))
            warnings |= AnonymizationWarnings.RecognizableVisualFeatures;
        if (HasOverlayInPixels(root))
            warnings |= AnonymizationWarnings.OverlayInPixels;
        return warnings;
    }

    private static AnonymizationWarnings BurnedIn(DicomDataset root)
    {
        if (Is(root, DicomTag.BurnedInAnnotation, "YES"))
            return AnonymizationWarnings.BurnedInAnnotation;
        if (Is(root, DicomTag.BurnedInAnnotation, "NO"))
            return AnonymizationWarnings.None;

        string sopClass = root.GetSingleValueOrDefault(DicomTag.SOPClassUID, string.Empty);
        bool isKnown = DicomUid.TryParse(sopClass, out DicomUid uid) && DicomSopClass.TryGet(uid, out _);
        bool isLikely = !isKnown || s_oftenWithText.Contains(sopClass) || root.Contains(DicomTag.ConversionType);
        return isLikely ? AnonymizationWarnings.PossiblyBurnedInAnnotation : AnonymizationWarnings.None;
    }

    // A plane without data of its own lies in the pixels' unused bits, as it was allowed once (PS3.5 8.1.2).
    private static bool HasOverlayInPixels(DicomDataset root)
    {
        for (int group = 0x6000; group <= 0x60FE; group += 2)
        {
            if (root.Contains(new DicomTag((ushort)group, 0x0010)) && !root.Contains(new DicomTag((ushort)group, 0x3000)))
                return true;
        }

        return false;
    }

    private static bool Is(DicomDataset root, DicomTag tag, string value) => root.GetSingleValueOrDefault(tag, string.Empty) == value;
}
