using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Dicom.Storage.Core;

/// <summary>
/// A parsed path template. What it puts between its literals are validated types only (digits, dots, the characters of a tenant
/// id), so no received value can climb out of the root.
/// </summary>
public sealed partial class InstancePathTemplate
{
    /// <summary>The layout of dicom-server-rs, and the default here.</summary>
    public const string Default = "{tenant}/{studyDate}/{studyUid}/{seriesUid}/{sopUid}.dcm";

    private readonly List<Func<PutRequest, string>> _parts = [];
    private readonly StringBuilder _pattern = new("^");
    private readonly Regex _locations;
    private readonly string _missingStudyDate;

    /// <summary>Parses a template.</summary>
    /// <param name="template">The template; see <see cref="FileSystemInstanceStoreOptions.PathTemplate"/>.</param>
    /// <param name="missingStudyDate">The segment for an object without a valid study date: letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <exception cref="ArgumentException">The template names something unknown or lacks something it must have.</exception>
    public InstancePathTemplate(string template, string missingStudyDate)
    {
        ArgumentException.ThrowIfNullOrEmpty(template);
        ArgumentException.ThrowIfNullOrEmpty(missingStudyDate);
        if (!Literal().IsMatch(missingStudyDate))
            throw new ArgumentException("The segment for a missing study date is letters, digits, '-' and '_'.", nameof(missingStudyDate));

        _missingStudyDate = missingStudyDate;
        int position = 0;
        foreach (Match match in Placeholder().Matches(template))
        {
            AddLiteral(template[position..match.Index]);
            _parts.Add(PartOf(match));
            _pattern.Append(PatternOf(match.Groups["name"].Value));
            position = match.Index + match.Length;
        }

        AddLiteral(template[position..]);
        if (!template.Contains("{tenant}", StringComparison.Ordinal) || !template.Contains("{sopUid}", StringComparison.Ordinal) || !template.EndsWith(".dcm", StringComparison.Ordinal))
            throw new ArgumentException("A path template names {tenant} and {sopUid} and ends with .dcm.", nameof(template));
        // Before the ending stands the digest where an object lies beside another with its UIDs.
        _pattern.Length -= @"\.dcm".Length;
        _locations = new Regex(
            _pattern.Append(@"(\.[0-9A-Fa-f]{16,64})?\.dcm\z").ToString(), RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);
    }

    /// <summary>Whether the template makes such locations for objects of the tenant; names of second versions and of replaced objects included.</summary>
    internal bool Accepts(TenantId tenant, string? location) =>
        location is not null &&
        _locations.Match(location) is { Success: true } match &&
        match.Groups["tenant"].Captures.All(capture => capture.ValueSpan.SequenceEqual(tenant.Value));

    /// <summary>Makes the location of an object, with <c>/</c> between its segments.</summary>
    internal string LocationOf(PutRequest request)
    {
        StringBuilder location = new(256);
        foreach (Func<PutRequest, string> part in _parts)
            location.Append(part(request));
        return location.ToString();
    }

    private void AddLiteral(string literal)
    {
        if (literal.Length == 0)
            return;
        if (!LiteralWithSeparators().IsMatch(literal) || literal.Contains("..", StringComparison.Ordinal) || (_parts.Count == 0 && literal[0] == '/'))
            throw new ArgumentException($"'{literal}' in the path template: between placeholders stand letters, digits, '-', '_', '.' and '/'.");
        _parts.Add(_ => literal);
        _pattern.Append(Regex.Escape(literal));
    }

    private Func<PutRequest, string> PartOf(Match match) => match.Groups["name"].Value switch
    {
        "tenant" => static request => request.Key.TenantId.Value,
        "studyDate" => request => request.StudyDate?.ToString("yyyyMMdd", CultureInfo.InvariantCulture) ?? _missingStudyDate,
        "studyUid" => static request => request.Key.StudyUid.Value,
        "seriesUid" => static request => request.Key.SeriesUid.Value,
        "sopUid" => static request => request.Key.SopUid.Value,
        "studyHash" when int.TryParse(match.Groups["length"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int digits) && digits is >= 1 and <= 8
            => request => UidHash.Compute(request.Key.StudyUid).ToString("x16", CultureInfo.InvariantCulture)[..digits],
        _ => throw new ArgumentException($"'{match.Value}' is no placeholder of a path template: use {{tenant}}, {{studyDate}}, {{studyUid}}, {{seriesUid}}, {{sopUid}} or {{studyHash:2}}."),
    };

    private string PatternOf(string placeholder) => placeholder switch
    {
        "tenant" => "(?<tenant>[A-Za-z0-9._-]{1,64})",
        "studyDate" => $"([0-9]{{8}}|{Regex.Escape(_missingStudyDate)})",
        "studyHash" => "[0-9a-f]{1,8}",
        _ => @"[0-9]+(\.[0-9]+)*",
    };

    [GeneratedRegex(@"\{(?<name>[^{}:]*)(:(?<length>[^{}]*))?\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    [GeneratedRegex("^[A-Za-z0-9_-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Literal();

    [GeneratedRegex("^[A-Za-z0-9_./-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex LiteralWithSeparators();
}
