using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>One place where two DICOM JSON objects differ.</summary>
/// <param name="Path">The tag, with the sequences and items around it: <c>00081140/0/00081150</c>.</param>
internal sealed record JsonDifference(string Path, string Expected, string Actual)
{
    /// <summary>All differences in meaning: order of keys, spelling of numbers and of escapes are none.</summary>
    public static IEnumerable<JsonDifference> Between(JsonElement expected, JsonElement actual, string path = "")
    {
        Dictionary<string, JsonElement> left = expected.EnumerateObject().ToDictionary(p => p.Name, p => p.Value);
        Dictionary<string, JsonElement> right = actual.EnumerateObject().ToDictionary(p => p.Name, p => p.Value);
        foreach (string tag in left.Keys.Union(right.Keys).Order(StringComparer.Ordinal))
        {
            string at = path + tag;
            if (!left.TryGetValue(tag, out JsonElement one) || !right.TryGetValue(tag, out JsonElement other))
            {
                yield return new JsonDifference(at, Text(left, tag), Text(right, tag));
                continue;
            }

            if (AreItems(one) && AreItems(other) && one.GetProperty("Value").GetArrayLength() == other.GetProperty("Value").GetArrayLength())
            {
                int item = 0;
                foreach ((JsonElement a, JsonElement b) in one.GetProperty("Value").EnumerateArray().Zip(other.GetProperty("Value").EnumerateArray()))
                {
                    foreach (JsonDifference inner in Between(a, b, $"{at}/{item}/"))
                        yield return inner;
                    item++;
                }
            }
            else if (Canonical(one) != Canonical(other))
            {
                yield return new JsonDifference(at, Text(left, tag), Text(right, tag));
            }
        }
    }

    private static bool AreItems(JsonElement attribute) => attribute.GetProperty("vr").GetString() == "SQ" && attribute.TryGetProperty("Value", out _);

    private static string Text(Dictionary<string, JsonElement> attributes, string tag) =>
        attributes.TryGetValue(tag, out JsonElement value) ? value.GetRawText() : "<absent>";

    private static string Canonical(JsonElement attribute)
    {
        string vr = attribute.GetProperty("vr").GetString()!;
        return string.Join(' ', attribute.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => p.Name + "=" + Canonical(p, vr)));
    }

    private static string Canonical(JsonProperty property, string vr) => property.Name switch
    {
        "Value" => string.Join('|', property.Value.EnumerateArray().Select(v => CanonicalValue(v, vr))),
        "InlineBinary" => CanonicalBinary(property.Value.GetString()!),
        _ => property.Value.GetRawText(),
    };

    private static string CanonicalValue(JsonElement value, string vr) => value.ValueKind switch
    {
        JsonValueKind.Number when vr == "FL" => ((float)value.GetDouble() + 0f).ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.Number => (value.GetDouble() + 0.0).ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.String => "'" + value.GetString() + "'",
        JsonValueKind.Object => "{" + string.Join(',', value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => p.Name + ":" + p.Value.GetString())) + "}",
        _ => value.GetRawText(),
    };

    // The oracle holds the digest of what is longer than 2,048 characters.
    private static string CanonicalBinary(string base64)
    {
        if (base64.StartsWith('@') || base64.Length <= 2_048)
            return base64;
        byte[] bytes = Convert.FromBase64String(base64);
        return $"@sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))};length={bytes.Length}";
    }
}
