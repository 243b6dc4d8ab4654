namespace Dicom.Storage.DataSets;

/// <content>Bytes and words: inline in Base64, or taken out by the handler of <see cref="DicomDocumentOptions.BulkData"/>.</content>
internal abstract partial class DocumentFormatter
{
    private readonly ValueBuffer _held = new();
    private WordSwapper? _swapper;
    private DicomTag _binaryTag;
    private DicomVR _binaryVR;
    private bool _swaps;
    private Outlet _outlet;

    // Where the bytes of the current value go. Held: encapsulated Pixel Data that may yet be too short for bulk data.
    private enum Outlet
    {
        None,
        Held,
        Inline,
        Handler,
        Nowhere,
    }

    /// <summary>Gets whether nobody needs the bytes of the value that has begun.</summary>
    public bool IgnoresBinary => _outlet == Outlet.Nowhere;

    /// <summary>Begins a value of bytes or words.</summary>
    /// <param name="length">Its length; -1 when it will show at the end.</param>
    public void BeginBinary(DicomTag tag, DicomVR vr, long length, bool bigEndian)
    {
        _binaryTag = tag;
        _binaryVR = vr.IsKnown ? vr : DicomVR.UN; // a reader knows the VRs of PS3.5 only
        _swaps = bigEndian && vr.ValueSize > 1;
        if (_swaps)
            (_swapper ??= new WordSwapper()).Begin(vr.ValueSize);
        BeginAttribute(tag, _binaryVR);
        if (Options.BulkData is null || (length >= 0 && length < Options.BulkDataFrom))
            BeginInlineOutlet();
        else if (length < 0 && Options.BulkDataFrom > 0)
            _outlet = Outlet.Held;
        else
            AskHandler(length);
    }

    /// <summary>Takes the next bytes, in the byte order of the data set.</summary>
    public void WriteBinary(ReadOnlySpan<byte> bytes)
    {
        if (!_swaps)
        {
            Put(bytes);
            return;
        }

        while (_swapper!.TrySwap(ref bytes, out ReadOnlySpan<byte> words))
            Put(words);
    }

    public void EndBinary()
    {
        if (_swaps)
            Put(_swapper!.End());
        if (_outlet == Outlet.Held)
        {
            BeginInlineOutlet();
            WriteInline(_held.Span);
            _held.Clear();
        }

        if (_outlet == Outlet.Inline)
            EndInline();
        else
            WriteBulkDataUri(Options.BulkData!.End());
        _outlet = Outlet.None;
        EndAttribute();
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (_outlet == Outlet.Held)
        {
            if (bytes.Length < Options.BulkDataFrom - _held.Length)
            {
                _held.Append(bytes);
                return;
            }

            AskHandler(-1);
            Deliver(_held.Span);
            _held.Clear();
        }

        Deliver(bytes);
    }

    private void Deliver(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        if (_outlet == Outlet.Inline)
            WriteInline(bytes);
        else if (_outlet == Outlet.Handler)
            Options.BulkData!.Append(bytes);
    }

    private void AskHandler(long length)
    {
        var value = new DicomBulkData(_path.AsSpan(0, _depth), _binaryTag, _binaryVR, length);
        switch (Options.BulkData!.Begin(value))
        {
            case DicomBulkDataAction.Inline:
                BeginInlineOutlet();
                break;
            case DicomBulkDataAction.Bytes:
                _outlet = Outlet.Handler;
                break;
            default:
                _outlet = Outlet.Nowhere;
                break;
        }
    }

    private void BeginInlineOutlet()
    {
        _outlet = Outlet.Inline;
        BeginInline();
    }
}
