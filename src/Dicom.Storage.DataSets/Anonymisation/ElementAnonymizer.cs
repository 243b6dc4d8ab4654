using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>What becomes of one element with a value.</summary>
internal sealed class ElementAnonymizer(AnonymizationContext context)
{
    // Longer texts are not looked at, so they are not kept.
    private const int MaxTextBytes = 16 * 1024 * 1024;

    private readonly AnonymizationTally _tally = context.Tally;

    /// <summary>Follows a rule of the table.</summary>
    /// <returns>Null when the element is to be removed, the element itself when it is kept.</returns>
    public DicomElement? Apply(DicomDataset dataset, DicomElement element, ConfidentialityRule rule)
    {
        ConfidentialityAction action = rule.Under(context.Options.Profile);
        if (action == ConfidentialityAction.Keep)
        {
            _tally.Kept++;
            return element;
        }

        if (action == ConfidentialityAction.Clean && TryClean(dataset, element, rule, out DicomElement? cleaned))
            return cleaned;
        return ApplyBasic(dataset, element, rule.Basic);
    }

    /// <summary>Looks at a text that has no rule of its own, within a sequence whose texts are cleaned.</summary>
    public DicomElement CleanText(DicomDataset dataset, DicomElement element)
    {
        ElementView view = dataset.View(element);
        if (!IsFreeText(view.VR) || element.IsEmpty)
            return element;
        if (!HasIdentity(view))
        {
            _tally.Cleaned++;
            return element;
        }

        _tally.Replaced++;
        return DummyValues.Make(element.Tag, view.VR, element.Length);
    }

    /// <summary>A private element that is known to be safe, as far as its VR lets it be read (PS3.15 E.3.10, action C).</summary>
    public DicomElement? CleanPrivate(DicomDataset dataset, DicomElement element)
    {
        DicomVR vr = element.VR;
        if (vr == DicomVR.UI && !context.Has(AnonymizationProfile.RetainUids))
            return ReplaceUids(element);
        bool isTime = vr == DicomVR.DA || vr == DicomVR.DT || vr == DicomVR.TM;
        if (isTime && context.Has(AnonymizationProfile.RetainLongitudinalModifiedDates))
            return TryMoveDates(dataset.View(element), out DicomElement? moved) ? moved : null;
        if (isTime)
            return context.Has(AnonymizationProfile.RetainLongitudinalFullDates) ? element : null;
        return vr == DicomVR.PN || (IsFreeText(vr) && HasIdentity(dataset.View(element))) ? null : element;
    }

    private bool TryClean(DicomDataset dataset, DicomElement element, ConfidentialityRule rule, out DicomElement? cleaned)
    {
        ElementView view = dataset.View(element);
        cleaned = element;
        if (context.Days > 0 && rule.IsCleanedBy(AnonymizationProfile.RetainLongitudinalModifiedDates))
            return TryMoveDates(view, out cleaned);
        if (element.IsEmpty || (!IsFreeText(view.VR) && view.VR != DicomVR.AE && view.VR != DicomVR.CS) || HasIdentity(view))
            return false;

        _tally.Cleaned++;
        return true;
    }

    private bool TryMoveDates(ElementView view, out DicomElement? moved)
    {
        moved = view.Element;
        if (view.Element.Length > MaxTextBytes || !DateShift.TryMove(view.VR, TextValueReader.GetText(view), context.Days, out string text))
            return false;
        if (view.VR != DicomVR.DA && view.VR != DicomVR.DT)
            return true;

        _tally.DatesShifted++;
        moved = DummyValues.Of(view.Element.Tag, view.VR, text);
        return true;
    }

    private DicomElement? ApplyBasic(DicomDataset dataset, DicomElement element, ConfidentialityAction action)
    {
        if (Chosen(element.Tag) is { } chosen)
            return ReplaceBy(dataset, element, chosen);
        if (action == ConfidentialityAction.Remove || IsTooLong(dataset, element, action))
        {
            _tally.Removed++;
            return null;
        }

        if (action == ConfidentialityAction.Empty || element.IsEmpty)
        {
            _tally.Emptied++;
            return DicomElement.Create<string>(element.Tag, VROf(dataset, element));
        }

        DicomVR vr = VROf(dataset, element);
        if (vr == DicomVR.UI)
            return ReplaceUids(element);
        if (element.Tag == DicomTag.PatientID)
            return ReplaceBy(dataset, element, context.Pseudonyms.PatientId(TextValueReader.GetText(dataset.View(element))));
        if (element.Tag == DicomTag.EncapsulatedDocument)
            return ReplaceDocument(dataset, element);

        _tally.Replaced++;
        return DummyValues.Make(element.Tag, vr, element.Length);
    }

    // What a pseudonym is to be made of is read whole.
    private static bool IsTooLong(DicomDataset dataset, DicomElement element, ConfidentialityAction action) =>
        action != ConfidentialityAction.Empty && element.Length > MaxTextBytes
        && (element.Tag == DicomTag.PatientID || VROf(dataset, element) == DicomVR.UI);

    private string? Chosen(DicomTag tag)
    {
        if (tag == DicomTag.PatientName)
            return context.Options.PatientName;
        return tag == DicomTag.PatientID ? context.Options.PatientId : null;
    }

    private DicomElement ReplaceBy(DicomDataset dataset, DicomElement element, string text)
    {
        _tally.Replaced++;
        return DummyValues.Of(element.Tag, VROf(dataset, element), text);
    }

    // Whatever the bytes are: what is no UID gets one too.
    private DicomElement ReplaceUids(DicomElement element)
    {
        string[] values = Encoding.Latin1.GetString(element.GetBuffer().Span).Split('\\');
        for (int i = 0; i < values.Length; i++)
        {
            string uid = values[i].Trim('\0', ' ');
            values[i] = uid.Length == 0 ? uid : context.Pseudonyms.Uid(uid);
        }

        _tally.UidsReplaced++;
        return DicomElement.Create(element.Tag, DicomVR.UI, values);
    }

    private DicomElement ReplaceDocument(DicomDataset dataset, DicomElement element)
    {
        dataset.TryGetString(DicomTag.MIMETypeOfEncapsulatedDocument, out string? mimeType);
        _tally.Replaced++;
        _tally.Warnings |= AnonymizationWarnings.EncapsulatedDocumentReplaced;
        return new DicomElement(element.Tag, DicomVR.OB, DummyValues.Document(mimeType));
    }

    // A code is no number that tells a person, but it may be somebody's ID.
    private bool HasIdentity(ElementView view)
    {
        if (view.Element.Length > MaxTextBytes)
            return true;
        DicomTag tag = view.Element.Tag;
        bool isCode = tag == DicomTag.CodeValue || tag == DicomTag.CodingSchemeDesignator || tag == DicomTag.CodingSchemeVersion
            || tag == DicomTag.LongCodeValue || tag == DicomTag.URNCodeValue;
        return context.Identity!.AreIn(TextValueReader.GetText(view), isCode);
    }

    private static bool IsFreeText(DicomVR vr) => vr.HasCharacterSet || vr == DicomVR.UR;

    // The dictionary's, when the element was written with one that the standard does not allow for it.
    private static DicomVR VROf(DicomDataset dataset, DicomElement element)
    {
        DicomVR vr = dataset.EffectiveVR(element.Tag, element.VR);
        bool isAllowed = !DicomDictionary.TryGet(element.Tag, out DicomDictionaryEntry entry) || entry.AllVRs.Contains(vr);
        return isAllowed ? vr : DicomDictionary.GetImplicitVR(element.Tag);
    }
}
