using System.Buffers;

namespace Dicom.Storage.DataSets;

/// <summary>
/// Writes text with escape sequences (PS3.5 6.1.2.5): a set is designated where its first character comes, in the order in which the
/// terms were declared, and the first term's sets are brought back before control characters, delimiters and the end. Readers that take each
/// escape sequence for the one set from there on (DCMTK and pydicom do) read it too: never are both halves designated at once.
/// </summary>
internal ref struct CodeExtensionEncoder
{
    private const byte Escape = 0x1B;

    private readonly ReadOnlySpan<CodedCharacterSet> _extensions;
    private readonly CodedCharacterSet _initialLower;
    private readonly CodedCharacterSet? _initialUpper;
    private readonly IBufferWriter<byte> _destination;
    private CodedCharacterSet _lower;
    private CodedCharacterSet? _upper;

    public CodeExtensionEncoder(
        CodedCharacterSet initialLower, CodedCharacterSet? initialUpper, ReadOnlySpan<CodedCharacterSet> extensions, IBufferWriter<byte> destination)
    {
        _extensions = extensions;
        _initialLower = _lower = initialLower;
        _initialUpper = _upper = initialUpper;
        _destination = destination;
    }

    /// <summary>Writes one character.</summary>
    /// <returns>False, with nothing written of it, when no declared set has it.</returns>
    public bool TryWrite(char character, bool isPersonName)
    {
        if (character < 0x80)
            return TryWriteAscii(character, isPersonName);

        ushort code = _lower.Encode(character);
        if (code == 0 && !ReferenceEquals(_lower, _initialLower))
            Designate(_initialLower);
        if (code == 0)
            code = _upper?.Encode(character) ?? 0;
        for (int i = 0; i < _extensions.Length && code == 0; i++)
        {
            code = _extensions[i].Encode(character);
            if (code != 0)
                Designate(_extensions[i]);
        }

        if (code > 0xFF)
            Write((byte)(code >> 8));
        if (code != 0)
            Write((byte)code);
        return code != 0;
    }

    /// <summary>Brings back the first term's sets, as the end of a value wants.</summary>
    public void Reset()
    {
        if (!ReferenceEquals(_lower, _initialLower))
            Designate(_initialLower);

        // An upper half that was empty at first has nothing to bring back.
        if (!ReferenceEquals(_upper, _initialUpper) && _initialUpper is not null)
            Designate(_initialUpper);
        _upper = _initialUpper;
    }

    // ESC itself in a text would be read as the beginning of a sequence.
    private bool TryWriteAscii(char character, bool isPersonName)
    {
        if (character == Escape)
            return false;

        if (character < 0x20 || character == '\\' || (isPersonName && character is '^' or '='))
            Reset();
        else if (!ReferenceEquals(_lower, _initialLower))
            Designate(_initialLower);
        Write((byte)character);
        return true;
    }

    private void Designate(CodedCharacterSet set)
    {
        Write(Escape);
        _destination.Write(set.Escape);
        if (set.IsUpper)
        {
            _upper = set;
            return;
        }

        // Only JIS X 0201 has both its halves by one sequence.
        _lower = set;
        _upper = ReferenceEquals(set, CodedCharacterSets.Roman) ? _initialUpper : null;
    }

    private readonly void Write(byte value)
    {
        _destination.GetSpan(1)[0] = value;
        _destination.Advance(1);
    }
}
