using System.Buffers;

namespace Dicom.Storage.DataSets;

/// <summary>What PS3.5 table 6.2-1 says about the characters of a VR.</summary>
/// <param name="MaxLength">The largest number of characters of a value, of a component group in PN; 0 for no limit.</param>
/// <param name="Repertoire">The characters it may have; null for all but control characters.</param>
/// <param name="IsParagraphs">Whether TAB, LF, FF and CR are allowed too.</param>
internal sealed record TextRule(int MaxLength, SearchValues<char>? Repertoire = null, bool IsParagraphs = false)
{
    private const string Digits = "0123456789";
    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static readonly SearchValues<char> s_controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Append(0x7F).Concat(Enumerable.Range(0x80, 0x20)).Select(c => (char)c)]);

    private static readonly SearchValues<char> s_controlsOfParagraphs = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Append(0x7F).Concat(Enumerable.Range(0x80, 0x20)).Select(c => (char)c).Except("\t\n\f\r")]);

    private static readonly (DicomVR VR, TextRule Rule)[] s_rules =
    [
        (DicomVR.AE, new(16, SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c != '\\')]))),
        (DicomVR.AS, new(4, SearchValues.Create(Digits + "DWMY"))),
        (DicomVR.CS, new(16, SearchValues.Create(Capitals + Digits + " _"))),
        (DicomVR.DA, new(8, SearchValues.Create(Digits))),
        (DicomVR.DS, new(16, SearchValues.Create(Digits + "+-eE. "))),
        (DicomVR.DT, new(26, SearchValues.Create(Digits + "+-. "))),
        (DicomVR.IS, new(12, SearchValues.Create(Digits + "+- "))),
        (DicomVR.LO, new(64)),
        (DicomVR.LT, new(10_240, IsParagraphs: true)),
        (DicomVR.PN, new(64)),
        (DicomVR.SH, new(16)),
        (DicomVR.ST, new(1_024, IsParagraphs: true)),
        (DicomVR.TM, new(14, SearchValues.Create(Digits + ". "))),
        (DicomVR.UC, new(0)),
        (DicomVR.UI, new(64, SearchValues.Create(Digits + "."))),

        // RFC 3986 section 2: reserved, unreserved, and the percent sign of an escape.
        (DicomVR.UR, new(0, SearchValues.Create(Capitals + "abcdefghijklmnopqrstuvwxyz" + Digits + "-._~:/?#[]@!$&'()*+,;=%"))),
        (DicomVR.UT, new(0, IsParagraphs: true)),
    ];

    /// <summary>Finds the rule of a VR; null for binary ones.</summary>
    public static TextRule? Of(DicomVR vr) => Array.Find(s_rules, r => r.VR == vr).Rule;

    /// <summary>Whether the VR's repertoire has every character.</summary>
    public bool Allows(ReadOnlySpan<char> text)
    {
        if (Repertoire is not null)
            return !text.ContainsAnyExcept(Repertoire);
        return !text.ContainsAny(IsParagraphs ? s_controlsOfParagraphs : s_controls);
    }
}
