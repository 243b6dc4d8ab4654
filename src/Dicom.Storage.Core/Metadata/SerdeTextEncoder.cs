using System.Text.Encodings.Web;

namespace Dicom.Storage.Core;

/// <summary>
/// Escapes only what JSON demands (RFC 8259 7): quote, backslash and controls. The framework's relaxed encoder also escapes
/// characters outside the basic plane, which the messages of the contract carry as they are.
/// </summary>
internal sealed class SerdeTextEncoder : JavaScriptEncoder
{
    public static SerdeTextEncoder Instance { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => 6; // \u001f

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\';

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        ReadOnlySpan<char> characters = new(text, textLength);
        for (int i = 0; i < characters.Length; i++)
        {
            if (WillEncode(characters[i]))
                return i;
        }

        return -1;
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        string text = unicodeScalar switch
        {
            '"' => "\\\"",
            '\\' => @"\\",
            '\b' => @"\b",
            '\t' => @"\t",
            '\n' => @"\n",
            '\f' => @"\f",
            '\r' => @"\r",
            _ => $"\\u{unicodeScalar:x4}",
        };
        bool fits = text.TryCopyTo(new Span<char>(buffer, bufferLength));
        numberOfCharactersWritten = fits ? text.Length : 0;
        return fits;
    }
}
