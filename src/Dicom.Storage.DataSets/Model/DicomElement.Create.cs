namespace Dicom.Storage.DataSets;

/// <content>Elements made of .NET values.</content>
public sealed partial class DicomElement
{
    /// <summary>Makes an element that follows the rules of its VR.</summary>
    /// <inheritdoc cref="Create{T}(DicomTag, DicomVR, DicomValidation, ReadOnlySpan{T})"/>
    public static DicomElement Create<T>(DicomTag tag, DicomVR vr, params ReadOnlySpan<T> values) => Create(tag, vr, DicomValidation.Rules, values);

    /// <summary>Makes an element of values.</summary>
    /// <typeparam name="T">
    /// <see cref="string"/> for any VR but those of plain bytes, a number type for the binary VRs, IS and DS,
    /// <see cref="DicomUid"/> for UI, <see cref="DicomTag"/> for AT, <see cref="byte"/> for plain bytes, and the types of names, ages,
    /// dates and times that a data set gives.
    /// </typeparam>
    /// <param name="tag">The tag.</param>
    /// <param name="vr">The VR; not SQ, which is a <see cref="DicomSequence"/>.</param>
    /// <param name="validation"><see cref="DicomValidation.None"/> to make an element that breaks the rules.</param>
    /// <param name="values">The values; none for an empty element.</param>
    /// <exception cref="DicomDataException">The VR cannot hold the values, or they break a rule.</exception>
    public static DicomElement Create<T>(DicomTag tag, DicomVR vr, DicomValidation validation, params ReadOnlySpan<T> values)
    {
        if (vr == DicomVR.SQ)
            throw new ArgumentException("A sequence is a DicomSequence.", nameof(vr));

        DicomElement element = ValueEncoder.Encode(tag, vr, values);
        // Ranges are for queries, whose values follow rules of their own (PS3.4 C.2.2.2.5).
        bool isRange = typeof(T) == typeof(DicomDateRange) || typeof(T) == typeof(DicomTimeRange) || typeof(T) == typeof(DicomDateTimeRange);
        if (validation == DicomValidation.Rules && !isRange)
            ElementRules.Require(element);
        return element;
    }
}
