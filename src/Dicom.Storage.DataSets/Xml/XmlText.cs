using System.Buffers;

namespace Dicom.Storage.DataSets;

/// <summary>Text and Base64 as XML 1.0 carries them, in UTF-8.</summary>
internal static class XmlText
{
    // What cannot stand in content or in a quoted attribute as it is; E, F with what may follow are the noncharacters U+FFFE, U+FFFF.
    private static readonly SearchValues<byte> s_special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b), .. "&<>\""u8, 0xEF]);

    /// <summary>Writes text, escaped. A character that XML 1.0 does not have (2.2), such as NUL, becomes U+FFFD.</summary>
    /// <param name="utf8">Valid UTF-8.</param>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            int plain = utf8.IndexOfAny(s_special);
            if (plain < 0)
                plain = utf8.Length;
            output.Write(utf8[..plain]);
            utf8 = utf8[plain..];
            if (utf8.IsEmpty)
                return;

            int length = utf8 is [0xEF, 0xBF, 0xBE or 0xBF, ..] ? 3 : 1;
            output.Write(length == 3 ? "\uFFFD"u8 : Escape(utf8[0]));
            if (utf8[0] == 0xEF && length == 1)
                output.Write(utf8[..1]);
            utf8 = utf8[length..];
        }
    }

    // Line ends as references: a parser would make one line feed of CR LF.
    private static ReadOnlySpan<byte> Escape(byte special) => special switch
    {
        (byte)'&' => "&amp;"u8,
        (byte)'<' => "&lt;"u8,
        (byte)'>' => "&gt;"u8,
        (byte)'"' => "&quot;"u8,
        (byte)'\t' => "&#9;"u8,
        (byte)'\n' => "&#10;"u8,
        (byte)'\r' => "&#13;"u8,
        0xEF => default,
        _ => "\uFFFD"u8,
    };
}
