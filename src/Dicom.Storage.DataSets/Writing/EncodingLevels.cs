namespace Dicom.Storage.DataSets;

/// <summary>The encoding inside of the open sequences: items of a sequence written as UN are implicit little endian (PS3.5 6.2.2 note 2).</summary>
internal sealed class EncodingLevels(DicomTransferSyntax syntax)
{
    private int _depth;
    private int _implicitFrom = int.MaxValue;

    public bool IsExplicitVR => syntax.IsExplicitVR && _depth < _implicitFrom;

    public bool IsBigEndian => syntax.IsBigEndian && _depth < _implicitFrom;

    public void Open(DicomVR vr)
    {
        _depth++;
        if (vr == DicomVR.UN)
            _implicitFrom = Math.Min(_implicitFrom, _depth);
    }

    public void Close()
    {
        if (_depth-- == _implicitFrom)
            _implicitFrom = int.MaxValue;
    }
}
