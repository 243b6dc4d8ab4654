using System.Globalization;

namespace Dicom.Storage.DataSets;

/// <summary>How many values an element may have, as the dictionary writes it: <c>1</c>, <c>1-3</c>, <c>1-n</c>, <c>2-2n</c> (PS3.5 6.4).</summary>
/// <param name="Minimum">The smallest number.</param>
/// <param name="Maximum">The largest number; <see cref="int.MaxValue"/> for <c>n</c>.</param>
/// <param name="Step">What the number goes up by: 2 for <c>2-2n</c>.</param>
internal readonly record struct ValueMultiplicity(int Minimum, int Maximum, int Step)
{
    public static ValueMultiplicity Parse(ReadOnlySpan<char> text)
    {
        int hyphen = text.IndexOf('-');
        int minimum = int.Parse(hyphen < 0 ? text : text[..hyphen], CultureInfo.InvariantCulture);
        ReadOnlySpan<char> end = hyphen < 0 ? text : text[(hyphen + 1)..];
        if (!end.EndsWith("n"))
            return new ValueMultiplicity(minimum, int.Parse(end, CultureInfo.InvariantCulture), 1);

        end = end[..^1];
        return new ValueMultiplicity(minimum, int.MaxValue, end.IsEmpty ? 1 : int.Parse(end, CultureInfo.InvariantCulture));
    }

    /// <summary>Whether an element may have as many values; it may always be empty, as its type is the matter of an IOD.</summary>
    public bool Allows(int count) => count == 0 || (count >= Minimum && count <= Maximum && (count - Minimum) % Step == 0);
}
