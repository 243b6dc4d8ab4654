using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>The rules for values: those of their VR (PS3.5 6.2) and the multiplicity of the dictionary (PS3.5 6.4).</summary>
internal static class ElementRules
{
    /// <exception cref="DicomDataException">A new element breaks a rule.</exception>
    public static void Require(DicomElement element)
    {
        DicomValueFlaws flaws = Check(new ElementView(element, element.VR, DicomCharacterSets.Utf8, Dataset: null));
        if (flaws != DicomValueFlaws.None)
        {
            throw new DicomDataException(
                $"{DicomMessages.Name(element.Tag)} of VR {element.VR}: {Explain(element, flaws)} " +
                $"Correct the value, or make the element with {nameof(DicomElement)}.{nameof(DicomElement.Create)} and {nameof(DicomValidation)}.{nameof(DicomValidation.None)}.");
        }
    }

    public static DicomValueFlaws Check(in ElementView view)
    {
        if (view.Element.IsEmpty || view.VR == DicomVR.SQ)
            return DicomValueFlaws.None;

        DicomValueFlaws flaws = view.Element.Text is { } text
            ? DicomVRRules.Check(view.VR, text.AsSpan())
            : view.VR.IsText ? DicomVRRules.Check(view.VR, view.Element.GetBuffer().Span, view.CharacterSets) : CheckLength(view);
        return HasMultiplicity(view) ? flaws : flaws | DicomValueFlaws.Multiplicity;
    }

    // Binary values have no rule but their length, so a large one need not be read.
    private static DicomValueFlaws CheckLength(in ElementView view)
    {
        DicomValueFlaws flaws = (view.Element.Length & 1) == 0 ? DicomValueFlaws.None : DicomValueFlaws.OddLength;
        return view.Element.Length % ValueReader.UnitOf(view.VR) == 0 ? flaws : flaws | DicomValueFlaws.Size;
    }

    // OB, OW and the like, and UN, have one value however long it is (PS3.5 6.4).
    private static bool HasMultiplicity(in ElementView view)
    {
        bool counts = view.VR.IsText ? view.VR.IsMultiValuedText : view.VR.ValueSize > 1 && !view.VR.ToString().StartsWith('O');
        return !counts || !DicomDictionary.TryGet(view.Element.Tag, out DicomDictionaryEntry entry)
            || ValueMultiplicity.Parse(entry.ValueMultiplicity).Allows(ValueReader.Count(view));
    }

    private static string Explain(DicomElement element, DicomValueFlaws flaws)
    {
        var text = new StringBuilder();
        void Say(DicomValueFlaws flaw, string sentence) => text.Append(flaws.HasFlag(flaw) ? sentence + " " : string.Empty);
        Say(DicomValueFlaws.TooLong, $"a value has at most {DicomVRRules.GetMaxLength(element.VR)} characters.");
        Say(DicomValueFlaws.Repertoire, "a value has a character that the VR does not allow.");
        Say(DicomValueFlaws.Format, "a value is not written as the VR has it.");
        Say(DicomValueFlaws.Range, "a number is out of range.");
        Say(DicomValueFlaws.Multiplicity, $"the dictionary allows {Multiplicity(element.Tag)} values.");
        DicomValueFlaws rest = flaws & (DicomValueFlaws.Padding | DicomValueFlaws.OddLength | DicomValueFlaws.Size | DicomValueFlaws.CharacterSet);
        return (rest == DicomValueFlaws.None ? text : text.Append($"its bytes break a rule: {rest}. ")).ToString().TrimEnd();
    }

    private static string Multiplicity(DicomTag tag) => DicomDictionary.TryGet(tag, out DicomDictionaryEntry entry) ? entry.ValueMultiplicity : "any number of";
}
