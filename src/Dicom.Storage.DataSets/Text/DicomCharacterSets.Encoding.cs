using System.Buffers;
using System.Text;

namespace Dicom.Storage.DataSets;

/// <content>From text to bytes.</content>
public sealed partial class DicomCharacterSets
{
    /// <summary>
    /// Encodes a text in the declared sets, with the escape sequences that PS3.5 6.1.2.5 asks for. Only what decodes to the same characters is
    /// written; the value is not padded.
    /// </summary>
    /// <param name="text">One value or several divided by backslashes.</param>
    /// <param name="isPersonName">Whether <c>^</c> and <c>=</c> too bring back the initial character set.</param>
    /// <param name="replacement">What is written for a character that no declared set has, of the default repertoire; null, the default, to throw.</param>
    /// <exception cref="DicomTextEncodingException">A character is in none of the declared sets, or is half of a pair, and no replacement was given.</exception>
    public byte[] Encode(ReadOnlySpan<char> text, bool isPersonName, char? replacement = null)
    {
        var destination = new ArrayBufferWriter<byte>(Math.Max(16, text.Length));
        Encode(text, isPersonName, destination, replacement);
        return destination.WrittenSpan.ToArray();
    }

    /// <summary>Encodes a text as <see cref="Encode(ReadOnlySpan{char}, bool, char?)"/> does, into a buffer.</summary>
    /// <exception cref="DicomTextEncodingException">A character is in none of the declared sets, or is half of a pair, and no replacement was given. What stands before it has been written.</exception>
    public void Encode(ReadOnlySpan<char> text, bool isPersonName, IBufferWriter<byte> destination, char? replacement = null)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (replacement is { } character && !char.IsBetween(character, ' ', '~'))
            throw new ArgumentException("A replacement is a printable character of the default repertoire.", nameof(replacement));

        int failed = _kind switch
        {
            CharacterSetKind.Utf8 => EncodeUtf8(text, destination, replacement),
            CharacterSetKind.CodeExtensions => EncodeExtensions(text, isPersonName, destination, replacement),
            _ => EncodeGuobiao(text, destination, replacement),
        };
        if (failed >= 0)
            throw new DicomTextEncodingException(failed, this);
    }

    /// <summary>Whether the declared sets have every character of a text.</summary>
    public bool CanEncode(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out Rune rune, out int used) != OperationStatus.Done || !Has(rune))
                return false;
            text = text[used..];
        }

        return true;
    }

    private bool Has(Rune rune)
    {
        if (rune.IsAscii || _kind is CharacterSetKind.Utf8 or CharacterSetKind.Gb18030)
            return rune.Value != 0x1B || _kind != CharacterSetKind.CodeExtensions;
        if (_kind == CharacterSetKind.Gbk)
            return GuobiaoEncoder.TryEncode(rune, isGbk: true, stackalloc byte[4], out _);
        return rune.IsBmp && Array.Exists(_extensions, s => s.Encode((char)rune.Value) != 0);
    }

    // Each of these gives the place of the first character that could not be written, -1 for none.
    private int EncodeExtensions(ReadOnlySpan<char> text, bool isPersonName, IBufferWriter<byte> destination, char? replacement)
    {
        if (text.IndexOf('\u001B') < 0 && Ascii.IsValid(text))
        {
            Encoding.ASCII.GetBytes(text, destination);
            return -1;
        }

        CodedCharacterSet lower = ReferenceEquals(_first.Upper, CodedCharacterSets.Katakana) ? CodedCharacterSets.Roman : CodedCharacterSets.Ascii;
        var encoder = new CodeExtensionEncoder(lower, _first.Upper, _extensions, destination);
        for (int i = 0; i < text.Length; i++)
        {
            if (encoder.TryWrite(text[i], isPersonName))
                continue;
            if (replacement is not { } other)
                return i;

            encoder.TryWrite(other, isPersonName);
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
        }

        encoder.Reset();
        return -1;
    }

    private static int EncodeUtf8(ReadOnlySpan<char> text, IBufferWriter<byte> destination, char? replacement)
    {
        int at = 0;
        for (int half = IndexOfHalf(text); half >= 0; half = IndexOfHalf(text[at..]))
        {
            Encoding.UTF8.GetBytes(text.Slice(at, half), destination);
            at += half;
            if (replacement is not { } other)
                return at;

            destination.Write([(byte)other]);
            at++;
        }

        Encoding.UTF8.GetBytes(text[at..], destination);
        return -1;
    }

    private int EncodeGuobiao(ReadOnlySpan<char> text, IBufferWriter<byte> destination, char? replacement)
    {
        int at = 0;
        while (at < text.Length)
        {
            int plain = text[at..].IndexOfAnyExceptInRange('\0', '\u007F');
            ReadOnlySpan<char> run = plain < 0 ? text[at..] : text.Slice(at, plain);
            Encoding.ASCII.GetBytes(run, destination);
            at += run.Length;
            if (at == text.Length)
                break;

            int count = 0;
            bool isCharacter = Rune.DecodeFromUtf16(text[at..], out Rune rune, out int used) == OperationStatus.Done &&
                GuobiaoEncoder.TryEncode(rune, _kind == CharacterSetKind.Gbk, destination.GetSpan(4), out count);
            if (isCharacter)
                destination.Advance(count);
            else if (replacement is { } other)
                destination.Write([(byte)other]);
            else
                return at;
            at += used;
        }

        return -1;
    }

    private static int IndexOfHalf(ReadOnlySpan<char> text)
    {
        int at = 0;
        for (int next = IndexOfSurrogate(text); next >= 0; next = IndexOfSurrogate(text[at..]))
        {
            at += next;
            if (Rune.DecodeFromUtf16(text[at..], out _, out int used) != OperationStatus.Done)
                return at;
            at += used;
        }

        return -1;
    }

    private static int IndexOfSurrogate(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('\uD800', '\uDFFF');
}
