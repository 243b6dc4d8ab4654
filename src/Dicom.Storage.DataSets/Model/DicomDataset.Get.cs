using System.Diagnostics.CodeAnalysis;

namespace Dicom.Storage.DataSets;

/// <content>
/// Values as .NET types: <see cref="string"/>, the integers, <see cref="float"/>, <see cref="double"/>, <see cref="decimal"/>,
/// <see cref="DicomUid"/>, <see cref="DicomTag"/>, <see cref="DicomPersonName"/>, <see cref="DicomAge"/>, <see cref="DateOnly"/>,
/// <see cref="TimeOnly"/>, <see cref="DateTime"/>, <see cref="DateTimeOffset"/>, <see cref="DicomTime"/>, <see cref="DicomDateTime"/>
/// and the ranges of dates and times. A number is given only when the type can hold it; text of IS and DS is parsed, elements
/// written as UN have the VR of the dictionary. Another type is a <see cref="NotSupportedException"/>.
/// </content>
public sealed partial class DicomDataset
{
    /// <summary>Gets the number of values (PS3.5 6.4): 0 of an empty element, the items of a sequence, the words of OW.</summary>
    /// <exception cref="DicomDataException">The tag is absent.</exception>
    public int GetValueCount(DicomTag tag) => GetItem<DicomItem>(tag) switch
    {
        DicomElement element => ValueReader.Count(View(element)),
        DicomSequence sequence => sequence.Items.Count,
        _ => 1,
    };

    /// <summary>Gets all values as text, joined by backslashes, each without padding; numbers in invariant decimals.</summary>
    /// <returns>The empty string when the element has no value.</returns>
    /// <exception cref="DicomDataException">The tag is absent, or a sequence or plain bytes.</exception>
    public string GetString(DicomTag tag)
    {
        DicomElement element = GetItem<DicomElement>(tag);
        return ValueReader.GetString(View(element)) ?? throw DicomMessages.NotA(tag, element.VR, typeof(string));
    }

    /// <summary>Gets all values as text, as <see cref="GetString"/> does.</summary>
    /// <returns>False when the tag is absent, or a sequence or plain bytes.</returns>
    public bool TryGetString(DicomTag tag, [NotNullWhen(true)] out string? text)
    {
        text = TryView(tag, out ElementView view) ? ValueReader.GetString(view) : null;
        return text is not null;
    }

    /// <summary>Gets the one value of an element.</summary>
    /// <exception cref="DicomDataException">The tag is absent, has not one value, or none of this type.</exception>
    public T GetSingleValue<T>(DicomTag tag)
    {
        ElementView view = View(GetItem<DicomElement>(tag));
        int count = ValueReader.Count(view);
        if (count != 1)
            throw DicomMessages.NotSingle(tag, count);
        return ValueReader.TryGet(view, 0, out T? value) ? value! : throw DicomMessages.NotA(tag, view.VR, typeof(T));
    }

    /// <summary>Gets the one value of an element.</summary>
    /// <returns>False when the tag is absent, has not one value, or none of this type.</returns>
    public bool TryGetSingleValue<T>(DicomTag tag, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        return TryView(tag, out ElementView view) && ValueReader.Count(view) == 1 && ValueReader.TryGet(view, 0, out value);
    }

    /// <summary>Gets the one value of an element, or the default given when there is not exactly one of this type.</summary>
    public T GetSingleValueOrDefault<T>(DicomTag tag, T defaultValue) => TryGetSingleValue(tag, out T? value) ? value! : defaultValue;

    /// <summary>Gets one of an element's values.</summary>
    /// <param name="index">From 0.</param>
    /// <exception cref="DicomDataException">The tag is absent, has no such value, or none of this type.</exception>
    public T GetValue<T>(DicomTag tag, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ElementView view = View(GetItem<DicomElement>(tag));
        if (ValueReader.TryGet(view, index, out T? value))
            return value!;

        int count = ValueReader.Count(view);
        throw index < count ? DicomMessages.NotA(tag, view.VR, typeof(T)) : DicomMessages.NoValue(tag, index, count);
    }

