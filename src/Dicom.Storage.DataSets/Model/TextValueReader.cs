using System.Diagnostics.CodeAnalysis;

namespace Dicom.Storage.DataSets;

/// <summary>Text values.</summary>
internal static class TextValueReader
{
    /// <summary>All values in one text, each without its padding.</summary>
    public static string GetText(in ElementView view) =>
        view.Element.Text ?? DicomText.Decode(view.Element.GetBuffer().Span, view.VR, view.CharacterSets);

    /// <summary>One value; false when there is none at the index.</summary>
    public static bool TryGetValue(in ElementView view, int index, [NotNullWhen(true)] out string? value)
    {
        string text = GetText(view);
        value = null;
        if (text.Length == 0)
            return false;
        if (!view.VR.IsMultiValuedText || !text.Contains('\\', StringComparison.Ordinal))
        {
            value = index == 0 ? text : null;
            return index == 0;
        }

        foreach (Range range in text.AsSpan().Split('\\'))
        {
            if (index-- == 0)
            {
                value = text[range];
                return true;
            }
        }

        return false;
    }

    /// <summary>The bytes of one value of a VR in the default repertoire, without padding; no string is made.</summary>
    public static bool TryGetBytes(ReadOnlySpan<byte> all, int index, out ReadOnlySpan<byte> value)
    {
        foreach (Range range in all.Split((byte)'\\'))
        {
            if (index-- == 0)
            {
                value = all[range].Trim("\0 "u8);
                return true;
            }
        }

        value = default;
        return false;
    }
}
