using System.Buffers;

namespace Dicom.Storage.DataSets;

/// <content>One face for the three ways of decoding.</content>
public sealed partial class DicomCharacterSets
{
    private ref struct Decoder
    {
        private readonly CharacterSetKind _kind;
        private CodeExtensionDecoder _extensions;
        private GuobiaoDecoder _guobiao;
        private ReadOnlySpan<byte> _utf8;

        public Decoder(DicomCharacterSets sets, ReadOnlySpan<byte> value, bool isPersonName)
        {
            _kind = sets.IsUtf8(value) ? CharacterSetKind.Utf8 : sets._kind;
            if (_kind == CharacterSetKind.Utf8)
                _utf8 = value;
            else if (_kind == CharacterSetKind.CodeExtensions)
                _extensions = new CodeExtensionDecoder(value, sets._first.Upper, sets._undeclaredUpper ?? CodedCharacterSets.Latin1, isPersonName, sets._extensions);
            else
                _guobiao = new GuobiaoDecoder(value, isGbk: _kind == CharacterSetKind.Gbk);
        }

        /// <summary>Gets whether everything read so far was as declared; UTF-8 is looked at elsewhere and counts as undeclared here.</summary>
        public readonly bool IsExact => _kind switch
        {
            CharacterSetKind.Utf8 => false,
            CharacterSetKind.CodeExtensions => _extensions.IsExact,
            _ => _guobiao.IsExact,
        };

        /// <summary>Reads on until the value ends or the destination, of some characters at least, is full.</summary>
        /// <returns>How many characters were written; 0 at the end.</returns>
        public int Read(scoped Span<char> destination)
        {
            if (_kind == CharacterSetKind.CodeExtensions)
                return _extensions.Read(destination);
            if (_kind != CharacterSetKind.Utf8)
                return _guobiao.Read(destination);

            OperationStatus status = System.Text.Unicode.Utf8.ToUtf16(_utf8, destination, out int read, out int written);
            System.Diagnostics.Debug.Assert(status is OperationStatus.Done or OperationStatus.DestinationTooSmall, "Invalid sequences are replaced.");
            _utf8 = _utf8[read..];
            return written;
        }
    }
}
