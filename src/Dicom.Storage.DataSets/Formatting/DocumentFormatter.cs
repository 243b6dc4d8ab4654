namespace Dicom.Storage.DataSets;

/// <summary>
/// The part of DICOM JSON (PS3.18 F) and of the Native DICOM Model (PS3.19 A.1) that both have in common: which elements are
/// left out, how values are divided, decoded and trimmed, what is inline and what is bulk data. What is written for each is the heir's.
/// </summary>
internal abstract partial class DocumentFormatter(DicomDocumentOptions options) : IDisposable
{
    private readonly ValueBuffer _text = new();
    private DicomPathStep[] _path = new DicomPathStep[8];
    private Level[] _levels = new Level[8];
    private int _depth;

    protected DicomDocumentOptions Options { get; } = options;

    /// <summary>Gets whether DS and IS are written by <see cref="WriteNumber"/> where they can be.</summary>
    protected virtual bool HasNumbers => true;

    /// <summary>Gets how many sequences are open.</summary>
    protected int Depth => _depth;

    /// <summary>Whether an element has no place in the document: group lengths (PS3.18 F.2.2), and Pixel Data on demand.</summary>
    public bool IsLeftOut(DicomTag tag) => tag.IsGroupLength || (Options.OmitPixelData && IsPixelData(tag));

    public void Begin()
    {
        _depth = 0;
        _outlet = Outlet.None; // whatever a data set that failed has left
        _held.Clear();
        _text.Clear();
        _levels[0] = new Level(DicomCharacterSets.Default, IsSigned: false);
        BeginDocument();
    }

    public abstract void End();

    public void BeginSequence(DicomTag tag)
    {
        if (_depth == _path.Length)
            Array.Resize(ref _path, _depth * 2);
        _path[_depth++] = new DicomPathStep(tag, -1);
        BeginAttribute(tag, DicomVR.SQ);
    }

    public void EndSequence()
    {
        if (_path[--_depth].Item >= 0)
            EndItems();
        EndAttribute();
    }

    public void BeginItem()
    {
        ref DicomPathStep step = ref _path[_depth - 1];
        step = step with { Item = step.Item + 1 };
        if (_depth == _levels.Length)
            Array.Resize(ref _levels, _depth * 2);
        _levels[_depth] = _levels[_depth - 1]; // until the item says otherwise (PS3.3 C.12.1.1.2)
        BeginItem(step.Item);
    }

    public void EndItem() => EndItemCore();

    /// <summary>Writes an element without value: present, but empty (PS3.18 F.2.5).</summary>
    public void WriteEmpty(DicomTag tag, DicomVR vr)
    {
        if (tag == DicomTag.SpecificCharacterSet && vr.IsText)
        {
            WriteText(tag, vr, ReadOnlySpan<byte>.Empty);
            return;
        }

        BeginAttribute(tag, vr.IsKnown ? vr : DicomVR.UN);
        EndAttribute();
    }

    public void Dispose()
    {
        _text.Dispose();
        _held.Dispose();
    }

    protected abstract void BeginDocument();

    protected abstract void BeginItem(int index);

    protected abstract void EndItemCore();

    protected abstract void EndItems();

    protected abstract void BeginAttribute(DicomTag tag, DicomVR vr);

    protected abstract void EndAttribute();

    protected abstract void BeginValues(DicomVR vr);

    protected abstract void EndValues();

    /// <summary>Writes the place of an empty value among others.</summary>
    protected abstract void WriteNull();

    protected abstract void WriteString(ReadOnlySpan<byte> utf8);

    /// <summary>Writes a string in pieces.</summary>
    protected abstract void WriteStringPiece(ReadOnlySpan<byte> utf8, bool isFinal);

    /// <summary>Writes a number in the form of JSON.</summary>
    protected abstract void WriteNumber(ReadOnlySpan<byte> ascii);

    /// <summary>Writes a person name that is not empty: component groups divided by <c>=</c>.</summary>
    protected abstract void WritePersonName(ReadOnlySpan<byte> utf8);

    protected abstract void BeginInline();

    protected abstract void WriteInline(ReadOnlySpan<byte> bytes);

    protected abstract void EndInline();

    protected abstract void WriteBulkDataUri(ReadOnlySpan<byte> uri);

    private static bool IsPixelData(DicomTag tag) =>
        tag == DicomTag.PixelData || tag == DicomTag.FloatPixelData || tag == DicomTag.DoubleFloatPixelData;

    // What the data set or an item says of the elements that follow, and of the items in it.
    private record struct Level(DicomCharacterSets CharacterSets, bool IsSigned);
}
