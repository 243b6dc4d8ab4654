using System.Buffers;
using System.Globalization;

namespace Dicom.Storage.DataSets;

/// <summary>
/// What a data set says about who it is of and from: names, IDs, dates, institutions. A text in which nothing of it is found, and
/// nothing that looks like a number that identifies, may be kept by the Clean options.
/// </summary>
internal sealed class IdentityWords
{
    private const int MaxWords = 20_000;
    private const int MaxValueBytes = 4_096;
    private const int LongWord = 4;
    private const int SuspiciousDigits = 5;

    private static readonly string[] s_dateForms =
    [
        "yyyyMMdd", "yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd", "dd.MM.yyyy", "d.M.yyyy", "dd.MM.yy", "MM/dd/yyyy", "M/d/yyyy", "dd/MM/yyyy",
        "d/M/yyyy", "MM/dd/yy", "dd/MM/yy", "dd-MM-yyyy", "MM-dd-yyyy", "dd-MMM-yyyy", "dd MMM yyyy", "d MMM yyyy", "MMM d, yyyy", "MMMM d, yyyy", "d MMMM yyyy",
    ];

    private static readonly SearchValues<char> s_divisions = SearchValues.Create(" \\^=,;:/_()[]\"\t\r\n");

    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);
    private SearchValues<string>? _anywhere;
    private string[] _whole = [];

    private IdentityWords()
    {
    }

    /// <summary>Collects what the elements of table E.1-1 hold that are no descriptions, and every name of a person.</summary>
    public static IdentityWords Collect(DicomDataset root)
    {
        var words = new IdentityWords();
        var cursor = new DatasetCursor(root);
        DataSetToken token;
        while ((token = cursor.Read()) != DataSetToken.NeedMoreData)
        {
            if (token == DataSetToken.Element)
                words.Add(cursor.Dataset.View((DicomElement)cursor.Item!));
        }

        words._whole = [.. words._words.Where(word => !IsFoundAnywhere(word))];
        words._anywhere = SearchValues.Create([.. words._words.Where(IsFoundAnywhere)], StringComparison.OrdinalIgnoreCase);
        return words;
    }

    /// <summary>Whether a text may tell an identity.</summary>
    public bool AreIn(string text, bool isCode)
    {
        if (text.Contains('\uFFFD', StringComparison.Ordinal) || _words.Count > MaxWords)
            return true;
        if (text.AsSpan().ContainsAny(_anywhere!) || _whole.Any(word => HasWord(text, word)))
            return true;
        return !isCode && (text.Contains('@', StringComparison.Ordinal) || HasSuspiciousNumber(text));
    }

    private void Add(ElementView view)
    {
        DicomTag tag = view.Element.Tag;
        bool isName = view.VR == DicomVR.PN;
        if (!isName && (tag.IsPrivate || !ConfidentialityTable.TryGet(tag, out ConfidentialityRule rule) || rule.IsDescriptor))
            return;
        if (!view.VR.IsText || view.VR == DicomVR.TM || view.VR == DicomVR.CS || view.VR == DicomVR.AS || view.VR == DicomVR.DS || view.VR == DicomVR.IS
            || view.Element.Length > MaxValueBytes || _words.Count > MaxWords)
        {
            return;
        }

        string text = TextValueReader.GetText(view);
        foreach (string value in text.Split('\\'))
        {
            if (view.VR == DicomVR.DA || view.VR == DicomVR.DT)
                AddDate(value);
            else
                AddText(value.Trim(), isName);
        }
    }

    private void AddDate(string value)
    {
        if (!DicomDate.TryParse(value.AsSpan(0, Math.Min(8, value.Length)), out DateOnly date))
            return;
        foreach (string form in s_dateForms)
            _words.Add(date.ToString(form, CultureInfo.InvariantCulture));
    }

    // Of names every part, of other texts the longer words: "St" or "of" are no identity.
    private void AddText(string value, bool isName)
    {
        if (value.Length >= 2)
            _words.Add(value);
        foreach (Range range in value.AsSpan().SplitAny(s_divisions))
        {
            ReadOnlySpan<char> word = value.AsSpan()[range].Trim('.');
            if (word.Length >= (isName ? 2 : LongWord) || (word.Length == 1 && isName && !char.IsAscii(word[0])))
                _words.Add(word.ToString());
        }
    }

    // A short word is looked for as a word of its own, so that Mr. Li is not found in a liver. Scripts without spaces have no such words.
    private static bool IsFoundAnywhere(string word) => word.Length >= LongWord || !System.Text.Ascii.IsValid(word);

    private static bool HasWord(string text, string word)
    {
        for (int at = 0; (at = text.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            int end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
                return true;
        }

        return false;
    }

    // A date, a telephone number, an ID: five digits with nothing between them but dashes and slashes, or with two dots or more.
    private static bool HasSuspiciousNumber(string text)
    {
        int digits = 0, dots = 0, decimals = 0;
        foreach (char c in text)
        {
            if (char.IsDigit(c))
            {
                decimals++;
                digits++;
                if (digits >= SuspiciousDigits || (dots >= 2 && decimals >= SuspiciousDigits))
                    return true;
                continue;
            }

            if (c is '-' or '/')
                continue;
            digits = 0;
            dots = c == '.' ? dots + 1 : 0;
            decimals = c == '.' ? decimals : 0;
        }

        return false;
    }
}
