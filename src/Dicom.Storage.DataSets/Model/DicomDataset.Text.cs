namespace Dicom.Storage.DataSets;

/// <content>Character sets.</content>
public sealed partial class DicomDataset
{
    /// <summary>
    /// Changes the character sets of the data set and of all its items, and its text with them: afterwards it reads as before. To set
    /// (0008,0005) itself only changes what the bytes that were read are taken for.
    /// </summary>
    /// <param name="terms">The defined terms of PS3.3 C.12.1.1.2, for example <c>ISO_IR 192</c> for UTF-8.</param>
    /// <exception cref="DicomDataException">A text cannot be decoded, or has characters that the new sets lack; then nothing was changed.</exception>
    public DicomDataset ChangeCharacterSets(params ReadOnlySpan<string> terms)
    {
        DicomElement declaration = DicomElement.Create(DicomTag.SpecificCharacterSet, DicomVR.CS, terms);
        DicomCharacterSets target = DicomCharacterSets.Parse(declaration.GetBuffer().Span.TrimEnd((byte)' '));
        List<(DicomDataset Dataset, DicomItem Item)> changes = [];
        var cursor = new DatasetCursor(this);
        DataSetToken token;
        while ((token = cursor.Read()) != DataSetToken.NeedMoreData)
        {
            if (token == DataSetToken.Element && (cursor.Item!.VR.HasCharacterSet || cursor.Item.Tag == DicomTag.SpecificCharacterSet))
                Plan(cursor.Dataset, (DicomElement)cursor.Item, target, changes);
        }

        foreach ((DicomDataset dataset, DicomItem item) in changes)
        {
            if (item.Tag == DicomTag.SpecificCharacterSet)
                dataset.Remove(item.Tag);
            else
                dataset.AddOrUpdate(item);
        }

        return AddOrUpdate(declaration);
    }

    private static void Plan(DicomDataset dataset, DicomElement element, DicomCharacterSets target, List<(DicomDataset Dataset, DicomItem Item)> changes)
    {
        if (element.Tag == DicomTag.SpecificCharacterSet)
        {
            changes.Add((dataset, element));
            return;
        }

        string text = TextValueReader.GetText(dataset.View(element));
        if (System.Text.Ascii.IsValid(text))
            return;
        if (element.Text is null && !dataset.CharacterSets.IsWellEncoded(element.GetBuffer().Span, element.VR == DicomVR.PN))
            throw new DicomDataException($"{DicomMessages.Name(element.Tag)} has bytes that are no characters of the declared character sets: correct (0008,0005) first.");

        var changed = new DicomElement(element.Tag, element.VR, text);
        changed.EncodeText(target);
        changes.Add((dataset, changed));
    }
}
