using System.Runtime.InteropServices;

namespace Dicom.Storage.DataSets;

/// <summary>Items made of .NET values.</summary>
internal static class DicomElementFactory
{
    /// <summary>The VR that the dictionary gives an element.</summary>
    /// <exception cref="DicomDataException">It has none for the tag.</exception>
    public static DicomVR VRFor(DicomDataset dataset, DicomTag tag)
    {
        DicomVR vr = DicomDictionary.GetImplicitVR(tag);
        if (vr == DicomVR.UN && !DicomDictionary.TryGet(tag, out _))
            throw new DicomDataException($"{tag} is not in the dictionary: say its VR, or use AddOrUpdatePrivate.");
        return vr == DicomVR.US ? dataset.UnsignedOrSigned(tag) : vr;
    }

    public static DicomItem Create<T>(DicomTag tag, DicomVR vr, DicomValidation validation, ReadOnlySpan<T> values)
    {
        if (vr == DicomVR.SQ)
            return CreateSequence(tag, values);
        return DicomElement.Create(tag, vr, validation, values);
    }

    private static DicomSequence CreateSequence<T>(DicomTag tag, ReadOnlySpan<T> values)
    {
        var sequence = new DicomSequence(tag);
        if (values.IsEmpty)
            return sequence;
        if (typeof(T) != typeof(DicomDataset))
            throw new DicomDataException($"{DicomMessages.Name(tag)} is a sequence: it takes items of {nameof(DicomDataset)}.");

        foreach (T value in values)
            sequence.Items.Add((DicomDataset)(object)value!);
        return sequence;
    }
}
