using System.Text;
using MongoDB.Bson;

namespace Dicom.Storage.MongoDb;

/// <summary>A pattern of <c>*</c> and <c>?</c> (PS3.4 C.2.2.2.4) as a regular expression that MongoDB and others read alike.</summary>
internal static class WildcardPattern
{
    // No text column holds more characters: a longer pattern matches nothing, and no server is given an endless one.
    private const int MaxCharacters = 512;

    /// <summary>Gets the condition on a field; null when no stored text can match.</summary>
    public static BsonValue? Compare(string pattern)
    {
        if (pattern.AsSpan().IndexOfAny('*', '?') < 0)
            return new BsonString(pattern);

        StringBuilder expression = new("^");
        int characters = 0;
        Rune previous = default;
        foreach (Rune rune in pattern.EnumerateRunes())
        {
            // A run of stars means what one means, and costs a matcher much more.
            if (rune.Value != '*' || previous.Value != '*')
                Append(expression, rune);
            characters += rune.Value == '*' ? 0 : 1;
            previous = rune;
        }

        // \z, not $: that one also matches before a line feed at the end. Option s: the dot takes line feeds as well.
        return characters > MaxCharacters ? null : new BsonRegularExpression(expression.Append("\\z").ToString(), "s");
    }

    private static void Append(StringBuilder expression, Rune rune)
    {
        if (rune.Value == '*')
            expression.Append(".*");
        else if (rune.Value == '?')
            expression.Append('.');
        else if (rune.IsAscii && !Rune.IsLetterOrDigit(rune) && !Rune.IsControl(rune) && rune.Value != ' ')
            expression.Append('\\').Append((char)rune.Value);
        else
            expression.Append(rune.ToString());
    }
}