    /// <summary>Gets one of an element's values.</summary>
    /// <param name="index">From 0.</param>
    /// <returns>False when the tag is absent, has no such value, or none of this type.</returns>
    public bool TryGetValue<T>(DicomTag tag, int index, [MaybeNullWhen(false)] out T value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        value = default;
        return TryView(tag, out ElementView view) && ValueReader.TryGet(view, index, out value);
    }

    /// <summary>Gets one of an element's values, or the default given when there is none of this type.</summary>
    /// <param name="index">From 0.</param>
    public T GetValueOrDefault<T>(DicomTag tag, int index, T defaultValue) => TryGetValue(tag, index, out T? value) ? value! : defaultValue;

    /// <summary>Gets all values of an element.</summary>
    /// <returns>An empty array when the element has no value.</returns>
    /// <exception cref="DicomDataException">The tag is absent, or a value is not of this type.</exception>
    public T[] GetValues<T>(DicomTag tag)
    {
        DicomElement element = GetItem<DicomElement>(tag);
        return ValueReader.TryGetAll(View(element), out T[]? values) ? values : throw DicomMessages.NotA(tag, element.VR, typeof(T));
    }

    /// <summary>Gets all values of an element.</summary>
    /// <returns>False when the tag is absent, or a value is not of this type.</returns>
    public bool TryGetValues<T>(DicomTag tag, [NotNullWhen(true)] out T[]? values)
    {
        values = null;
        return TryView(tag, out ElementView view) && ValueReader.TryGetAll(view, out values);
    }

    /// <summary>Gets in what the values of an element break the rules of its VR (PS3.5 6.2) or the multiplicity of the dictionary (PS3.5 6.4); they are readable nevertheless.</summary>
    /// <returns><see cref="DicomValueFlaws.None"/> for an empty element, a sequence and encapsulated Pixel Data too.</returns>
    /// <exception cref="DicomDataException">The tag is absent.</exception>
    public DicomValueFlaws GetFlaws(DicomTag tag) => GetItem<DicomItem>(tag) is DicomElement element ? ElementRules.Check(View(element)) : DicomValueFlaws.None;

    /// <summary>
    /// Gets the VR that a value is read with: its own, or that of the dictionary for one written as UN (PS3.5 6.2.2) or with
    /// letters that the standard does not have. Where the dictionary allows US and SS, Pixel Representation (0028,0103) decides.
    /// </summary>
    internal DicomVR EffectiveVR(DicomTag tag, DicomVR vr)
    {
        if (vr != DicomVR.UN && vr.IsKnown)
            return vr;

        DicomVR known = DicomDictionary.GetImplicitVR(tag);
        return known == DicomVR.US ? UnsignedOrSigned(tag) : known;
    }

    /// <summary>SS in place of US where the dictionary allows both and pixels are signed.</summary>
    internal DicomVR UnsignedOrSigned(DicomTag tag)
    {
        if (!DicomDictionary.TryGet(tag, out DicomDictionaryEntry entry) || entry.AllVRs is not [var first, var second, ..] || first != DicomVR.US || second != DicomVR.SS)
            return DicomVR.US;

        for (DicomDataset? dataset = this; dataset is not null; dataset = dataset.Sequence?.Owner)
        {
            if (dataset.TryGetItem(DicomTag.PixelRepresentation, out DicomItem? item) && item is DicomElement { Length: 2 } element)
                return element.GetBuffer().Span[element.IsBigEndian ? 1 : 0] == 1 ? DicomVR.SS : DicomVR.US;
        }

        return DicomVR.US;
    }

    private bool TryView(DicomTag tag, out ElementView view)
    {
        bool found = TryGetItem(tag, out DicomItem? item) && item is DicomElement;
        view = found ? View((DicomElement)item!) : default;
        return found;
    }

    internal ElementView View(DicomElement element)
    {
        DicomVR vr = EffectiveVR(element.Tag, element.VR);
        return new ElementView(element, vr, vr.HasCharacterSet ? CharacterSets : DicomCharacterSets.Default, this);
    }
}
