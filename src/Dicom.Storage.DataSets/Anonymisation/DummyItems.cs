namespace Dicom.Storage.DataSets;

/// <summary>Items that say nothing, for sequences that must not be empty (PS3.15 E.1.1, action D).</summary>
internal static class DummyItems
{
    /// <summary>The dummy item of a sequence.</summary>
    /// <returns>Null when its own items do: the elements that can identify somebody are replaced in them one by one.</returns>
    public static DicomDataset? For(DicomSequence sequence)
    {
        DicomTag tag = sequence.Tag;
        if (tag == DicomTag.ContentSequence)
            return Comment();
        if (tag == DicomTag.GraphicAnnotationSequence)
            return Point(sequence);
        if (tag == DicomTag.PersonIdentificationCodeSequence || tag == DicomTag.InstitutionCodeSequence)
            return Code("ANON", "99ANON", "Anonymized");
        if (tag == DicomTag.OperatorIdentificationSequence)
        {
            return new DicomDataset()
                .Add(DicomTag.InstitutionName, DummyValues.Text)
                .Add(DicomTag.PersonIdentificationCodeSequence, Code("ANON", "99ANON", "Anonymized"));
        }

        if (tag != DicomTag.VerifyingObserverSequence)
            return null;
        return new DicomDataset()
            .Add(DicomTag.VerifyingOrganization, DummyValues.Text)
            .Add(DicomTag.VerificationDateTime, "19000101000000")
            .Add(DicomTag.VerifyingObserverName, DummyValues.Text)
            .Add(DicomTag.VerifyingObserverIdentificationCodeSequence);
    }

    public static DicomDataset Code(string value, string scheme, string meaning) => new DicomDataset()
        .Add(DicomTag.CodeValue, value)
        .Add(DicomTag.CodingSchemeDesignator, scheme)
        .Add(DicomTag.CodeMeaning, meaning);

    // A text content item under the concept "Comment" (PS3.16, 121106).
    private static DicomDataset Comment() => new DicomDataset()
        .Add(DicomTag.RelationshipType, "CONTAINS")
        .Add(DicomTag.ValueType, "TEXT")
        .Add(DicomTag.ConceptNameCodeSequence, Code("121106", "DCM", "Comment"))
        .Add(DicomTag.TextValue, DummyValues.Text);

    // One point in the corner, in the layer that the annotations were in (PS3.3 C.10.5).
    private static DicomDataset Point(DicomSequence sequence)
    {
        DicomDataset graphic = new DicomDataset()
            .Add(DicomTag.GraphicAnnotationUnits, "PIXEL")
            .Add<ushort>(DicomTag.GraphicDimensions, 2)
            .Add<ushort>(DicomTag.NumberOfGraphicPoints, 1)
            .Add<float>(DicomTag.GraphicData, 1f, 1f)
            .Add(DicomTag.GraphicType, "POINT");
        DicomDataset item = new DicomDataset().Add(DicomTag.GraphicObjectSequence, graphic);
        if (sequence.Items.Count > 0 && sequence.Items[0].TryGetItem(DicomTag.GraphicLayer, out DicomItem? layer))
            item.Add(layer);
        return item;
    }
}
