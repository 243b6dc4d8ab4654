using System.Text;
using CsCheck;

namespace Dicom.Storage.Core.Tests;

/// <summary>Text that breaks careless code: outside the basic plane, combining, joined, right to left, and lone surrogates.</summary>
internal static class TextGenerators
{
    private static readonly string[] s_pieces =
    [
        "a", "Z", " ", "^", "=", "\\", "\"", "\0", "\n", "é", "e\u0301", "ö\u0323\u0301", "田", "𠮷", "𐐷", "😀", "👩‍👩‍👧‍👦", "🇩🇪", "ש\u05C1\u05BC", "각", "\u0301", "\uFFFD", "\uE000",
    ];

    public static Gen<string> WellFormed { get; } = OneOf(s_pieces).Array[0, 40].Select(string.Concat);

    public static Gen<string> Any { get; } =
        Gen.OneOf(OneOf(s_pieces), OneOf(["\uD842", "\uDFB7", "\uDFB7\uD842"])).Array[0, 40].Select(string.Concat);

    public static int Runes(string text) => text.EnumerateRunes().Count();

    public static bool IsWellFormed(string text)
    {
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static Gen<string> OneOf(string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);
}
