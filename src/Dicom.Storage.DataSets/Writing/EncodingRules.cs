namespace Dicom.Storage.DataSets;

/// <summary>What is decided for each item when a data set is written: its VR, its length, its byte order.</summary>
internal sealed class EncodingRules
{
    private readonly bool _isUntouched;
    private readonly bool _isReencoded;
    private readonly DicomLengths _lengths;

    public EncodingRules(DicomDataset root, DicomTransferSyntax syntax, DicomLengths lengths)
    {
        Syntax = syntax;
        _lengths = lengths;
        _isReencoded = root.TransferSyntax.IsExplicitVR != syntax.IsExplicitVR || root.TransferSyntax.IsBigEndian != syntax.IsBigEndian;
        _isUntouched = !_isReencoded && lengths == DicomLengths.AsRead && !DatasetChanges.Any(root);
    }

    public DicomTransferSyntax Syntax { get; }

    /// <summary>Whether an item is not written: group lengths, which the standard has retired, once what they count may have changed (PS3.5 7.2).</summary>
    public bool IsDropped(DicomItem item) => !_isUntouched && item.Tag.IsGroupLength;

    // With a length, a sequence written as UN would be plain bytes for its reader.
    public bool IsUndefined(DicomSequence sequence) => IsUndefined(sequence.HasUndefinedLength) || VROf(sequence) == DicomVR.UN;

    public bool IsUndefined(DicomDataset item) => IsUndefined(item.HasUndefinedLength);

    /// <summary>The VR of a sequence. One read as UN has implicit items; encoded anew it is a sequence like any other (PS3.5 6.2.2).</summary>
    public DicomVR VROf(DicomSequence sequence) => _isReencoded || _lengths != DicomLengths.AsRead ? DicomVR.SQ : sequence.VR;

    /// <summary>The length of a fragment: even, but where it was read otherwise and nothing was changed.</summary>
    public long LengthOf(RawValue fragment) => Padded(fragment.Length);

    public EncodedElement Plan(DicomElement element, DicomDataset dataset, bool isExplicitVR, bool isBigEndian)
    {
        RawValue value = element.Text is null ? element.Raw : RawValue.Of(element.EncodeText(dataset.CharacterSets));
        long length = element.Text is null ? Padded(value.Length) : (value.Length + 1) & ~1;
        if (length >= DataSetReader.UndefinedLength)
            throw new DicomDataException($"{DicomMessages.Name(element.Tag)} is longer than a value can be, 4,294,967,294 bytes.");

        DicomVR vr = isExplicitVR && _isReencoded ? KnownVR(element, dataset) : element.VR;
        int swapSize = vr.ValueSize;
        if (isExplicitVR && !vr.HasLongLength && length > ushort.MaxValue)
            vr = DicomVR.UN;

        // What is written as UN is little endian in any syntax (PS3.5 6.2.2).
        bool big = isBigEndian && vr != DicomVR.UN;
        return new EncodedElement(vr, value, length, element.IsBigEndian == big ? 1 : swapSize);
    }

    // Whoever wrote UN did not know the VR. The dictionary may; but a value that was meant as a sequence stays what it is.
    private static DicomVR KnownVR(DicomElement element, DicomDataset dataset)
    {
        DicomVR known = dataset.EffectiveVR(element.Tag, element.VR);
        return element.VR == DicomVR.UN && known != DicomVR.SQ ? known : element.VR;
    }

    private bool IsUndefined(bool asRead) => _lengths switch
    {
        DicomLengths.Defined => false,
        DicomLengths.Undefined => true,
        _ => asRead,
    };

    private long Padded(long length) => _isUntouched ? length : (length + 1) & ~1L;
}
