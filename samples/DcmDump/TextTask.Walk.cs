using Dicom.Storage.DataSets;

namespace Dicom.Storage.DcmDump;

/// <content>From tokens to lines.</content>
internal sealed partial class TextTask
{
    // False after a failure.
    private bool Walk(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            if (_isAwaited && !TryShow(ref bytes))
                return true;

            DataSetToken token = _reader.Read(ref bytes);
            if (token is DataSetToken.NeedMoreData or DataSetToken.Failed)
                return token == DataSetToken.NeedMoreData;

            _isAwaited = token is DataSetToken.Element or DataSetToken.Fragment;
            _held = 0;
            if (!_isAwaited)
                _lines.WriteStructure(_reader, token);
        }
    }

    // True when the line of the current element or fragment is written.
    private bool TryShow(ref ReadOnlySpan<byte> bytes)
    {
        int wanted = (int)Math.Min(ShownBytes, _reader.Length);
        if (_held == 0 && bytes.Length >= wanted)
        {
            _lines.WriteElement(_reader, bytes[..wanted]);
            _isAwaited = false;
            return true;
        }

        ReadOnlySpan<byte> next = bytes[..Math.Min(wanted - _held, bytes.Length)];
        bytes = bytes[next.Length..];
        _reader.TryReadValue(ref next, out ReadOnlySpan<byte> part);
        part.CopyTo(_value.AsSpan(_held));
        _held += part.Length;
        if (_held < wanted)
            return false;

        _lines.WriteElement(_reader, _value.AsSpan(0, wanted));
        _isAwaited = false;
        return true;
    }
}
